package dev.showroom.core.outcome;

import dev.showroom.core.Facts;
import dev.showroom.core.notice.AlertNotice;
import dev.showroom.core.notice.DecisionNotice;
import dev.showroom.core.notice.DecisionReason;
import dev.showroom.core.notice.WeighedOffer;
import dev.showroom.schemas.AlertStatus;
import dev.showroom.schemas.Arm;
import dev.showroom.schemas.DecisionOutcome;
import dev.showroom.schemas.OfferKind;
import java.util.List;

/** Decisions in as few words as tests need. */
public record Decided(
    String id,
    long at,
    long trackUntil,
    String family,
    String sku,
    String orderId,
    boolean keep,
    long deadline,
    boolean shadow,
    DecisionOutcome outcome,
    WeighedOffer offer) {

  /** A coupon of 50.00 off that costs 1.00 to send, for whoever buys a tv within 7 days. */
  public static Decided coupon(String id, long at) {
    return new Decided(
        id,
        at,
        at + 7 * Facts.DAY,
        "tv",
        "tv-1",
        null,
        false,
        at + 7 * Facts.DAY,
        false,
        DecisionOutcome.ISSUED,
        offer(OfferKind.COUPON));
  }

  /** Something given to who keeps the line of the order. */
  public static Decided toKeep(String id, long at, String orderId, String sku, long deadline) {
    return new Decided(
        id,
        at,
        at + 7 * Facts.DAY,
        sku == null ? null : "tv",
        sku,
        orderId,
        true,
        deadline,
        false,
        DecisionOutcome.ISSUED,
        offer(OfferKind.POINTS));
  }

  static WeighedOffer offer(OfferKind kind) {
    return new WeighedOffer("some", kind, 5_000, 100, 100, 0, null);
  }

  public Decided about(String otherFamily, String otherSku) {
    return new Decided(
        id, at, trackUntil, otherFamily, otherSku, orderId, keep, deadline, shadow, outcome, offer);
  }

  public Decided heldOut() {
    return as(DecisionOutcome.HELD_OUT);
  }

  public Decided as(DecisionOutcome other) {
    return new Decided(
        id, at, trackUntil, family, sku, orderId, keep, deadline, shadow, other, offer);
  }

  public Decided onlyLookedAt() {
    return new Decided(
        id, at, trackUntil, family, sku, orderId, keep, deadline, true, outcome, offer);
  }

  Decided with(OfferKind kind) {
    return new Decided(
        id, at, trackUntil, family, sku, orderId, keep, deadline, shadow, outcome, offer(kind));
  }

  /** The coupon of the decision. */
  public static String couponOf(String id) {
    return "k-" + id;
  }

  public DecisionNotice notice() {
    return notice(Facts.ANNA);
  }

  /** The same about somebody else. */
  public DecisionNotice notice(String customerId) {
    boolean issued = outcome == DecisionOutcome.ISSUED;
    return new DecisionNotice(
        id,
        new AlertNotice(
            "a-" + id,
            1,
            AlertStatus.SUSPECTED,
            null,
            customerId,
            keep ? "TRIAL_AT_RISK" : "RESEARCH_INSPECT_LEAVE",
            false,
            family,
            sku,
            "s1",
            "electronics",
            orderId,
            keep,
            at,
            at,
            at,
            deadline,
            800,
            49_900,
            null,
            null),
        "policy",
        1,
        shadow,
        outcome,
        issued ? DecisionReason.BEST_OFFER : DecisionReason.HOLD_OUT,
        issued ? Arm.TREATED : Arm.HOLD_OUT,
        offer,
        "campaign",
        issued ? couponOf(id) : null,
        4_900L,
        null,
        at,
        trackUntil,
        List.of());
  }
}
