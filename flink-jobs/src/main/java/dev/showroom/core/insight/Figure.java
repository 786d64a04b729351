package dev.showroom.core.insight;

import dev.showroom.core.statistics.Estimate;
import dev.showroom.schemas.Arm;

/**
 * One figure of a cell.
 *
 * @param label what the metric counts apart, or null
 * @param arm null where it is not about one arm
 * @param low lower end of the 95 % interval; null where there is none, or too little is known
 * @param high upper end
 * @param count of how many cases the figure is made; null where it is a count itself
 */
public record Figure(
    String metric, String label, Arm arm, double value, Double low, Double high, Long count) {

  static Figure counted(String metric, String label, long value) {
    return new Figure(metric, label, null, value, null, null, null);
  }

  static Figure of(String metric, double value, long count) {
    return new Figure(metric, null, null, value, null, null, count);
  }

  /** Where nothing is known the value is 0, and the count says so. */
  static Figure of(String metric, Arm arm, Estimate estimate, long count) {
    boolean bounded = estimate.hasInterval();
    return new Figure(
        metric,
        null,
        arm,
        estimate.isKnown() ? estimate.value() : 0,
        bounded ? (Double) estimate.low() : null,
        bounded ? (Double) estimate.high() : null,
        count);
  }
}
