package dev.showroom.stream;

import java.io.Serializable;
import java.time.Duration;

/**
 * How long the timers that one watermark makes due fire in one go, and how long it is the turn of
 * what arrives before they go on. Wall clock: it paces, and decides nothing.
 *
 * @param slice zero for one timer at a time
 * @param turn of what arrives, at the most: it is over when there is nothing to take
 */
public record Pace(Duration slice, Duration turn) implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * All in one go: for a run that takes no checkpoints, and whose only savepoint, at the end of its
   * input, must not be in the midst of them.
   */
  public static final Pace UNBROKEN = new Pace(Duration.ofDays(365), Duration.ZERO);

  /**
   * A checkpoint's barrier has its place among what arrives: half of the time may be that one's, so
   * that what is in front of the barrier takes twice as long as else. Each by itself is so short
   * that nobody notices, and long compared with what a change costs.
   */
  public static final Pace LIVE = new Pace(Duration.ofMillis(50), Duration.ofMillis(50));

  boolean isUnbroken() {
    return equals(UNBROKEN);
  }
}
