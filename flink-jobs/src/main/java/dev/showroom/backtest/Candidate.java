package dev.showroom.backtest;

import java.util.Map;

/**
 * Rules that are tried out.
 *
 * @param name that people see; no two are the same
 * @param yaml checked, a whole rule set
 * @param settings of a sweep: what is otherwise, by name of the parameter; else empty
 */
public record Candidate(String name, String yaml, Map<String, String> settings) {}
