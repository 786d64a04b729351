package dev.showroom.core.offer;

import java.util.Random;

/** Seeded chance for random worlds, with a liking for the edges of times. */
final class Dice {
  private static final long[] BESIDE = {0, 0, 1, -1};

  private final Random random;

  Dice(long seed) {
    random = new Random(seed);
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  long between(long from, long to) {
    return from + (long) (random.nextDouble() * (to - from));
  }

  /** Nothing, or a millisecond more or less. */
  long beside() {
    return BESIDE[random.nextInt(BESIDE.length)];
  }

  long of(long... values) {
    return values[random.nextInt(values.length)];
  }

  @SafeVarargs
  final <T> T pick(T... values) {
    return values[random.nextInt(values.length)];
  }
}
