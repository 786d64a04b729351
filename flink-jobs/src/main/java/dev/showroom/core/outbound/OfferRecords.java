package dev.showroom.core.outbound;

import dev.showroom.core.notice.CouponNotice;
import dev.showroom.core.notice.DecisionNotice;
import dev.showroom.core.notice.OutcomeNotice;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.Coupon;
import dev.showroom.schemas.CouponDecision;
import dev.showroom.schemas.Offer;
import dev.showroom.schemas.Outcome;
import dev.showroom.schemas.WeighedOffer;
import dev.showroom.schemas.codec.AvroRecords;
import dev.showroom.schemas.codec.OutTopic;
import java.time.Instant;
import java.util.List;

/** Turns what is decided about offers, and what becomes of them, into what leaves. */
public final class OfferRecords {
  /** A coupon is good in each of the retailer's own channels. */
  private static final List<Channel> CHANNELS = List.of(Channel.values());

  private static final double MILLIS = 1_000.0;

  private final AvroRecords<CouponDecision> decisions = new AvroRecords<>(CouponDecision.class);
  private final AvroRecords<Coupon> coupons = new AvroRecords<>(Coupon.class);
  private final AvroRecords<Outcome> outcomes = new AvroRecords<>(Outcome.class);

  public Outbound decision(DecisionNotice notice) {
    CouponDecision decision = toRecord(notice);
    return new Outbound(
        OutTopic.COUPON_DECISIONS, decision.getCustomerId(), decisions.write(decision));
  }

  /** Without a code: where it is to be used, who signs it puts that in. */
  public Outbound coupon(CouponNotice notice) {
    Coupon coupon = toRecord(notice);
    return new Outbound(OutTopic.COUPONS, coupon.getCustomerId(), coupons.write(coupon));
  }

  public Outbound outcome(OutcomeNotice notice) {
    Outcome outcome = toRecord(notice);
    return new Outbound(OutTopic.OUTCOMES, outcome.getCustomerId(), outcomes.write(outcome));
  }

  public static CouponDecision toRecord(DecisionNotice notice) {
    return CouponDecision.newBuilder()
        .setDecisionId(notice.decisionId())
        .setAlertId(notice.alert().alertId())
        .setCustomerId(notice.alert().customerId())
        .setOutcome(notice.outcome())
        .setReason(notice.reason().name())
        .setOffer(offer(notice))
        .setArm(notice.arm())
        .setPolicyVersion(notice.policyVersion())
        .setDecidedAt(Instant.ofEpochMilli(notice.decidedAt()))
        .setMarginAfterMinor(notice.marginAfterMinor())
        .setBudgetLeftMinor(notice.budgetLeftMinor())
        .setPolicyId(notice.policyId())
        .setShadow(notice.shadow())
        .setCampaign(notice.campaign())
        .setCouponId(notice.couponId())
        .setPattern(notice.alert().pattern())
        .setFamily(notice.alert().family())
        .setCategory(notice.alert().category())
        .setStoreId(notice.alert().storeId())
        .setAlternatives(notice.alternatives().stream().map(OfferRecords::weighed).toList())
        .build();
  }

  private static Offer offer(DecisionNotice notice) {
    return notice.offer() == null
        ? null
        : new Offer(
            notice.offer().kind(),
            notice.offer().valueMinor(),
            notice.alert().sku(),
            notice.alert().family());
  }

  private static WeighedOffer weighed(dev.showroom.core.notice.WeighedOffer offer) {
    return new WeighedOffer(
        offer.offerId(),
        offer.kind(),
        offer.valueMinor(),
        offer.costMinor(),
        offer.upliftMillis() / MILLIS,
        offer.expectedMinor(),
        offer.refused() == null ? null : offer.refused().name());
  }

  public static Coupon toRecord(CouponNotice notice) {
    return Coupon.newBuilder()
        .setCouponId(notice.couponId())
        .setCustomerId(notice.customerId())
        .setCode("")
        .setKind(notice.kind())
        .setValueMinor(notice.valueMinor())
        .setSku(notice.sku())
        .setFamily(notice.family())
        .setChannels(CHANNELS)
        .setValidFrom(Instant.ofEpochMilli(notice.validFrom()))
        .setValidUntil(Instant.ofEpochMilli(notice.validUntil()))
        .setAlertId(notice.alertId())
        .setState(notice.state())
        .setRevision(notice.revision())
        .setStateAt(Instant.ofEpochMilli(notice.stateAt()))
        .setLeastPriceMinor(notice.money() ? (Long) notice.leastPriceMinor() : null)
        .setMoney(notice.money())
        .setCampaign(notice.campaign())
        .setStoreId(notice.storeId())
        .setDecisionId(notice.decisionId())
        .setOfferId(notice.offerId())
        .setCostMinor(notice.costMinor())
        .setHouseholdKey(notice.householdKey())
        .build();
  }

  /**
   * A coupon that was sent, as the desk knows coupons: without pattern and category, which are not
   * written on it. What was sent by a release that did not write the offer's cost cost nothing.
   */
  public static CouponNotice sent(Coupon coupon) {
    long decidedAt = coupon.getValidFrom().toEpochMilli();
    return new CouponNotice(
        coupon.getCouponId(),
        coupon.getRevision(),
        coupon.getState(),
        coupon.getStateAt() == null ? decidedAt : coupon.getStateAt().toEpochMilli(),
        coupon.getDecisionId(),
        coupon.getAlertId(),
        coupon.getCustomerId(),
        null,
        null,
        coupon.getStoreId(),
        coupon.getKind(),
        coupon.getOfferId(),
        coupon.getCampaign(),
        coupon.getValueMinor(),
        coupon.getCostMinor() == null ? 0 : coupon.getCostMinor(),
        coupon.getSku(),
        coupon.getFamily(),
        coupon.getMoney(),
        coupon.getLeastPriceMinor() == null ? 0 : coupon.getLeastPriceMinor(),
        decidedAt,
        decidedAt,
        coupon.getValidUntil().toEpochMilli(),
        coupon.getHouseholdKey());
  }

  public static Outcome toRecord(OutcomeNotice notice) {
    DecisionNotice decision = notice.decision();
    return Outcome.newBuilder()
        .setDecisionId(decision.decisionId())
        .setAlertId(decision.alert().alertId())
        .setCustomerId(decision.alert().customerId())
        .setArm(decision.arm())
        .setOutcome(notice.outcome())
        .setDecidedAt(Instant.ofEpochMilli(notice.time()))
        .setRevenueMinor(notice.revenueMinor())
        .setMarginMinor(notice.marginMinor())
        .setCouponId(decision.couponId())
        .setRedeemed(notice.redeemed())
        .setPattern(decision.alert().pattern())
        .setOffer(decision.offer() == null ? null : decision.offer().kind())
        .setRevision(notice.revision())
        .setShadow(decision.shadow())
        .build();
  }
}
