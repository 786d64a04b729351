package dev.showroom.core.journey;

import dev.showroom.core.alert.Contribution;
import java.util.ArrayList;
import java.util.List;

/** Contributions computed plainly, to hold the shipped rules against: weights are thousandths. */
final class Score {
  private final List<Contribution> reasons = new ArrayList<>();
  private final List<Contribution> counterEvidence = new ArrayList<>();

  /**
   * A feature that grows on one: half its weight at the threshold, all of it at twice the
   * threshold.
   */
  Score graded(String feature, double value, double threshold, int weight) {
    double share = Math.min(1, value / (2 * threshold));
    reasons.add(new Contribution(feature, value, threshold, (int) Math.round(weight * share)));
    return this;
  }

  /** A feature that weighs without being asked for; left out where it is nothing. */
  Score weighed(String feature, double value, double full, int weight) {
    int millis = (int) Math.round(weight * Math.min(1, value / full));
    if (millis != 0) {
      reasons.add(new Contribution(feature, value, null, millis));
    }
    return this;
  }

  /** A condition that held. */
  Score held(String feature, double value, double threshold, int weight) {
    reasons.add(new Contribution(feature, value, threshold, weight));
    return this;
  }

  /**
   * Something that speaks for the customer: takes {@code each} off per piece, at most {@code most}.
   */
  Score against(String feature, int pieces, int each, int most) {
    if (pieces > 0) {
      counterEvidence.add(new Contribution(feature, pieces, null, -Math.min(most, pieces * each)));
    }
    return this;
  }

  List<Contribution> reasons() {
    return List.copyOf(reasons);
  }

  List<Contribution> counterEvidence() {
    return List.copyOf(counterEvidence);
  }
}
