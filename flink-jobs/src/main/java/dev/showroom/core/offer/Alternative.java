package dev.showroom.core.offer;

import dev.showroom.core.notice.DecisionReason;
import dev.showroom.core.notice.WeighedOffer;
import dev.showroom.core.policy.OfferTerms;

/** One offer in the choice for one alert. Money in minor units. */
final class Alternative {
  private static final int WHOLE = 1_000;

  private final OfferTerms terms;
  private final long valueMinor;
  private final int upliftMillis;
  private final long expectedMinor;
  private DecisionReason refused;

  /**
   * @param baselineMillis assumed probability that the sale is kept without an offer
   */
  Alternative(OfferTerms terms, Goods goods, int upliftMillis, int baselineMillis) {
    this.terms = terms;
    this.valueMinor = terms.valueAt(goods.priceMinor());
    this.upliftMillis = upliftMillis;
    this.expectedMinor = expected(goods.marginAfter(takenMinor()), baselineMillis);
  }

  /**
   * What the offer is expected to bring: the margin of sales that it keeps, less what it gives away
   * on sales that would have been kept without it. Rounded down, so that less than one minor unit
   * is never better than nothing.
   */
  private long expected(long marginAfter, int baselineMillis) {
    return Math.floorDiv(upliftMillis * marginAfter - baselineMillis * takenMinor(), WHOLE);
  }

  OfferTerms terms() {
    return terms;
  }

  boolean isMoney() {
    return terms.isMoney();
  }

  long valueMinor() {
    return valueMinor;
  }

  /** Value and cost together: what a sale loses by it. */
  long takenMinor() {
    return valueMinor + terms.costMinor();
  }

  long expectedMinor() {
    return expectedMinor;
  }

  boolean isRefused() {
    return refused != null;
  }

  void refuse(DecisionReason gate) {
    refused = gate;
  }

  /** Whether it is in the choice, and better than nothing. */
  boolean competes() {
    return refused == null && expectedMinor > 0;
  }

  WeighedOffer told() {
    return new WeighedOffer(
        terms.id(),
        terms.kind(),
        valueMinor,
        terms.costMinor(),
        upliftMillis,
        expectedMinor,
        refused);
  }
}
