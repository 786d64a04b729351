package dev.showroom.stream;

import dev.showroom.core.notice.BudgetNotice;
import dev.showroom.core.notice.CouponNotice;
import dev.showroom.core.notice.DecisionNotice;
import dev.showroom.core.notice.Notice;
import dev.showroom.metrics.Count;
import dev.showroom.metrics.CountOf;
import dev.showroom.metrics.Counts;
import dev.showroom.metrics.Levels;
import dev.showroom.metrics.Meter;
import dev.showroom.metrics.Meters;
import dev.showroom.schemas.CouponState;

/** What the desk decides, and what is left of its budgets. */
final class DeskMeters {
  private final Counts decisions;
  private final CountOf<CouponState> coupons;
  private final Count unknown;
  private final Count tooLate;
  private final Levels left;
  private final Levels reserved;
  private final Levels spent;

  DeskMeters(Meters meters) {
    decisions = meters.counts(Meter.DECISIONS);
    coupons = meters.countOf(Meter.COUPONS, CouponState.class);
    unknown = meters.count(Meter.UNKNOWN_COUPONS);
    tooLate = meters.count(Meter.REDEEMED_TOO_LATE);
    left = meters.levels(Meter.BUDGET_LEFT);
    reserved = meters.levels(Meter.BUDGET_RESERVED);
    spent = meters.levels(Meter.BUDGET_SPENT);
  }

  void told(Notice notice) {
    if (notice instanceof DecisionNotice decision) {
      decisions.add(
          decision.outcome().name(), decision.reason().name(), AlertMeters.lane(decision.shadow()));
    } else if (notice instanceof CouponNotice coupon) {
      coupons.add(coupon.state());
    } else if (notice instanceof BudgetNotice budget && budget.storeId() == null) {
      stands(budget);
    }
  }

  /** Where a budget of the whole stands. */
  void stands(BudgetNotice budget) {
    if (budget.leftMinor() != Long.MAX_VALUE) {
      left.set(budget.campaign(), budget.leftMinor());
    }
    reserved.set(budget.campaign(), budget.reservedMinor());
    spent.set(budget.campaign(), budget.spentMinor());
  }

  void unknownCoupon() {
    unknown.add();
  }

  void redeemedTooLate() {
    tooLate.add();
  }
}
