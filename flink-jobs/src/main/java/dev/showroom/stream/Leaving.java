package dev.showroom.stream;

import dev.showroom.core.notice.Notice;
import dev.showroom.core.outbound.Outbound;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Everything that leaves the graph, by how it must leave. A binding decides what that is: a replay
 * writes all but the coupons to files.
 *
 * @param records alerts, insights, late events, dead letters: soon, and a copy does no harm
 * @param ledger decisions and outcomes: each exactly once; null where no offers are decided
 * @param desk what the offer desk tells, which coupons are made of; null likewise
 */
public record Leaving(
    DataStream<Outbound> records,
    DataStream<Outbound> ledger,
    SingleOutputStreamOperator<Notice> desk) {

  public boolean hasOffers() {
    return desk != null;
  }

  /**
   * Adds to the graph what makes coupons, without their codes: to be sent at once, where a copy
   * does no harm. A graph that nobody asks for them has none.
   */
  public DataStream<Outbound> coupons() {
    return OfferStreams.coupons(desk);
  }
}
