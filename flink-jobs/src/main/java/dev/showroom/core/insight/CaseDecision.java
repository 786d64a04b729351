package dev.showroom.core.insight;

import dev.showroom.core.notice.CouponNotice;
import dev.showroom.core.notice.DecisionNotice;
import dev.showroom.core.notice.OutcomeNotice;
import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import dev.showroom.schemas.Arm;
import dev.showroom.schemas.CouponState;
import dev.showroom.schemas.OutcomeKind;

/**
 * What has been counted of one decision: itself, its coupon's newest state, its newest outcome.
 * They come from different parts of the graph, in no order between them; of each the highest
 * revision holds. Times are event times in epoch milliseconds.
 */
final class CaseDecision {
  private static final CouponState[] STATES = CouponState.values();
  private static final OutcomeKind[] OUTCOMES = OutcomeKind.values();
  private static final long UNKNOWN = Long.MIN_VALUE;

  private boolean decided;
  private long alertAt = UNKNOWN;
  private int couponRevision;
  private CouponState state;
  private long couponAt = UNKNOWN;
  private long deliveredAt = UNKNOWN;
  private boolean pushed;
  private int outcomeRevision;
  private OutcomeKind outcome;
  private long outcomeAt = UNKNOWN;
  private long marginMinor;

  /** What the decision changes; nothing if it is known. */
  Tally decided(DecisionNotice decision) {
    Tally by = new Tally();
    if (decided) {
      return by;
    }
    decided = true;
    alertAt = decision.alert().decidedAt();
    return by.add(Slot.of(decision.outcome()), 1).add(Slot.of(decision.reason()), 1);
  }

  /** What the coupon's state changes. */
  Tally coupon(CouponNotice coupon) {
    Tally by = new Tally();
    couponAt = Math.max(couponAt, coupon.time());
    if (coupon.state() == CouponState.DELIVERED && deliveredAt == UNKNOWN) {
      deliveredAt = coupon.stateAt();
    }
    if (coupon.revision() > couponRevision) {
      if (state != null) {
        count(by, state, takenBy(coupon), -1);
      }
      count(by, coupon.state(), takenBy(coupon), 1);
      couponRevision = coupon.revision();
      state = coupon.state();
    }
    return by;
  }

  /** What a coupon costs that is used: what is given away, and what it costs on top. */
  private static long takenBy(CouponNotice coupon) {
    return coupon.valueMinor() + coupon.costMinor();
  }

  /**
   * Event time of the newest of what was told of the coupon: a later revision of an earlier time
   * changes no window that the one before it came too late for.
   */
  long couponAt() {
    return couponAt;
  }

  /** The same of the outcome. */
  long outcomeAt() {
    return outcomeAt;
  }

  private static void count(Tally by, CouponState state, long costMinor, int times) {
    by.add(Slot.of(state), times);
    if (state == CouponState.REDEEMED) {
      by.add(Slot.COST, times * costMinor);
    }
  }

  /** What the delivery changes, once it and the alert's time are known; nothing after that. */
  Tally pushed() {
    Tally by = new Tally();
    if (!pushed && alertAt != UNKNOWN && deliveredAt != UNKNOWN) {
      pushed = true;
      long millis = Math.max(0, deliveredAt - alertAt);
      by.add(Slot.PUSHES, 1).add(Slot.PUSH_MILLIS, millis).add(Slot.PUSH_MOST, millis);
    }
    return by;
  }

  long deliveredAt() {
    return deliveredAt;
  }

  /** What the outcome changes. */
  Tally outcome(OutcomeNotice notice) {
    Tally by = new Tally();
    Arm arm = notice.decision().arm();
    outcomeAt = Math.max(outcomeAt, notice.time());
    if (notice.revision() <= outcomeRevision) {
      return by;
    }
    if (outcome != null) {
      count(by, arm, outcome, marginMinor, -1);
    }
    count(by, arm, notice.outcome(), notice.marginMinor(), 1);
    outcomeRevision = notice.revision();
    outcome = notice.outcome();
    marginMinor = notice.marginMinor();
    return by;
  }

  private static void count(Tally by, Arm arm, OutcomeKind outcome, long marginMinor, int times) {
    // An offer that has expired says nothing on the sale yet.
    if (arm == Arm.NONE || outcome == OutcomeKind.EXPIRED) {
      return;
    }
    by.add(Slot.closed(arm), times).add(Slot.margin(arm), times * marginMinor);
    by.addSquare(Slot.squaresLow(arm), Slot.squaresHigh(arm), marginMinor, times);
    if (outcome == OutcomeKind.SAVED || outcome == OutcomeKind.SETTLED) {
      by.add(Slot.saved(arm), times);
    }
  }

  void pack(PackWriter out) {
    out.flag(decided)
        .number(alertAt)
        .number(couponRevision)
        .constant(state)
        .number(couponAt)
        .number(deliveredAt)
        .flag(pushed)
        .number(outcomeRevision)
        .constant(outcome)
        .number(outcomeAt)
        .number(marginMinor);
  }

  static CaseDecision unpack(PackReader in) {
    CaseDecision decision = new CaseDecision();
    decision.decided = in.flag();
    decision.alertAt = in.number();
    decision.couponRevision = in.integer();
    decision.state = in.constant(STATES);
    decision.couponAt = in.number();
    decision.deliveredAt = in.number();
    decision.pushed = in.flag();
    decision.outcomeRevision = in.integer();
    decision.outcome = in.constant(OUTCOMES);
    decision.outcomeAt = in.number();
    decision.marginMinor = in.number();
    return decision;
  }
}
