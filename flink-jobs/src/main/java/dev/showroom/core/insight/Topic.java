package dev.showroom.core.insight;

/** Figures that change together, and are told together. */
enum Topic {
  ALERTS,
  DECISIONS,
  COUPONS,
  OUTCOMES,
  PUSH,
  BUDGET;

  int bit() {
    return 1 << ordinal();
  }
}
