package dev.showroom.traffic;

import java.time.Duration;

/**
 * Whether the broker is away: records wait for its answer, and for some time none has come. The
 * clock is its user's; for use by one thread.
 */
final class Silence {
  /** Longer than a broker takes that is merely busy, or that gives its partitions to another. */
  static final Duration BEARABLE = Duration.ofSeconds(5);

  private static final long NONE = -1;

  /** What there is to tell. */
  enum News {
    NOTHING,
    AWAY,
    BACK
  }

  private long answered;
  private long since = NONE;
  private boolean away;
  private Duration lasted = Duration.ZERO;

  /**
   * @param now of a clock that does not go back, nanoseconds
   * @param handed how many records were handed over so far
   * @param answered of how many the broker has told what became of them, at most {@code handed}
   */
  News look(long now, long handed, long answered) {
    boolean quiet = answered == this.answered && handed > answered;
    this.answered = answered;
    if (quiet && since != NONE) {
      lasted = Duration.ofNanos(now - since);
      if (!away && lasted.compareTo(BEARABLE) >= 0) {
        away = true;
        return News.AWAY;
      }
      return News.NOTHING;
    }
    since = handed > answered ? now : NONE;
    if (away && !quiet) {
      away = false;
      return News.BACK;
    }
    return News.NOTHING;
  }

  boolean isAway() {
    return away;
  }

  /** How long it is, or was, that nothing was heard. */
  Duration lasted() {
    return lasted;
  }
}
