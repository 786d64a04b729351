package dev.showroom.simulate;

/** The alert patterns that the archetypes are about. */
enum Pattern {
  RESEARCH_INSPECT_LEAVE,
  IN_STORE_PRICE_CHECK,
  STORE_HOP,
  TRIAL_AT_RISK,
  TRIAL_RETURN
}
