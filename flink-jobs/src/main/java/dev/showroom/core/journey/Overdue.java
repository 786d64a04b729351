package dev.showroom.core.journey;

import dev.showroom.core.feed.FeedClock;
import java.time.Duration;

/**
 * Alerts whose deadline has passed and that only wait for the tills' word. Of several the oldest
 * goes first: what is complete through a later deadline is complete through an earlier one. Times
 * are event times in epoch milliseconds.
 */
final class Overdue {
  /** Nothing waits. */
  static final long NONE = Long.MAX_VALUE;

  private static final long SHORTEST_POLL = Duration.ofMinutes(1).toMillis();

  private Overdue() {}

  /** The first moment after {@code clock} at which the tills let it through, as far as is known. */
  static long letThroughAt(long since, long clock, FeedClock feeds) {
    return since == NONE ? Long.MAX_VALUE : feeds.completeFrom(since, clock + 1);
  }

  /**
   * When to ask the tills again: the sooner the shorter it has waited. It is only when the decision
   * leaves; which moment it is decided at, the reports say.
   */
  static long askAt(long since, long clock, FeedClock feeds) {
    return since == NONE
        ? Long.MAX_VALUE
        : Math.min(
            letThroughAt(since, clock, feeds),
            clock + Math.max(SHORTEST_POLL, (clock - since) / 16));
  }
}
