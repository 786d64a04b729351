package dev.showroom.core.offer;

import java.util.EnumMap;
import java.util.Map;

/** What the desk promises, and may be found to have broken. */
enum Broken {
  ONE_DECISION,
  NO_CONSENT,
  STAFF,
  SERVICE_CASE,
  ERASED,
  RETRACTED,
  TOO_LATE,
  MONEY_FOR_ABUSE,
  QUIET_HOURS,
  CAP_FAMILY,
  CAP_CUSTOMER,
  CAP_HOUSEHOLD,
  MARGIN_FLOOR,
  LEAST_PRICE,
  BUDGET_TOTAL,
  BUDGET_STORE,
  BUDGET_DAY,
  BUDGET_PACE,
  BUDGET_POINTS,
  BUDGET_TOLD,
  HOLD_OUT,
  NOT_REVOKED,
  COUPON_LIFE,
  SENT_TWICE;

  /** The first of each kind that was found. */
  static final class Found {
    private final Map<Broken, String> found = new EnumMap<>(Broken.class);

    void add(Broken what, Object where) {
      found.putIfAbsent(what, String.valueOf(where));
    }

    void unless(boolean right, Broken what, Object where) {
      if (!right) {
        add(what, where);
      }
    }

    Map<Broken, String> all() {
      return found;
    }
  }
}
