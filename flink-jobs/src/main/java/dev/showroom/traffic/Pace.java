package dev.showroom.traffic;

import java.time.Duration;

/**
 * How fast simulated time goes, and the event-time settings that suit it. Of a real stream five
 * seconds are five seconds; here they are gone in half a millisecond, and partitions read one after
 * the other are further apart than that.
 *
 * @param daySeconds seconds on the wall that a simulated day takes
 */
public record Pace(int daySeconds) {
  public static final int FASTEST = 1;
  public static final int SLOWEST = 86_400;

  /** How far apart the partitions may be read: far above what was seen, far below a wait. */
  private static final Duration SPREAD = Duration.ofMillis(250);

  private static final Duration LEAST_BOUND = Duration.ofSeconds(5);
  private static final Duration MOST_BOUND = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  public Duration simulated(Duration wall) {
    return wall.multipliedBy(DAY.toSeconds()).dividedBy(daySeconds);
  }

  public Duration latenessBound() {
    Duration bound = simulated(SPREAD);
    if (bound.compareTo(MOST_BOUND) > 0) {
      return MOST_BOUND;
    }
    return bound.compareTo(LEAST_BOUND) < 0 ? LEAST_BOUND : bound;
  }

  /**
   * A stream with few events, returns say, is silent for simulated hours; until it is taken for
   * idle, the others wait for it.
   */
  public Duration idleAfter() {
    return Duration.ofSeconds(2);
  }
}
