package dev.showroom.stream;

import dev.showroom.core.outbound.Outbound;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Everything that leaves the graph, by how it must leave. A binding decides what that is: a replay
 * writes all but the coupons to files.
 *
 * @param records alerts, insights, late events, dead letters: soon, and a copy does no harm
 * @param ledger decisions and outcomes: each exactly once
 * @param coupons to be pushed: at once, and a copy does no harm
 */
public record Leaving(
    DataStream<Outbound> records, DataStream<Outbound> ledger, DataStream<Outbound> coupons) {}
