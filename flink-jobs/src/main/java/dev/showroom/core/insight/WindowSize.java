package dev.showroom.core.insight;

import java.time.Duration;

/** How long the windows are that figures are made for; they tumble, in UTC. */
enum WindowSize {
  MINUTE(Duration.ofMinutes(1), Duration.ofHours(3)),
  HOUR(Duration.ofHours(1), Duration.ofDays(3)),
  DAY(Duration.ofDays(1), Duration.ofDays(60));

  private final long length;
  private final long kept;

  WindowSize(Duration length, Duration kept) {
    this.length = length.toMillis();
    this.kept = kept.toMillis();
  }

  /** Start of the window that holds {@code time}; both event times in epoch milliseconds. */
  long startOf(long time) {
    return Math.floorDiv(time, length) * length;
  }

  long endOf(long start) {
    return start + length;
  }

  /**
   * From when on (inclusive) nothing changes the figures of a window any more, and they are
   * forgotten. It hangs on the window alone: what counts must not depend on what came before it.
   */
  long settledAt(long start) {
    return endOf(start) + kept;
  }
}
