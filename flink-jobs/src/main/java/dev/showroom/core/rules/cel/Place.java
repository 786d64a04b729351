package dev.showroom.core.rules.cel;

/** A place in the file; line and column from 1. */
record Place(int line, int column) {}
