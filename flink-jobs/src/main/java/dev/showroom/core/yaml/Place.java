package dev.showroom.core.yaml;

/** A place in a file; line and column from 1. */
public record Place(int line, int column) {}
