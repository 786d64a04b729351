package dev.showroom.core.journey;

import static dev.showroom.core.Facts.DAY;
import static dev.showroom.core.Facts.HOUR;

/**
 * The numbers of the patterns that tests change, and from when on they hold, for {@link
 * ReferenceDetector}. Times and spans in milliseconds.
 */
record ReferenceRules(
    long from,
    int minResearch,
    long confirmAfter,
    int minInspections,
    int minStores,
    int minTrialResearch,
    long researchWithin,
    int minAlerts,
    int minCoupons) {

  static final ReferenceRules SHIPPED =
      new ReferenceRules(Long.MIN_VALUE, 3, 7 * DAY, 1, 2, 3, 72 * HOUR, 3, 3);

  ReferenceRules from(long time) {
    return new ReferenceRules(
        time,
        minResearch,
        confirmAfter,
        minInspections,
        minStores,
        minTrialResearch,
        researchWithin,
        minAlerts,
        minCoupons);
  }
}
