package dev.showroom.schemas.codec;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;

/** ISO-8601 instants as epoch milliseconds, UTC. */
public final class IsoTime {
  private IsoTime() {}

  /**
   * Reads {@code 2026-01-31T08:15:30Z}, {@code 2026-01-31T08:15:30.123Z} or any ISO-8601 date-time
   * with an offset.
   *
   * @throws DateTimeException if the text is none
   */
  public static long parse(String text) {
    int length = text.length();
    // The two forms that nearly every record has are read by hand: Instant.parse costs more than
    // all the rest of a line.
    if ((length == 20 || length == 24)
        && text.charAt(length - 1) == 'Z'
        && text.charAt(10) == 'T'
        && (length == 20 || text.charAt(19) == '.')
        && text.charAt(4) == '-'
        && text.charAt(7) == '-'
        && text.charAt(13) == ':'
        && text.charAt(16) == ':') {
      int hour = digits(text, 11, 13);
      int minute = digits(text, 14, 16);
      int second = digits(text, 17, 19);
      if (hour > 23 || minute > 59 || second > 59) {
        throw new DateTimeException("no such time of day");
      }
      long day =
          LocalDate.of(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10)).toEpochDay();
      int millis = length == 24 ? digits(text, 20, 23) : 0;
      return (day * 86_400L + hour * 3_600L + minute * 60L + second) * 1_000L + millis;
    }
    return OffsetDateTime.parse(text).toInstant().toEpochMilli();
  }

  public static String format(long epochMillis) {
    return Instant.ofEpochMilli(epochMillis).toString();
  }

  private static int digits(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        throw new DateTimeException("a digit was expected");
      }
      value = value * 10 + digit;
    }
    return value;
  }
}
