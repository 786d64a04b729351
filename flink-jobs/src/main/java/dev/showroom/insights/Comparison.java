package dev.showroom.insights;

import dev.showroom.core.insight.Metric;
import dev.showroom.core.statistics.Estimate;
import dev.showroom.core.statistics.Sample;
import dev.showroom.core.statistics.Share;
import dev.showroom.schemas.Arm;
import dev.showroom.schemas.CouponState;
import dev.showroom.schemas.Insight;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** The two arms of one group, all days added up. */
final class Comparison {
  private static final Share NONE = new Share(0, 0);

  private final Map<Arm, Share> saved = new EnumMap<>(Arm.class);
  private final Map<String, Insight> margins = new TreeMap<>();
  private final Map<Arm, Sample> margin = new EnumMap<>(Arm.class);
  private double cost;
  private long redeemed;

  /** Takes a figure of one day. */
  void take(String metric, Insight insight) {
    switch (metric) {
      case Metric.SAVE_RATE -> saved.merge(insight.getArm(), share(insight), Share::plus);
      case Metric.MARGIN, Metric.MARGIN_DEVIATION -> pair(metric, insight);
      case Metric.COST -> cost += insight.getValue();
      case Metric.COUPONS -> {
        if (CouponState.REDEEMED.name().equals(insight.getLabel())) {
          redeemed += Math.round(insight.getValue());
        }
      }
      default -> {
        // What is made of sums is made anew.
      }
    }
  }

  private static Share share(Insight rate) {
    int of = Math.toIntExact(rate.getCount());
    return new Share((int) Math.rint(rate.getValue() * of), of);
  }

  /** A day's mean and its deviation are two figures, and one sample. */
  private void pair(String metric, Insight insight) {
    String day = insight.getArm() + "@" + insight.getWindowStart();
    Insight other = margins.remove(day);
    if (other == null) {
      margins.put(day, insight);
      return;
    }
    Insight mean = metric.equals(Metric.MARGIN) ? insight : other;
    Insight deviation = metric.equals(Metric.MARGIN) ? other : insight;
    Sample sample = Sample.published(mean.getCount(), mean.getValue(), deviation.getValue());
    margin.merge(insight.getArm(), sample, Sample::plus);
  }

  Share saved(Arm arm) {
    return saved.getOrDefault(arm, NONE);
  }

  private Sample margin(Arm arm) {
    return margin.getOrDefault(arm, Sample.EMPTY);
  }

  /** Whether there is anything to compare, or to pay for. */
  boolean isEmpty() {
    return saved.isEmpty() && redeemed == 0;
  }

  Estimate uplift() {
    return saved(Arm.TREATED).minus(saved(Arm.HOLD_OUT));
  }

  Estimate incrementalSaves() {
    return uplift().times(saved(Arm.TREATED).of());
  }

  Estimate incrementalMargin() {
    return margin(Arm.TREATED).minus(margin(Arm.HOLD_OUT)).times(saved(Arm.TREATED).of());
  }

  Estimate cannibalised() {
    Estimate saves = incrementalSaves();
    return saves.isKnown() ? saves.leftOf(redeemed) : saves;
  }

  double cost() {
    return cost;
  }

  long redeemed() {
    return redeemed;
  }
}
