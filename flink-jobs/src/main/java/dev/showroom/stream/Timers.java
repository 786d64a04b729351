package dev.showroom.stream;

import java.time.Duration;
import org.apache.flink.streaming.api.TimerService;

/** One event-time timer for each key. */
final class Timers {
  private static final long SPAN = Duration.ofDays(2).toMillis();

  private Timers() {}

  /**
   * When to tidy up what may be forgotten from {@code forgetAt} on: at most every other day for
   * each key, and at a time of its own, so that keys do not all wake at midnight. What is kept too
   * long changes no decision.
   */
  static long tidyAt(long forgetAt, String key) {
    if (forgetAt == Long.MAX_VALUE) {
      return forgetAt;
    }
    long offset = Math.floorMod(key.hashCode() * 0x9E3779B97F4A7C15L, SPAN);
    return Math.floorDiv(forgetAt - offset + SPAN - 1, SPAN) * SPAN + offset;
  }

  /**
   * Moves a key's timer from {@code registered} to {@code due}; both may be {@link Long#MAX_VALUE}
   * for none.
   */
  static long moved(TimerService timers, long registered, long due) {
    if (registered == due) {
      return due;
    }
    if (registered != Long.MAX_VALUE) {
      timers.deleteEventTimeTimer(registered);
    }
    if (due != Long.MAX_VALUE) {
      timers.registerEventTimeTimer(due);
    }
    return due;
  }
}
