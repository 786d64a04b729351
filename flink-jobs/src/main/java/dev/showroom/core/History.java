package dev.showroom.core;

import java.time.Duration;

/**
 * How far back, in event time, decisions may look, and how late a record may come. Fixed, not a
 * matter of the rules: what has been forgotten cannot be asked for by a rule that comes later, and
 * a replay must not see more than the live job could.
 */
public final class History {
  /** How long browsing and visits are known; also how far back a link reaches. */
  public static final Duration LOOK_BACK = Duration.ofDays(30);

  /** How long purchases, returns and alerts are known. */
  public static final Duration LONG_LOOK_BACK = Duration.ofDays(180);

  /** How late a record may come and still be applied. */
  public static final Duration HORIZON = Duration.ofDays(14);

  /** A visit without EXIT closes this long after its last event. */
  public static final Duration VISIT_GAP = Duration.ofHours(2);

  /** Days within which a purchase may be tried out, where the order does not say. */
  public static final int TRIAL_DAYS = 14;

  /** More events of browsing than these within a minute are a machine's. */
  public static final int MOST_PER_MINUTE = 120;

  /**
   * More events of browsing, or steps of visits, than these in one day (UTC) of one customer are
   * not a person's: only the first ones of the day count, so that no customer's history grows
   * without bound.
   */
  public static final int MOST_PER_DAY = 300;

  private History() {}
}
