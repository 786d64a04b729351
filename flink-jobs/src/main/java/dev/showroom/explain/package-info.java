/**
 * One customer's journey told step by step: what happened, what the rules were asked about it, and
 * what came of that. Reads the files of a replay and drives the core directly, without Flink.
 */
package dev.showroom.explain;
