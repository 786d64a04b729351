package dev.showroom.core.offer;

import dev.showroom.core.notice.AlertNotice;
import dev.showroom.core.notice.CouponNotice;
import dev.showroom.core.notice.DecisionNotice;
import dev.showroom.core.notice.DecisionReason;
import dev.showroom.core.notice.WeighedOffer;
import dev.showroom.schemas.Arm;
import dev.showroom.schemas.CouponState;
import dev.showroom.schemas.DecisionOutcome;
import java.util.List;

/** Puts a verdict into the notices that tell of it. */
final class Wording {
  private Wording() {}

  static DecisionNotice suppressed(Case c, DecisionReason reason) {
    return new DecisionNotice(
        decisionId(c),
        c.alert(),
        c.policy().id(),
        c.policy().version(),
        c.lane().shadow(),
        DecisionOutcome.SUPPRESSED,
        reason,
        Arm.NONE,
        null,
        null,
        null,
        null,
        null,
        c.now(),
        trackUntil(c, c.now()),
        c.weighed());
  }

  /**
   * @param wanted what would have been put aside, or null
   * @param leftMinor of what would have paid, or null
   */
  static DecisionNotice heldOut(Case c, Alternative offer, Reservation wanted, Long leftMinor) {
    return new DecisionNotice(
        decisionId(c),
        c.alert(),
        c.policy().id(),
        c.policy().version(),
        c.lane().shadow(),
        DecisionOutcome.HELD_OUT,
        DecisionReason.HOLD_OUT,
        Arm.HOLD_OUT,
        offer.told(),
        wanted == null ? null : wanted.payer(),
        null,
        marginAfter(c, offer.takenMinor()),
        leftMinor,
        c.now(),
        trackUntil(c, c.now()),
        c.weighed());
  }

  /**
   * @param leftMinor of what pays, after it was put aside; or null
   */
  static DecisionNotice issued(Case c, CouponNotice coupon, WeighedOffer offer, Long leftMinor) {
    return new DecisionNotice(
        coupon.decisionId(),
        c.alert(),
        c.policy().id(),
        c.policy().version(),
        c.lane().shadow(),
        DecisionOutcome.ISSUED,
        DecisionReason.BEST_OFFER,
        Arm.TREATED,
        offer,
        coupon.campaign(),
        c.lane().shadow() ? null : coupon.couponId(),
        marginAfter(c, coupon.valueMinor() + coupon.costMinor()),
        leftMinor,
        coupon.decidedAt(),
        trackUntil(c, coupon.decidedAt()),
        c.weighed());
  }

  /** What an offer becomes: a coupon, of a shadow lane one that only stands on paper. */
  static CouponNotice coupon(Case c, Verdict verdict) {
    AlertNotice alert = c.alert();
    Alternative offer = verdict.offer();
    Reservation reservation = verdict.reservation();
    return new CouponNotice(
        c.lane().promiseKey(alert.alertId()),
        1,
        CouponState.ISSUED,
        c.now(),
        decisionId(c),
        alert.alertId(),
        alert.customerId(),
        alert.pattern(),
        alert.category(),
        alert.storeId(),
        offer.terms().kind(),
        offer.terms().id(),
        reservation == null ? null : reservation.payer(),
        offer.valueMinor(),
        offer.terms().costMinor(),
        alert.sku(),
        alert.family(),
        offer.isMoney(),
        offer.isMoney() ? c.goods().leastPriceMinor(offer.takenMinor()) : 0,
        c.now(),
        c.now(),
        c.validUntil(),
        c.householdKey());
  }

  /** A coupon as it was sent, with what is not written on it. */
  static CouponNotice completed(Case c, CouponNotice sent) {
    AlertNotice alert = c.alert();
    return new CouponNotice(
        sent.couponId(),
        sent.revision(),
        sent.state(),
        sent.stateAt(),
        decisionId(c),
        sent.alertId(),
        sent.customerId(),
        alert.pattern(),
        alert.category(),
        sent.storeId(),
        sent.kind(),
        sent.offerId(),
        sent.campaign(),
        sent.valueMinor(),
        sent.costMinor(),
        sent.sku(),
        sent.family(),
        sent.money(),
        sent.leastPriceMinor(),
        sent.decidedAt(),
        sent.validFrom(),
        sent.validUntil(),
        sent.householdKey());
  }

  /** The offer that a coupon is, as it would be weighed now if the policy still has it. */
  static WeighedOffer weighed(Case c, CouponNotice coupon) {
    Alternative same = c.choice().named(coupon.offerId());
    return new WeighedOffer(
        coupon.offerId(),
        coupon.kind(),
        coupon.valueMinor(),
        coupon.costMinor(),
        same == null ? 0 : same.told().upliftMillis(),
        same == null ? 0 : same.expectedMinor(),
        null);
  }

  /** What an outcome needs of a decision. */
  static DecisionNotice kept(DecisionNotice decision) {
    AlertNotice a = decision.alert();
    return new DecisionNotice(
        decision.decisionId(),
        new AlertNotice(
            a.alertId(),
            a.revision(),
            a.status(),
            a.retractReason(),
            a.customerId(),
            a.pattern(),
            a.shadow(),
            a.family(),
            a.sku(),
            a.storeId(),
            a.category(),
            a.orderId(),
            a.keep(),
            a.raisedAt(),
            a.decidedAt(),
            a.anchorAt(),
            a.deadline(),
            a.scoreMillis(),
            a.valueAtRiskMinor(),
            a.cause(),
            null),
        decision.policyId(),
        decision.policyVersion(),
        decision.shadow(),
        decision.outcome(),
        decision.reason(),
        decision.arm(),
        decision.offer(),
        decision.campaign(),
        decision.couponId(),
        decision.marginAfterMinor(),
        decision.budgetLeftMinor(),
        decision.decidedAt(),
        decision.trackUntil(),
        List.of());
  }

  private static String decisionId(Case c) {
    return c.lane().decisionId(c.policy(), c.alert().alertId());
  }

  private static Long marginAfter(Case c, long takenMinor) {
    return c.goods().known() ? (Long) c.goods().marginAfter(takenMinor) : null;
  }

  /** Where the question is whether something is kept, that is not known before the deadline. */
  private static long trackUntil(Case c, long decidedAt) {
    long until = decidedAt + c.policy().attributionMillis();
    boolean waits = c.alert().keep() && c.alert().deadline() != Long.MAX_VALUE;
    return waits ? Math.max(until, c.alert().deadline()) : until;
  }
}
