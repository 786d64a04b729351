package dev.showroom.core.statistics;

import org.apache.commons.statistics.interval.BinomialConfidenceInterval;
import org.apache.commons.statistics.interval.Interval;

/** So many of so many, with the Wilson score interval (95 %) of the share behind it. */
public record Share(int hits, int of) {
  private static final double ERROR_RATE = 0.05;

  public Share {
    if (hits < 0 || hits > of) {
      throw new IllegalArgumentException(hits + " of " + of + " is no share");
    }
  }

  /** Whether there is anything to have a share of. */
  public boolean isKnown() {
    return of > 0;
  }

  /** From 0 to 1; NaN if nothing is known. */
  public double value() {
    return isKnown() ? (double) hits / of : Double.NaN;
  }

  public double low() {
    // Exactly at the ends, where the formula leaves a trace of rounding.
    return !isKnown() ? Double.NaN : hits == 0 ? 0 : interval().getLowerBound();
  }

  public double high() {
    return !isKnown() ? Double.NaN : hits == of ? 1 : interval().getUpperBound();
  }

  /**
   * How much larger this share is than an independent other one, with Newcombe's interval: the
   * Wilson intervals of the two, squared and added (Newcombe 1998, Statistics in Medicine 17,
   * 873–890, method 10). It holds for small numbers and for shares near 0 and 1, too.
   */
  public Estimate minus(Share other) {
    if (!isKnown() || !other.isKnown()) {
      return Estimate.UNKNOWN;
    }
    double difference = value() - other.value();
    return new Estimate(
        difference,
        difference - Math.hypot(value() - low(), other.high() - other.value()),
        difference + Math.hypot(high() - value(), other.value() - other.low()));
  }

  public Share plus(Share other) {
    return new Share(Math.addExact(hits, other.hits), Math.addExact(of, other.of));
  }

  private Interval interval() {
    return BinomialConfidenceInterval.WILSON_SCORE.fromErrorRate(of, hits, ERROR_RATE);
  }
}
