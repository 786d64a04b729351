package dev.showroom.core.detect;

import java.util.Collection;
import java.util.List;

/**
 * One fact of a {@link FactSelection}, as conditions see it; what a kind does not have is nothing.
 */
interface Item {
  /** Event time, epoch milliseconds. */
  long time();

  /** The value of a field; null where it is not set. */
  String field(String name);

  /** Adds what {@code distinct} tells apart, of which an order has several. */
  default void addFields(String name, Collection<String> values) {
    String value = field(name);
    if (value != null) {
      values.add(value);
    }
  }

  default long value() {
    return 0;
  }

  default long seconds() {
    return 0;
  }

  default long lines() {
    return 0;
  }

  default long units() {
    return 0;
  }

  /** Browsing that was after the price. */
  default boolean isComparing() {
    return false;
  }

  default boolean isAssisted() {
    return false;
  }

  default boolean isUnbought() {
    return false;
  }

  default boolean isWithCoupon() {
    return false;
  }

  default boolean isOpen() {
    return false;
  }

  void addEvidence(List<String> eventIds);
}
