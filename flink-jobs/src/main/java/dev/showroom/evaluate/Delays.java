package dev.showroom.evaluate;

import java.time.Duration;
import java.util.List;

/**
 * From when a thing could be known to when it was suspected, in event time.
 *
 * @param median the smallest that half of the delays do not exceed; null if there are none
 * @param p90 the same for nine in ten
 * @param early how many were raised before the truth says that they could be; they count as no
 *     delay
 */
public record Delays(Duration median, Duration p90, int early) {
  static Delays of(List<Duration> delays) {
    List<Duration> sorted =
        delays.stream().map(delay -> delay.isNegative() ? Duration.ZERO : delay).sorted().toList();
    int early = (int) delays.stream().filter(Duration::isNegative).count();
    return sorted.isEmpty()
        ? new Delays(null, null, early)
        : new Delays(rank(sorted, 0.5), rank(sorted, 0.9), early);
  }

  private static Duration rank(List<Duration> sorted, double share) {
    return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }
}
