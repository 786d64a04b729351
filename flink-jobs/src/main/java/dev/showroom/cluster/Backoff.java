package dev.showroom.cluster;

import java.time.Duration;

/** How long to wait before a process is started again: longer each time, until one has lived. */
final class Backoff {
  static final Duration FIRST = Duration.ofMillis(100);
  static final Duration LONGEST = Duration.ofSeconds(30);

  /** A process that lived for so long was not what is wrong. */
  static final Duration MENDED_AFTER = Duration.ofSeconds(10);

  private Duration next = FIRST;

  /**
   * @param lived how long the process lived that has just died
   */
  Duration afterDeath(Duration lived) {
    if (lived.compareTo(MENDED_AFTER) >= 0) {
      next = FIRST;
    }
    Duration now = next;
    Duration doubled = now.multipliedBy(2);
    next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    return now;
  }
}
