/**
 * Reads the figures that a run has left and prints what they come to: days are added up, and the
 * intervals are made anew of the sums.
 */
package dev.showroom.insights;
