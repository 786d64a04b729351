package dev.showroom.core.statistics;

/**
 * A figure that was estimated, with its 95 % interval.
 *
 * @param low lower end, NaN where too little is known to say
 * @param high upper end, NaN where too little is known to say
 */
public record Estimate(double value, double low, double high) {

  /** Nothing is known. */
  static final Estimate UNKNOWN = new Estimate(Double.NaN, Double.NaN, Double.NaN);

  public boolean isKnown() {
    return !Double.isNaN(value);
  }

  public boolean hasInterval() {
    return !Double.isNaN(low);
  }

  /** The figure so many times over: of a count or amount, not of another estimate. */
  public Estimate times(long times) {
    return new Estimate(value * times, low * times, high * times);
  }

  /** What it leaves of a whole that cannot become less than none of it, or more than all. */
  public Estimate leftOf(long whole) {
    return new Estimate(left(whole, value), left(whole, high), left(whole, low));
  }

  private static double left(long whole, double taken) {
    return Math.max(0, Math.min(whole, whole - taken));
  }
}
