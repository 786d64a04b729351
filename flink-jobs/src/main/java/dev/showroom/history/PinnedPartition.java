package dev.showroom.history;

/**
 * What of one partition belongs to a replay.
 *
 * @param from first offset
 * @param until first offset that does not belong to it any more
 */
public record PinnedPartition(String topic, int partition, long from, long until) {}
