package dev.showroom.registry;

import java.time.Duration;
import java.util.function.LongSupplier;

/** So many at once, and then one in so long a time: a token bucket. */
final class Throttle {
  private final int most;
  private final long nanosForEach;
  private final LongSupplier clock;
  private double tokens;
  private long filledAt;

  Throttle(int most, Duration forEach, LongSupplier nanoClock) {
    this.most = most;
    this.nanosForEach = forEach.toNanos();
    this.clock = nanoClock;
    this.tokens = most;
    this.filledAt = nanoClock.getAsLong();
  }

  /** Takes one; how long to wait before it may be used. */
  Duration take() {
    fill();
    tokens -= 1;
    return tokens >= 0 ? Duration.ZERO : Duration.ofNanos((long) (-tokens * nanosForEach));
  }

  /** Takes one where that needs no waiting. */
  boolean tryTake() {
    fill();
    if (tokens < 1) {
      return false;
    }
    tokens -= 1;
    return true;
  }

  private void fill() {
    long now = clock.getAsLong();
    tokens = Math.min(most, tokens + (now - filledAt) / (double) nanosForEach);
    filledAt = now;
  }
}
