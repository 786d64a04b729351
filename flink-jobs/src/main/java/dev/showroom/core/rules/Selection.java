package dev.showroom.core.rules;

import java.util.List;

/**
 * Some of a customer's facts of one kind, in event-time order, as rule conditions narrow and
 * measure them. Immutable: narrowing gives another selection. Times are event times in epoch
 * milliseconds.
 */
public interface Selection {
  /** The kinds of facts, each of which a condition sees as a type of its own. */
  enum Kind {
    BROWSING,
    INSPECTIONS,
    VISITS,
    ORDERS,
    RETURNS,
    ALERTS
  }

  Kind kind();

  /** At {@code time} or later. */
  Selection since(long time);

  /** Later than {@code time}. */
  Selection after(long time);

  /** Earlier than {@code time}. */
  Selection before(long time);

  /** At {@code time} or earlier. */
  Selection upTo(long time);

  /**
   * Only those whose field is one of these.
   *
   * @param field {@code action, referrer, channel, store, reason, condition, pattern}; not all
   *     kinds have all fields
   */
  Selection where(String field, List<String> values);

  /** Browsing that was after the price: COMPARE, or come from a price-comparison site. */
  Selection comparing();

  /** Visits with ASSIST, or inspections that are ASSIST. */
  Selection assisted();

  /** Visits without an own purchase. */
  Selection unbought();

  /** Orders with a coupon. */
  Selection withCoupon();

  /** Only those of a family that one of the others is of. */
  Selection ofFamilies(Selection others);

  /** Alerts that have not been retracted. */
  Selection open();

  long count();

  /** Money in minor units: of orders what was paid, of returns what was refunded; else 0. */
  long value();

  /** Seconds of inspection, of visits those of ASSIST; else 0. */
  long seconds();

  /** Lines of orders or returns. */
  long lines();

  /** Units of orders or returns. */
  long units();

  /**
   * How many different values the field has.
   *
   * @param field {@code store, sku, family, day}, or one of {@link #where}'s
   */
  long distinct(String field);

  /** Time of the first; the epoch where there is none. */
  long first();

  /** Time of the last; the epoch where there is none. */
  long last();

  /** What an alert names as evidence, in event-time order. */
  List<String> eventIds();
}
