package dev.showroom.core.notice;

/** Why an offer was made, or which gate refused it: the order is that of the gates. */
public enum DecisionReason {
  /** Neither personalisation nor push may be used, or one of them may not. */
  NO_CONSENT,
  STAFF,
  SERVICE_CASE,
  ERASED,
  /** The alert was retracted because something was bought. */
  SOLD_MEANWHILE,
  /** The alert was retracted for another reason. */
  RETRACTED,
  /** The alert became known when an offer could be of no use any more. */
  TOO_LATE,
  /** No money, and nothing else is on offer. */
  ABUSE,
  QUIET_HOURS,
  CAP_FAMILY,
  CAP_CUSTOMER,
  CAP_HOUSEHOLD,
  MARGIN_FLOOR,
  BUDGET,
  /** No offer of the policy fits the alert. */
  NO_OFFER,
  /** Doing nothing is expected to keep as much. */
  NOTHING_IS_BETTER,
  /** Held out, to be compared with. */
  HOLD_OUT,
  BEST_OFFER
}
