package dev.showroom.core.offer;

import dev.showroom.core.policy.Campaign;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** A day in the policy's time zone, which may be 23 or 25 hours long, and what is free of it. */
final class Pace {
  private static final int WHOLE = 1_000;

  private Pace() {}

  /** Counted from 1970-01-01. */
  static long dayOf(long time, ZoneId zone) {
    return LocalDate.ofInstant(Instant.ofEpochMilli(time), zone).toEpochDay();
  }

  /** When the day ends, epoch milliseconds, exclusive. */
  static long endOf(long day, ZoneId zone) {
    return start(day + 1, zone);
  }

  /**
   * What a campaign may have promised of a day's budget at a moment of it: all of it, or where it
   * is paced the share of the day that has passed, and the burst at least; rounded down.
   */
  static long freeMinor(Campaign campaign, long time, ZoneId zone) {
    long whole = campaign.perDayMinor();
    if (!campaign.paced() || whole == Long.MAX_VALUE) {
      return whole;
    }
    long day = dayOf(time, zone);
    long start = start(day, zone);
    long passed = part(whole, time - start, endOf(day, zone) - start);
    return Math.max(passed, part(whole, campaign.burstMillis(), WHOLE));
  }

  private static long start(long day, ZoneId zone) {
    return LocalDate.ofEpochDay(day).atStartOfDay(zone).toInstant().toEpochMilli();
  }

  /** {@code whole * of / all}, rounded down; no product of large numbers overflows. */
  private static long part(long whole, long of, long all) {
    return whole / all * of + whole % all * of / all;
  }
}
