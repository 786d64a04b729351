package dev.showroom.simulate;

import dev.showroom.schemas.Coupon;
import dev.showroom.schemas.CouponDecision;
import dev.showroom.schemas.DecisionOutcome;
import dev.showroom.schemas.OfferKind;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Set;

/**
 * A decision about an offer, as far as a shopper can come to know of it. Times are event times in
 * epoch milliseconds, money in minor units.
 *
 * @param family null where the alert is about none
 * @param reason of the decision, such as {@code CAP_FAMILY}
 * @param kind of the offer, or of the one that it would have been; null where there is none
 * @param couponId null unless issued
 * @param validUntil of the coupon, inclusive
 * @param leastPriceMinor it may not be used on goods that sell for less
 */
public record DecisionMade(
    String decisionId,
    String alertId,
    String customerId,
    String pattern,
    String family,
    DecisionOutcome outcome,
    String reason,
    OfferKind kind,
    long valueMinor,
    String couponId,
    long decidedAt,
    long validUntil,
    long leastPriceMinor) {
  /** Where nobody said for how long an offer is valid: less than the shipped policy's 48 h. */
  private static final long ASSUMED_VALIDITY = 40 * Times.HOUR;

  private static final Set<OfferKind> MONEY =
      EnumSet.of(
          OfferKind.WARRANTY,
          OfferKind.BUNDLE,
          OfferKind.POINTS,
          OfferKind.PRICE_MATCH,
          OfferKind.COUPON);

  /** As they happened; at equal times a fixed order. */
  public static final Comparator<DecisionMade> ORDER =
      Comparator.comparingLong(DecisionMade::decidedAt).thenComparing(DecisionMade::decisionId);

  /**
   * @param coupon as it was issued, or null where it is not known
   */
  public static DecisionMade of(CouponDecision decision, Coupon coupon) {
    long decidedAt = decision.getDecidedAt().toEpochMilli();
    boolean known = coupon != null;
    return new DecisionMade(
        decision.getDecisionId(),
        decision.getAlertId(),
        decision.getCustomerId(),
        decision.getPattern(),
        decision.getFamily(),
        decision.getOutcome(),
        decision.getReason(),
        decision.getOffer() == null ? null : decision.getOffer().getKind(),
        decision.getOffer() == null ? 0 : decision.getOffer().getValueMinor(),
        decision.getCouponId(),
        decidedAt,
        known ? coupon.getValidUntil().toEpochMilli() : decidedAt + ASSUMED_VALIDITY,
        known && coupon.getLeastPriceMinor() != null ? coupon.getLeastPriceMinor() : 0);
  }

  /** The same, of no use after a time. */
  DecisionMade until(long time) {
    return new DecisionMade(
        decisionId,
        alertId,
        customerId,
        pattern,
        family,
        outcome,
        reason,
        kind,
        valueMinor,
        couponId,
        decidedAt,
        Math.min(validUntil, time),
        leastPriceMinor);
  }

  boolean isIssued() {
    return outcome == DecisionOutcome.ISSUED;
  }

  /** Whether it belongs to the experiment: an offer was made, or held back by lot. */
  boolean isInTrial() {
    return outcome == DecisionOutcome.ISSUED || outcome == DecisionOutcome.HELD_OUT;
  }

  boolean isMoney() {
    return kind != null && MONEY.contains(kind);
  }
}
