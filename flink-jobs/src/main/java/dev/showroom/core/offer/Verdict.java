package dev.showroom.core.offer;

import dev.showroom.core.notice.DecisionReason;

/**
 * What the gates and the choice came to.
 *
 * @param reason BEST_OFFER, HOLD_OUT, or the gate that refused
 * @param offer the one chosen, or that it would have been; null where a gate refused
 * @param payer null where it costs nothing
 */
record Verdict(DecisionReason reason, Alternative offer, Payer payer) {

  static Verdict refused(DecisionReason gate) {
    return new Verdict(gate, null, null);
  }

  boolean isOffer() {
    return reason == DecisionReason.BEST_OFFER;
  }

  /** What is to be put aside; null where it costs nothing. */
  Reservation reservation() {
    return payer == null ? null : payer.reservation();
  }
}
