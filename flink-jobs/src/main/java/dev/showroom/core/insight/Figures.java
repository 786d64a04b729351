package dev.showroom.core.insight;

import dev.showroom.core.notice.DecisionReason;
import dev.showroom.core.statistics.Estimate;
import dev.showroom.core.statistics.Sample;
import dev.showroom.core.statistics.Share;
import dev.showroom.schemas.AlertStatus;
import dev.showroom.schemas.Arm;
import dev.showroom.schemas.CouponState;
import dev.showroom.schemas.DecisionOutcome;
import java.util.ArrayList;
import java.util.List;

/** Makes the figures of a cell out of its sums. What was never touched has no figure. */
final class Figures {
  private static final double SECOND = 1_000;

  private final Tally sums;
  private final List<Figure> figures = new ArrayList<>();

  private Figures(Tally sums) {
    this.sums = sums;
  }

  /**
   * @param topics bits of those to tell
   */
  static List<Figure> of(Tally sums, int topics) {
    Figures made = new Figures(sums);
    if ((topics & Topic.ALERTS.bit()) != 0) {
      made.alerts();
    }
    if ((topics & Topic.DECISIONS.bit()) != 0) {
      made.decisions();
    }
    if ((topics & Topic.COUPONS.bit()) != 0) {
      made.coupons();
    }
    if ((topics & Topic.OUTCOMES.bit()) != 0) {
      made.outcomes();
    }
    if ((topics & (Topic.COUPONS.bit() | Topic.OUTCOMES.bit())) != 0) {
      made.cannibalised();
    }
    if ((topics & Topic.PUSH.bit()) != 0) {
      made.push();
    }
    if ((topics & Topic.BUDGET.bit()) != 0) {
      made.budget();
    }
    return made.figures;
  }

  private void counted(String metric, Enum<?> label, int slot) {
    if (sums.has(slot)) {
      figures.add(Figure.counted(metric, label.name(), sums.get(slot)));
    }
  }

  private void alerts() {
    for (AlertStatus status : AlertStatus.values()) {
      counted(Metric.ALERTS, status, Slot.of(status));
    }
  }

  private void decisions() {
    for (DecisionOutcome outcome : DecisionOutcome.values()) {
      counted(Metric.DECISIONS, outcome, Slot.of(outcome));
    }
    for (DecisionReason reason : DecisionReason.values()) {
      counted(Metric.REASONS, reason, Slot.of(reason));
    }
  }

  private void coupons() {
    for (CouponState state : CouponState.values()) {
      counted(Metric.COUPONS, state, Slot.of(state));
    }
    int redeemed = Slot.of(CouponState.REDEEMED);
    if (sums.has(redeemed)) {
      figures.add(Figure.of(Metric.COST, sums.get(Slot.COST), sums.get(redeemed)));
    }
  }

  private void outcomes() {
    for (Arm arm : List.of(Arm.TREATED, Arm.HOLD_OUT)) {
      if (sums.has(Slot.closed(arm))) {
        Share saved = saved(arm);
        Estimate rate = new Estimate(saved.value(), saved.low(), saved.high());
        figures.add(Figure.of(Metric.SAVE_RATE, arm, rate, saved.of()));
        Sample margin = margin(arm);
        figures.add(Figure.of(Metric.MARGIN, arm, margin.estimate(), margin.count()));
        figures.add(
            new Figure(
                Metric.MARGIN_DEVIATION,
                null,
                arm,
                margin.deviation(),
                null,
                null,
                margin.count()));
      }
    }
    if (areCompared()) {
      Share treated = saved(Arm.TREATED);
      Share heldOut = saved(Arm.HOLD_OUT);
      Estimate uplift = treated.minus(heldOut);
      Estimate margin = margin(Arm.TREATED).minus(margin(Arm.HOLD_OUT));
      int of = treated.of();
      figures.add(Figure.of(Metric.UPLIFT, null, uplift, of + (long) heldOut.of()));
      figures.add(Figure.of(Metric.INCREMENTAL_SAVES, null, uplift.times(of), of));
      figures.add(Figure.of(Metric.INCREMENTAL_MARGIN, null, margin.times(of), of));
    }
  }

  private void cannibalised() {
    if (areCompared()) {
      long redeemed = sums.get(Slot.of(CouponState.REDEEMED));
      Share treated = saved(Arm.TREATED);
      Estimate extra = treated.minus(saved(Arm.HOLD_OUT)).times(treated.of());
      figures.add(Figure.of(Metric.CANNIBALISED, null, extra.leftOf(redeemed), redeemed));
    }
  }

  private void push() {
    long pushes = sums.get(Slot.PUSHES);
    double millis = sums.get(Slot.PUSH_MILLIS);
    figures.add(Figure.of(Metric.PUSH, millis / pushes / SECOND, pushes));
    figures.add(Figure.of(Metric.LONGEST_PUSH, sums.get(Slot.PUSH_MOST) / SECOND, pushes));
  }

  private void budget() {
    figures.add(Figure.counted(Metric.RESERVED, null, sums.get(Slot.RESERVED)));
    figures.add(Figure.counted(Metric.SPENT, null, sums.get(Slot.SPENT)));
    if (sums.get(Slot.LEFT) != Long.MAX_VALUE) {
      figures.add(Figure.counted(Metric.LEFT, null, sums.get(Slot.LEFT)));
    }
  }

  /** Whether there are closed decisions, or were, in both arms. */
  private boolean areCompared() {
    return sums.has(Slot.closed(Arm.TREATED)) && sums.has(Slot.closed(Arm.HOLD_OUT));
  }

  private Share saved(Arm arm) {
    int closed = (int) Math.max(0, sums.get(Slot.closed(arm)));
    return new Share((int) Math.max(0, Math.min(closed, sums.get(Slot.saved(arm)))), closed);
  }

  private Sample margin(Arm arm) {
    return Sample.of(
        sums.get(Slot.closed(arm)),
        sums.get(Slot.margin(arm)),
        sums.squares(Slot.squaresLow(arm), Slot.squaresHigh(arm)));
  }
}
