package dev.showroom.backtest;

import dev.showroom.schemas.CouponDecision;
import java.util.List;

/**
 * What the baseline's policy, with books of its own, decides on a candidate's alerts.
 *
 * @param decisions in the order of replays' files
 * @param changes against what it decides on the baseline's
 */
record OfferComparison(
    List<CouponDecision> decisions, PolicyFigures figures, List<OfferChange> changes) {
  static OfferComparison of(
      String name, List<CouponDecision> baseline, List<CouponDecision> candidate) {
    return new OfferComparison(
        candidate, PolicyFigures.of(name, candidate), OfferChange.of(baseline, candidate));
  }

  long count(Change.Kind kind) {
    return changes.stream().filter(change -> change.kind() == kind).count();
  }
}
