package dev.showroom.core.statistics;

import java.math.BigInteger;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Amounts that were measured, as far as their mean is asked for.
 *
 * @param mean 0 of an empty sample
 * @param deviations sum of the squared deviations from the mean
 */
public record Sample(long count, double mean, double deviations) {
  private static final double UPPER_TAIL = 0.025;
  private static final int BORROWED = 30;

  public static final Sample EMPTY = new Sample(0, 0, 0);

  /**
   * From exact sums, so that the order in which they were added up does not show.
   *
   * @param squares sum of the squares
   */
  public static Sample of(long count, long sum, BigInteger squares) {
    if (count <= 0) {
      return EMPTY;
    }
    // count * squares - sum^2, before anything is rounded: the two are large and nearly the same.
    BigInteger spread =
        squares
            .multiply(BigInteger.valueOf(count))
            .subtract(BigInteger.valueOf(sum).pow(2))
            .max(BigInteger.ZERO);
    return new Sample(count, (double) sum / count, spread.doubleValue() / count);
  }

  /**
   * From the figures that are published of one.
   *
   * @param deviation standard deviation
   */
  public static Sample published(long count, double mean, double deviation) {
    return count <= 0 ? EMPTY : new Sample(count, mean, deviation * deviation * (count - 1));
  }

  /** Both together. */
  public Sample plus(Sample other) {
    if (count == 0 || other.count == 0) {
      return count == 0 ? other : this;
    }
    long both = count + other.count;
    double apart = other.mean - mean;
    return new Sample(
        both,
        mean + apart * other.count / both,
        deviations + other.deviations + apart * apart * count / both * other.count);
  }

  /** Standard deviation; 0 where it is not known. */
  public double deviation() {
    return count < 2 ? 0 : Math.sqrt(deviations / (count - 1));
  }

  /** The mean, with Student's interval. */
  public Estimate estimate() {
    return count == 0 ? Estimate.UNKNOWN : around(mean, squaredError(), count - 1.0);
  }

  /**
   * How much larger the mean is than that of an independent other sample, with Welch's interval,
   * which does not ask for equal variances. Each variance is moderated: {@link #BORROWED} amounts'
   * worth of that of both together go into it (as in Smyth 2004, Statistical Applications in
   * Genetics and Molecular Biology 3, article 3). Of a few amounts, most of them 0, the own
   * variance is as often far too small as not; Welch's interval alone then covers the truth in 85
   * to 92 of 100 cases.
   */
  public Estimate minus(Sample other) {
    if (count == 0 || other.count == 0) {
      return Estimate.UNKNOWN;
    }
    double both = (deviations + other.deviations) / (count + other.count - 2.0);
    double one = moderated(both);
    double two = other.moderated(both);
    double freedom =
        (one + two) * (one + two) / (one * one / (count - 1.0) + two * two / (other.count - 1.0));
    return around(mean - other.mean, one + two, freedom);
  }

  private double moderated(double variance) {
    return count < 2
        ? Double.NaN
        : (deviations + BORROWED * variance) / (count - 1 + BORROWED) / count;
  }

  /** Of the mean; NaN for fewer than two amounts. */
  private double squaredError() {
    return count < 2 ? Double.NaN : deviations / (count - 1) / count;
  }

  private static Estimate around(double value, double squaredError, double freedom) {
    // Where nothing varies, or nothing is known of it, the interval is not known, and not empty.
    if (!(squaredError > 0)) {
      return new Estimate(value, Double.NaN, Double.NaN);
    }
    double half =
        TDistribution.of(freedom).inverseSurvivalProbability(UPPER_TAIL) * Math.sqrt(squaredError);
    return new Estimate(value, value - half, value + half);
  }
}
