package dev.showroom.backtest;

import dev.showroom.schemas.CouponDecision;
import dev.showroom.schemas.DecisionOutcome;
import dev.showroom.schemas.OfferKind;
import dev.showroom.schemas.WeighedOffer;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one policy decided of the alerts of one rule book. Money in minor units.
 *
 * @param byOutcome decisions by outcome and reason
 * @param byOffer offers made, by kind
 * @param costMinor what the offers made cost if each is taken up
 * @param expectedMarginMinor what they are expected to keep on top of doing nothing, by the
 *     policy's own assumptions
 */
record PolicyFigures(
    String name,
    int decisions,
    int issued,
    int heldOut,
    Map<String, Integer> byOutcome,
    Map<String, Integer> byOffer,
    long costMinor,
    long expectedMarginMinor) {

  static PolicyFigures of(String name, Iterable<CouponDecision> decisions) {
    int all = 0;
    int issued = 0;
    int heldOut = 0;
    long cost = 0;
    long expected = 0;
    Map<String, Integer> byOutcome = new TreeMap<>();
    Map<String, Integer> byOffer = new TreeMap<>();
    for (CouponDecision decision : decisions) {
      all++;
      byOutcome.merge(decision.getOutcome() + " " + decision.getReason(), 1, Integer::sum);
      heldOut += decision.getOutcome() == DecisionOutcome.HELD_OUT ? 1 : 0;
      if (decision.getOutcome() == DecisionOutcome.ISSUED && decision.getOffer() != null) {
        issued++;
        byOffer.merge(decision.getOffer().getKind().name(), 1, Integer::sum);
        WeighedOffer chosen = chosen(decision);
        if (chosen != null) {
          cost += chosen.getCostMinor();
          expected += chosen.getExpectedMarginMinor();
        }
      }
    }
    return new PolicyFigures(name, all, issued, heldOut, byOutcome, byOffer, cost, expected);
  }

  /** The offer that was made, as it was weighed; null where none was. */
  static WeighedOffer chosen(CouponDecision decision) {
    if (decision == null
        || decision.getOutcome() != DecisionOutcome.ISSUED
        || decision.getOffer() == null) {
      return null;
    }
    OfferKind kind = decision.getOffer().getKind();
    WeighedOffer best = null;
    for (WeighedOffer offer : decision.getAlternatives()) {
      if (offer.getRefused() == null
          && offer.getKind() == kind
          && offer.getValueMinor() == decision.getOffer().getValueMinor()
          && (best == null || offer.getExpectedMarginMinor() > best.getExpectedMarginMinor())) {
        best = offer;
      }
    }
    return best;
  }
}
