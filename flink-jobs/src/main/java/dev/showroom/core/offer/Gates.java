package dev.showroom.core.offer;

import dev.showroom.core.notice.DecisionReason;
import dev.showroom.core.notice.Standing;
import dev.showroom.core.policy.Policy;
import dev.showroom.schemas.RetractReason;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What stands before an offer, in the order of {@link DecisionReason}; the first gate that refuses
 * gives the reason. Some refuse outright. Others only keep money from being offered: they take
 * offers out of the choice, and refuse where that empties it ({@link Choice#takeAway}). Budgets are
 * asked behind these gates, one offer after the other.
 */
final class Gates {
  /** An alert that was raised longer ago than this is history. */
  static final long LATEST_MILLIS = Duration.ofDays(30).toMillis();

  /** One of them. */
  @FunctionalInterface
  interface Gate {
    boolean refuses(Case c);
  }

  private final Map<DecisionReason, Gate> gates;

  private Gates(Map<DecisionReason, Gate> gates) {
    this.gates = gates;
  }

  static Gates all(Caps caps) {
    Map<DecisionReason, Gate> gates = new EnumMap<>(DecisionReason.class);
    gates.put(DecisionReason.NO_CONSENT, Gates::lacksConsent);
    gates.put(DecisionReason.STAFF, c -> c.standing().staff());
    gates.put(DecisionReason.SERVICE_CASE, c -> c.standing().openCase());
    gates.put(DecisionReason.ERASED, Gates::isErased);
    gates.put(DecisionReason.SOLD_MEANWHILE, Gates::isSold);
    gates.put(DecisionReason.RETRACTED, c -> c.file().isRetracted());
    gates.put(DecisionReason.TOO_LATE, Gates::isTooLate);
    gates.put(DecisionReason.ABUSE, Gates::keepsMoneyFromAbuse);
    gates.put(DecisionReason.QUIET_HOURS, Gates::isQuiet);
    gates.put(DecisionReason.CAP_FAMILY, caps::isFamilyFull);
    gates.put(DecisionReason.CAP_CUSTOMER, caps::isCustomerFull);
    gates.put(DecisionReason.CAP_HOUSEHOLD, caps::isHouseholdFull);
    gates.put(DecisionReason.MARGIN_FLOOR, Gates::keepsTheFloor);
    return new Gates(Collections.unmodifiableMap(gates));
  }

  /** For tests, which show that what the gate is there for goes wrong without it. */
  Gates without(DecisionReason reason) {
    Map<DecisionReason, Gate> fewer = new EnumMap<>(gates);
    fewer.remove(reason);
    return new Gates(fewer);
  }

  /** The gate that refuses, or null. */
  DecisionReason refusal(Case c) {
    for (Map.Entry<DecisionReason, Gate> gate : gates.entrySet()) {
      if (gate.getValue().refuses(c)) {
        return gate.getKey();
      }
    }
    return null;
  }

  private static boolean lacksConsent(Case c) {
    return !c.standing().consentPersonalisation() || !c.standing().consentPush();
  }

  private static boolean isErased(Case c) {
    return c.customer().isErased(c.now()) || c.file().reason() == RetractReason.ERASED;
  }

  private static boolean isSold(Case c) {
    return c.file().isRetracted() && c.file().reason() == RetractReason.SALE_KEPT;
  }

  private static boolean isTooLate(Case c) {
    return c.alert().raisedAt() < c.now() - LATEST_MILLIS || c.validUntil() < c.now();
  }

  private static boolean keepsMoneyFromAbuse(Case c) {
    Policy.Abuse abuse = c.policy().abuse();
    Standing standing = c.standing();
    boolean abused =
        standing.segment() != null && abuse.segments().contains(standing.segment())
            || standing.patterns().stream().anyMatch(abuse.patterns()::contains);
    return c.choice().takeAway(DecisionReason.ABUSE, offer -> abused && offer.isMoney());
  }

  /** In a visit there is no disturbing anybody: the customer stands in the shop. */
  private static boolean isQuiet(Case c) {
    Policy.QuietHours quiet = c.policy().quietHours();
    return quiet != null
        && !c.standing().inStore()
        && quiet.holdAt(Zones.minuteOfDay(c.now(), c.zoneOfCustomer()));
  }

  private static boolean keepsTheFloor(Case c) {
    return c.choice()
        .takeAway(
            DecisionReason.MARGIN_FLOOR,
            offer -> offer.isMoney() && !c.goods().bears(offer.takenMinor()));
  }
}
