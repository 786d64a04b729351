package dev.showroom.core.insight;

import java.time.Duration;

/** How long the windows are that figures are made for; they tumble, in UTC. */
public enum WindowSize {
  MINUTE(Duration.ofMinutes(1)),
  HOUR(Duration.ofHours(1)),
  DAY(Duration.ofDays(1));

  /**
   * After the end of a day: all that becomes of its decisions is known by then. A shorter one for
   * minutes and hours would show the quick purchases, and no sale as lost.
   */
  private static final Duration KEPT = Duration.ofDays(60);

  private final long length;

  WindowSize(Duration length) {
    this.length = length.toMillis();
  }

  /** Start of the window that holds {@code time}; both event times in epoch milliseconds. */
  long startOf(long time) {
    return Math.floorDiv(time, length) * length;
  }

  long endOf(long start) {
    return start + length;
  }

  /**
   * From when on (inclusive) nothing changes the figures of the windows that hold {@code time} any
   * more, and they are forgotten: those of one day together. It hangs on the window alone: what
   * counts must not depend on what came before it.
   */
  static long settledAt(long time) {
    return DAY.endOf(DAY.startOf(time)) + KEPT.toMillis();
  }
}
