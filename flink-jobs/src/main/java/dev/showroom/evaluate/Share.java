package dev.showroom.evaluate;

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

  private Interval interval() {
    return BinomialConfidenceInterval.WILSON_SCORE.fromErrorRate(of, hits, ERROR_RATE);
  }
}
