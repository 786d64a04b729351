package dev.showroom.core.insight;

import dev.showroom.core.notice.AlertNotice;
import dev.showroom.core.notice.BudgetNotice;
import dev.showroom.core.notice.CouponNotice;
import dev.showroom.core.notice.DecisionNotice;
import dev.showroom.core.notice.DecisionReason;
import dev.showroom.core.notice.OfferIds;
import dev.showroom.core.notice.OutcomeNotice;
import dev.showroom.core.notice.WeighedOffer;
import dev.showroom.schemas.AlertStatus;
import dev.showroom.schemas.Arm;
import dev.showroom.schemas.CouponState;
import dev.showroom.schemas.DecisionOutcome;
import dev.showroom.schemas.OfferKind;
import dev.showroom.schemas.OutcomeKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Notices about one alert, by hand: raised at a moment, decided a second later. */
public record GivenNotices(
    String alertId,
    long raisedAt,
    boolean shadow,
    String storeId,
    String category,
    String pattern,
    OfferKind kind,
    Arm arm,
    long costMinor) {
  public static final long T0 = Instant.parse("2026-02-01T10:20:30Z").toEpochMilli();
  public static final long SECOND = 1_000;
  public static final long MINUTE = 60 * SECOND;
  public static final long HOUR = 60 * MINUTE;
  public static final long DAY = Duration.ofDays(1).toMillis();

  public static GivenNotices of(String alertId, long raisedAt) {
    return new GivenNotices(
        alertId, raisedAt, false, "st-1", "tv", "HOP", OfferKind.COUPON, Arm.TREATED, 500);
  }

  public GivenNotices in(String store) {
    return new GivenNotices(
        alertId, raisedAt, shadow, store, category, pattern, kind, arm, costMinor);
  }

  public GivenNotices with(OfferKind otherKind) {
    return new GivenNotices(
        alertId, raisedAt, shadow, storeId, category, pattern, otherKind, arm, costMinor);
  }

  public GivenNotices heldOut() {
    return new GivenNotices(
        alertId, raisedAt, shadow, storeId, category, pattern, kind, Arm.HOLD_OUT, costMinor);
  }

  /** Of a policy that is only looked at. */
  public GivenNotices inShadow() {
    return new GivenNotices(
        alertId, raisedAt, true, storeId, category, pattern, kind, arm, costMinor);
  }

  public GivenNotices raisedAt(long time) {
    return new GivenNotices(
        alertId, time, shadow, storeId, category, pattern, kind, arm, costMinor);
  }

  public long decidedAt() {
    return raisedAt + SECOND;
  }

  public AlertNotice alert(int revision, AlertStatus status, long at) {
    return new AlertNotice(
        alertId,
        revision,
        status,
        null,
        "c-of-" + alertId,
        pattern,
        shadow,
        "family",
        "sku",
        storeId,
        category,
        null,
        false,
        raisedAt,
        at,
        raisedAt,
        raisedAt + 7 * DAY,
        700,
        10_000,
        null,
        null);
  }

  public AlertNotice suspected() {
    return alert(1, AlertStatus.SUSPECTED, raisedAt);
  }

  public DecisionNotice decision() {
    boolean treated = arm == Arm.TREATED;
    return decision(
        treated ? DecisionOutcome.ISSUED : DecisionOutcome.HELD_OUT,
        treated ? DecisionReason.BEST_OFFER : DecisionReason.HOLD_OUT);
  }

  public DecisionNotice refused(DecisionReason reason) {
    GivenNotices nothing =
        new GivenNotices(alertId, raisedAt, shadow, storeId, category, pattern, null, Arm.NONE, 0);
    return nothing.decision(DecisionOutcome.SUPPRESSED, reason);
  }

  private DecisionNotice decision(DecisionOutcome outcome, DecisionReason reason) {
    return new DecisionNotice(
        OfferIds.decision(policy(), alertId),
        suspected(),
        policy(),
        1,
        shadow,
        outcome,
        reason,
        arm,
        kind == null ? null : new WeighedOffer("offer", kind, 1_000, costMinor, 100, 200, null),
        "spring",
        arm == Arm.TREATED ? OfferIds.coupon(alertId) : null,
        null,
        null,
        decidedAt(),
        decidedAt() + 7 * DAY,
        List.of());
  }

  private String policy() {
    return shadow ? "new" : "live";
  }

  public CouponNotice coupon(int revision, CouponState state, long at) {
    return new CouponNotice(
        OfferIds.coupon(alertId),
        revision,
        state,
        at,
        OfferIds.decision(policy(), alertId),
        alertId,
        "c-of-" + alertId,
        pattern,
        category,
        storeId,
        kind,
        "offer",
        "spring",
        1_000,
        costMinor,
        "sku",
        "family",
        true,
        0,
        decidedAt(),
        decidedAt(),
        decidedAt() + 2 * DAY);
  }

  public OutcomeNotice outcome(int revision, OutcomeKind outcome, long at, long marginMinor) {
    return new OutcomeNotice(
        decision(), revision, outcome, at, marginMinor * 3, marginMinor, false);
  }

  public static BudgetNotice budget(String campaign, String store, long at, long spent) {
    return new BudgetNotice(campaign, store, at, 100, spent, 10_000 - spent);
  }
}
