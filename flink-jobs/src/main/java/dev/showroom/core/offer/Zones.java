package dev.showroom.core.offer;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Local time where somebody lives, by a name that a profile may have got wrong. */
final class Zones {
  private Zones() {}

  /** The zone of the first name that is one. */
  static ZoneId firstOf(String... names) {
    for (String name : names) {
      if (name != null) {
        try {
          return ZoneId.of(name);
        } catch (DateTimeException e) {
          // The next one.
        }
      }
    }
    return ZoneOffset.UTC;
  }

  static int minuteOfDay(long time, ZoneId zone) {
    LocalTime local = LocalTime.ofInstant(Instant.ofEpochMilli(time), zone);
    return local.getHour() * 60 + local.getMinute();
  }
}
