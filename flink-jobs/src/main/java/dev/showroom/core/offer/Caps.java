package dev.showroom.core.offer;

import dev.showroom.core.policy.Policy;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Counts what was granted within a rolling time, both ends counted, in the lane of the case. What
 * was revoked, has failed or has expired counts as well: it was sent. A cap of more than {@link
 * Card#MOST_GRANTS} counts as so many.
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
    long span = Math.min(spanMillis, LONGEST_MILLIS);
    Set<String> keys = new HashSet<>();
    boolean more = count(c, c.customer(), family, span, keys);
    if (withHousehold) {
      more |= count(c, c.household(), family, span, keys);
    }
    return more ? Integer.MAX_VALUE : keys.size();
  }

  /**
   * Of one alert there is one grant at the most, be it on one card or on two.
   *
   * @return whether there may have been more than the card still knows of
   */
  private static boolean count(Case c, Card card, String family, long span, Set<String> keys) {
    String lane = c.lane().name();
    for (Grant grant : card.grants()) {
      if (grant.isOf(lane)
          && (c.countsAhead() || !grant.ahead())
          && Math.abs(c.now() - grant.time()) <= span
          && (family == null || family.equals(grant.family()))) {
        keys.add(grant.key());
      }
    }
    return card.mayHaveHadMore(lane, c.now() - span);
  }
}
