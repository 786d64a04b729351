package dev.showroom.demo;

import dev.showroom.core.insight.Metric;
import dev.showroom.core.statistics.Share;
import dev.showroom.schemas.Arm;
import dev.showroom.schemas.CouponDecision;
import dev.showroom.schemas.DecisionOutcome;
import dev.showroom.schemas.Insight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is known of offers: who is sent what, and whether it does any good. */
final class Offers {
  private static final int NEWEST = 100;

  private record Day(Instant start, Arm arm) {}

  private final Deque<CouponDecision> newest = new ArrayDeque<>();
  private final Map<DecisionOutcome, Integer> counts = new EnumMap<>(DecisionOutcome.class);
  private final Map<Day, Share> days = new HashMap<>();

  /**
   * @param newest offers sent or held out, the newest first
   * @param counts of all decisions
   * @param treated of the sales whose outcome is known, those that were kept where an offer was
   *     sent
   * @param heldOut the same where one was held back by lot
   */
  record Snapshot(
      List<CouponDecision> newest,
      Map<DecisionOutcome, Integer> counts,
      Share treated,
      Share heldOut) {
    int count(DecisionOutcome outcome) {
      return counts.getOrDefault(outcome, 0);
    }
  }

  void decision(CouponDecision decision) {
    if (decision.getShadow()) {
      return;
    }
    counts.merge(decision.getOutcome(), 1, Integer::sum);
    if (decision.getOutcome() != DecisionOutcome.SUPPRESSED) {
      newest.addFirst(decision);
      if (newest.size() > NEWEST) {
        newest.removeLast();
      }
    }
  }

  /** Figures are told again and again: of each day the newest holds. */
  void figure(Insight figure) {
    Duration window = Duration.between(figure.getWindowStart(), figure.getWindowEnd());
    boolean ofAll =
        figure.getStoreId() == null
            && figure.getCategory() == null
            && figure.getPattern() == null
            && figure.getOffer() == null;
    if (figure.getMetric().equals(Metric.SAVE_RATE)
        && ofAll
        && window.equals(Duration.ofDays(1))
        && figure.getArm() != null) {
      int of = figure.getCount().intValue();
      days.put(
          new Day(figure.getWindowStart(), figure.getArm()),
          new Share((int) Math.round(figure.getValue() * of), of));
    }
  }

  Snapshot snapshot() {
    return new Snapshot(
        new ArrayList<>(newest), Map.copyOf(counts), rate(Arm.TREATED), rate(Arm.HOLD_OUT));
  }

  private Share rate(Arm arm) {
    return days.entrySet().stream()
        .filter(day -> day.getKey().arm() == arm)
        .map(Map.Entry::getValue)
        .reduce(new Share(0, 0), Share::plus);
  }
}
