package dev.showroom.archive;

/**
 * What came of archiving.
 *
 * @param records those written, without dead letters
 * @param dead records that could not be read, written as dead letters
 */
public record ArchiveSummary(long records, long dead, double seconds) {}
