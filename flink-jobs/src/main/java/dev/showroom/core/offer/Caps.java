package dev.showroom.core.offer;

import dev.showroom.core.policy.Policy;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Counts what was granted within a rolling time, both ends counted, in the lane of the case. What
 * was revoked, has failed or has expired counts as well: it was sent.
 */
class Caps {
  /** A policy's longer time counts as this: older grants are forgotten. */
  static final long LONGEST_MILLIS = Duration.ofDays(180).toMillis();

  boolean isFamilyFull(Case c) {
    Policy.Caps caps = c.policy().caps();
    return c.alert().family() != null
        && count(c, false, c.alert().family(), caps.perFamilyMillis()) >= caps.perFamily();
  }

  boolean isCustomerFull(Case c) {
    Policy.Caps caps = c.policy().caps();
    return count(c, false, null, caps.perCustomerMillis()) >= caps.perCustomer();
  }

  /** Whether the household as a whole has had so much as one customer may. */
  boolean isHouseholdFull(Case c) {
    Policy.Caps caps = c.policy().caps();
    if (!caps.household()) {
      return false;
    }
    String family = c.alert().family();
    return family != null && count(c, true, family, caps.perFamilyMillis()) >= caps.perFamily()
        || count(c, true, null, caps.perCustomerMillis()) >= caps.perCustomer();
  }

  /**
   * @param family null for any
   */
  private static int count(Case c, boolean withHousehold, String family, long spanMillis) {
    Set<String> keys = new HashSet<>();
    count(c, c.customer(), family, spanMillis, keys);
    if (withHousehold) {
      count(c, c.household(), family, spanMillis, keys);
    }
    return keys.size();
  }

  /** Of one alert there is one grant at the most, be it on one card or on two. */
  private static void count(Case c, Card card, String family, long span, Set<String> keys) {
    long within = Math.min(span, LONGEST_MILLIS);
    for (Grant grant : card.grants()) {
      if (grant.lane().equals(c.lane().name())
          && (c.countsAhead() || !grant.ahead())
          && Math.abs(c.now() - grant.time()) <= within
          && (family == null || family.equals(grant.family()))) {
        keys.add(grant.key());
      }
    }
  }
}
