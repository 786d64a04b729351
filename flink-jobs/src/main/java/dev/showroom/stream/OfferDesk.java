package dev.showroom.stream;

import dev.showroom.core.notice.CouponNotice;
import dev.showroom.core.notice.DecisionNotice;
import dev.showroom.core.notice.Notice;
import dev.showroom.core.offer.Desk;
import dev.showroom.core.offer.DeskInput;
import dev.showroom.core.offer.DeskObserver;
import dev.showroom.metrics.Meters;
import dev.showroom.schemas.CouponState;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * The one owner of all caps and budgets: all its input has the same key, and it runs at parallelism
 * 1. Holds what arrives, and lets {@link Desk} take it when the watermark says that all up to a
 * moment is there.
 */
public final class OfferDesk extends KeyedProcessFunction<String, DeskInput, Notice> {
  private static final long serialVersionUID = 1L;

  private final PolicyReader policies;
  private final SentCoupons sent;
  private transient KeyedDeskStore store;
  private transient Desk desk;
  private transient Collector<Notice> out;
  private transient boolean asked;
  private transient LongCounter decisions;
  private transient LongCounter coupons;
  private transient DeskMeters meters;

  /**
   * @param sent finds coupons whose decisions a crash undid
   */
  public OfferDesk(PolicyReader policies, SentCoupons sent) {
    this.policies = policies;
    this.sent = sent;
  }

  /** The key of every input. */
  public static String key(DeskInput input) {
    return "desk";
  }

  @Override
  public void open(OpenContext context) {
    decisions = Counters.of(getRuntimeContext(), Counters.DECISIONS);
    coupons = Counters.of(getRuntimeContext(), Counters.COUPONS);
    meters = new DeskMeters(Meters.of(getRuntimeContext()));
    store = new KeyedDeskStore(getRuntimeContext());
    desk = new Desk(store, policies, this::tell, observer());
  }

  @Override
  public void processElement(DeskInput input, Context context, Collector<Notice> collector) {
    begin(context, collector);
    desk.accept(input, context.timerService().currentWatermark());
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<Notice> collector) {
    if (EndOfInput.reached(context.timerService())) {
      return;
    }
    begin(context, collector);
    desk.advance(time);
  }

  /** State can be read when there is a key, which is not before the first input or timer. */
  private void begin(Context context, Collector<Notice> collector) {
    out = collector;
    store.timers(context.timerService());
    if (!asked) {
      asked = true;
      long watermark = context.timerService().currentWatermark();
      sent.since(desk.clock()).forEach(coupon -> desk.adopt(coupon, watermark));
      desk.budgets(Math.max(desk.clock(), watermark)).forEach(meters::stands);
    }
  }

  private void tell(Notice notice) {
    meters.told(notice);
    if (notice instanceof DecisionNotice) {
      decisions.add(1);
    } else if (notice instanceof CouponNotice coupon && coupon.state() == CouponState.ISSUED) {
      coupons.add(1);
    }
    out.collect(notice);
  }

  private DeskObserver observer() {
    LongCounter unknown = Counters.of(getRuntimeContext(), Counters.UNKNOWN_COUPONS);
    LongCounter tooLate = Counters.of(getRuntimeContext(), Counters.REDEEMED_TOO_LATE);
    return new DeskObserver() {
      @Override
      public void unknownCoupon() {
        unknown.add(1);
        meters.unknownCoupon();
      }

      @Override
      public void redeemedTooLate() {
        tooLate.add(1);
        meters.redeemedTooLate();
      }
    };
  }
}
