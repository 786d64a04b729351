package dev.showroom.archive;

import java.util.List;

/**
 * What came of archiving.
 *
 * @param records those written, without dead letters
 * @param dead records that could not be read, written as dead letters
 * @param remarks sentences on holes in the input
 */
public record ArchiveSummary(long records, long dead, double seconds, List<String> remarks) {}
