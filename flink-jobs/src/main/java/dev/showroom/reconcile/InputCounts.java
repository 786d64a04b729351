package dev.showroom.reconcile;

/**
 * What became of one stream's records: all = taken + duplicates + dead + refused.
 *
 * @param all records
 * @param taken by the job, in time or late
 * @param duplicates of an {@code eventId} that came before
 * @param dead that cannot be used
 * @param refused for having come beyond the correction horizon
 * @param late that came behind the watermark and were applied, among those taken
 */
public record InputCounts(
    long all, long taken, long duplicates, long dead, long refused, long late) {}
