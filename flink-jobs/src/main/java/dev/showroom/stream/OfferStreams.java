package dev.showroom.stream;

import dev.showroom.core.catalogue.Announcement;
import dev.showroom.core.catalogue.PolicyText;
import dev.showroom.core.catalogue.ProductVersion;
import dev.showroom.core.fact.Bought;
import dev.showroom.core.fact.CouponChanged;
import dev.showroom.core.fact.Erased;
import dev.showroom.core.fact.Fact;
import dev.showroom.core.fact.FactCodec;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.notice.AlertNotice;
import dev.showroom.core.notice.CouponNotice;
import dev.showroom.core.notice.DecisionNotice;
import dev.showroom.core.notice.Notice;
import dev.showroom.core.notice.OutcomeNotice;
import dev.showroom.core.offer.DeskInput;
import dev.showroom.core.outbound.OfferRecords;
import dev.showroom.core.outbound.Outbound;
import dev.showroom.stream.type.Packings;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.Collector;

/** The part of the graph that decides offers: what the desk is told, and what of it leaves. */
final class OfferStreams {
  private OfferStreams() {}

  /**
   * The desk, the one owner of all caps and budgets: one instance, however many there are of the
   * others.
   *
   * @param alerts and other notices, which are passed over
   * @param news of coupons, orders with coupons, and erasures
   */
  static SingleOutputStreamOperator<Notice> desk(
      DataStream<Notice> alerts,
      DataStream<Envelope> news,
      DataStream<Announcement> announcements,
      OfferSettings settings) {
    return OperatorId.OFFER_DESK
        .atOnce(
            inputs(alerts, news, announcements)
                .keyBy(OfferDesk::key)
                .process(new OfferDesk(settings.policies()::book, settings.sent()))
                .returns(Packings.NOTICE.as(Notice.class)))
        .forceNonParallel();
  }

  /** All that a desk is told. */
  static DataStream<DeskInput> inputs(
      DataStream<Notice> alerts,
      DataStream<Envelope> news,
      DataStream<Announcement> announcements) {
    return input(
            alerts.transform(
                OperatorId.OFFER_ALERTS.name(),
                Packings.DESK_INPUT.as(DeskInput.class),
                new SteadyFlatMap<>(new OfAlerts())),
            OperatorId.OFFER_ALERTS)
        .union(
            input(news.flatMap(new OfNews()), OperatorId.OFFER_NEWS),
            input(announcements.flatMap(new OfAnnounced()), OperatorId.OFFER_ANNOUNCED));
  }

  private static DataStream<DeskInput> input(
      SingleOutputStreamOperator<DeskInput> input, OperatorId id) {
    return id.atOnce(input.returns(Packings.DESK_INPUT.as(DeskInput.class)));
  }

  /** Decisions and outcomes as records. */
  static DataStream<Outbound> ledger(DataStream<Notice> notices) {
    return OperatorId.LEDGER_RECORDS.atOnce(
        notices.flatMap(new LedgerRecords()).returns(Packings.OUTBOUND.as(Outbound.class)));
  }

  /** Coupons as records, without their codes; as parallel as the desk, which keeps their order. */
  static DataStream<Outbound> coupons(SingleOutputStreamOperator<Notice> desk) {
    return OperatorId.COUPON_RECORDS
        .on(desk.flatMap(new CouponRecords()).returns(Packings.OUTBOUND.as(Outbound.class)))
        .forceNonParallel();
  }

  private static final class OfAlerts implements FlatMapFunction<Notice, DeskInput> {
    private static final long serialVersionUID = 1L;

    @Override
    public void flatMap(Notice notice, Collector<DeskInput> out) {
      // What is only looked at is never acted on.
      if (notice instanceof AlertNotice alert && !alert.shadow()) {
        out.collect(new DeskInput.Alert(alert));
      }
    }
  }

  private static final class OfNews implements FlatMapFunction<Envelope, DeskInput> {
    private static final long serialVersionUID = 1L;

    @Override
    public void flatMap(Envelope envelope, Collector<DeskInput> out) {
      Fact fact = FactCodec.unpack(envelope.fact());
      if (fact instanceof Bought order) {
        DeskInput.redemptions(order).forEach(out::collect);
      } else if (fact instanceof CouponChanged news) {
        out.collect(
            new DeskInput.News(
                news.couponId(),
                news.change(),
                news.time(),
                news.eventId(),
                news.orderId(),
                false));
      } else if (fact instanceof Erased erased) {
        out.collect(new DeskInput.Erasure(envelope.key(), erased.time()));
      }
    }
  }

  private static final class OfAnnounced implements FlatMapFunction<Announcement, DeskInput> {
    private static final long serialVersionUID = 1L;

    @Override
    public void flatMap(Announcement what, Collector<DeskInput> out) {
      if (what instanceof ProductVersion || what instanceof PolicyText) {
        out.collect(new DeskInput.Announced(what));
      }
    }
  }

  private static final class LedgerRecords extends RichFlatMapFunction<Notice, Outbound> {
    private static final long serialVersionUID = 1L;

    private transient OfferRecords records;

    @Override
    public void open(OpenContext context) {
      records = new OfferRecords();
    }

    @Override
    public void flatMap(Notice notice, Collector<Outbound> out) {
      if (notice instanceof DecisionNotice decision) {
        out.collect(records.decision(decision));
      } else if (notice instanceof OutcomeNotice outcome) {
        out.collect(records.outcome(outcome));
      }
    }
  }

  private static final class CouponRecords extends RichFlatMapFunction<Notice, Outbound> {
    private static final long serialVersionUID = 1L;

    private transient OfferRecords records;

    @Override
    public void open(OpenContext context) {
      records = new OfferRecords();
    }

    @Override
    public void flatMap(Notice notice, Collector<Outbound> out) {
      if (notice instanceof CouponNotice coupon) {
        out.collect(records.coupon(coupon));
      }
    }
  }
}
