package dev.showroom.simulate;

/** Lengths of time in milliseconds. */
final class Times {
  static final long SECOND = 1_000L;
  static final long MINUTE = 60 * SECOND;
  static final long HOUR = 60 * MINUTE;
  static final long DAY = 24 * HOUR;

  private Times() {}

  static long days(double days) {
    return (long) (days * DAY);
  }

  static long hours(double hours) {
    return (long) (hours * HOUR);
  }
}
