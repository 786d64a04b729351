package dev.showroom.simulate;

/** The alert patterns that the archetypes are about. */
public enum Pattern {
  RESEARCH_INSPECT_LEAVE,
  IN_STORE_PRICE_CHECK,
  STORE_HOP,
  TRIAL_AT_RISK,
  TRIAL_RETURN,
  SERIAL_RETURNER,
  ADVICE_DRAIN,
  ACCESSORY_TRACE,
  COUPON_FISHING
}
