/**
 * Estimates and their 95 % intervals: shares, means, and differences of the two. The one part of
 * the core that asks a library of statistics.
 */
package dev.showroom.core.statistics;
