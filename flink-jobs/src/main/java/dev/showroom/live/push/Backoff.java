package dev.showroom.live.push;

import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait after a failure: anything from nothing to a span that doubles with each, so that
 * those who failed together do not come back together.
 */
final class Backoff {
  private final IntervalFunction spans;
  private final RandomGenerator random;

  Backoff(Duration first, Duration longest, RandomGenerator random) {
    this.spans = IntervalFunction.ofExponentialBackoff(first, 2, longest);
    this.random = random;
  }

  /**
   * @param failures so far, from 1
   */
  long waitMillis(int failures) {
    return random.nextLong(longest(failures) + 1);
  }

  long longest(int failures) {
    return spans.apply(failures);
  }
}
