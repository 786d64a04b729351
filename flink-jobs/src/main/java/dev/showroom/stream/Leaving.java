package dev.showroom.stream;

import dev.showroom.core.catalogue.Announcement;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.notice.Notice;
import dev.showroom.core.offer.DeskInput;
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
 * @param forDesks see {@link #deskInputs()}
 */
public record Leaving(
    DataStream<Outbound> records,
    DataStream<Outbound> ledger,
    SingleOutputStreamOperator<Notice> desk,
    ForDesks forDesks) {

  /**
   * What any desk would be told of.
   *
   * @param alerts also of rules that are only tried out
   */
  record ForDesks(
      DataStream<Notice> alerts,
      DataStream<Envelope> news,
      DataStream<Announcement> announcements) {}

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

  /**
   * What desks outside of the graph are to be told, which has none of its own. A graph that nobody
   * asks for it does without.
   */
  public DataStream<DeskInput> deskInputs() {
    if (hasOffers()) {
      throw new IllegalStateException("the graph has a desk of its own");
    }
    return OfferStreams.inputs(forDesks.alerts, forDesks.news, forDesks.announcements);
  }
}
