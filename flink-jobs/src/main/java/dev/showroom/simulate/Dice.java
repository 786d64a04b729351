package dev.showroom.simulate;

import java.util.List;
import java.util.SplittableRandom;

/**
 * The random draws of one customer. Logarithms are StrictMath's, so that every machine draws the
 * same.
 */
final class Dice {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final SplittableRandom random;

  /** An independent stream of draws for each {@code (seed, stream)}. */
  Dice(long seed, long stream) {
    this.random = new SplittableRandom(mix(mix(seed) + stream * GOLDEN));
  }

  /** A bijection that leaves no visible pattern (the finaliser of SplitMix64). */
  static long mix(long value) {
    long z = value + GOLDEN;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** From 0 (inclusive) to 1. */
  double unit() {
    return random.nextDouble();
  }

  boolean chance(double probability) {
    return unit() < probability;
  }

  /** Both ends inclusive. */
  int between(int low, int high) {
    return random.nextInt(low, high + 1);
  }

  /**
   * From {@code low} up to, not including, {@code high}; {@code low} if there is nothing between.
   */
  long time(long low, long high) {
    return high <= low ? low : random.nextLong(low, high);
  }

  <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  /** Index of one of the weights, as often as its share of their sum. */
  int weighted(int... weights) {
    int sum = 0;
    for (int weight : weights) {
      sum += weight;
    }
    int left = random.nextInt(sum);
    int index = 0;
    while (left >= weights[index]) {
      left -= weights[index++];
    }
    return index;
  }

  double logNormal(double median, double sigma) {
    return median * StrictMath.exp(sigma * gaussian());
  }

  /** Whole numbers from 1 with the given mean: most are small, a few are large. */
  int geometric(double mean) {
    return 1 + (int) (StrictMath.log(1 - unit()) / StrictMath.log(1 - 1 / mean));
  }

  /** A rate as a whole number that is right on average. */
  int rounded(double rate) {
    int floor = (int) rate;
    return floor + (chance(rate - floor) ? 1 : 0);
  }

  private double gaussian() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - unit()));
    return radius * StrictMath.cos(2 * StrictMath.PI * unit());
  }
}
