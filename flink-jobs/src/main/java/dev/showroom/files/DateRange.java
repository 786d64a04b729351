package dev.showroom.files;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * The dates whose folders can hold something of a range of event times. A folder may be dated by
 * when its records happened or when they arrived, in any zone: an event is never in a folder of
 * before its own day, and what is found after the correction horizon would be refused.
 *
 * @param first inclusive
 * @param last inclusive
 */
record DateRange(LocalDate first, LocalDate last) {
  private static final int ZONE_DAYS = 1;
  private static final int HORIZON_DAYS = 14;

  static DateRange of(long from, long until) {
    return new DateRange(
        from == Long.MIN_VALUE ? LocalDate.MIN : day(from).minusDays(ZONE_DAYS),
        until == Long.MAX_VALUE ? LocalDate.MAX : day(until).plusDays(HORIZON_DAYS + ZONE_DAYS));
  }

  private static LocalDate day(long millis) {
    return LocalDate.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
  }

  DateRange fromBeginning() {
    return new DateRange(LocalDate.MIN, last);
  }

  boolean canMatter(LocalDate date) {
    return !date.isBefore(first) && !date.isAfter(last);
  }
}
