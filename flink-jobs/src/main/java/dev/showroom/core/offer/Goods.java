package dev.showroom.core.offer;

import dev.showroom.core.catalogue.ProductVersion;
import dev.showroom.core.notice.AlertNotice;
import dev.showroom.core.policy.Policy;

/**
 * What is for sale, as of the decision. Money in minor units.
 *
 * <p>Of an alert about no product, or one that the catalogue does not know, the price is taken to
 * be the value at risk, and the margin the least that the policy lets a sale keep of it: a cautious
 * guess by which services can be weighed. Money is never offered on it.
 *
 * @param known whether the catalogue has a price and a cost
 * @param floorMinor the least margin that a sale at this price must keep, rounded up
 */
record Goods(
    boolean known,
    String category,
    long priceMinor,
    long costMinor,
    int floorMillis,
    long floorMinor) {
  /** Ten thousand million of the currency: what is said to cost more is a slip of the pen. */
  private static final long MOST_MINOR = 1_000_000_000_000L;

  private static final int WHOLE = 1_000;

  /**
   * @param product null where the catalogue knows none
   */
  static Goods of(AlertNotice alert, ProductVersion product, Policy policy) {
    if (product == null || product.priceMinor() > MOST_MINOR || product.costMinor() > MOST_MINOR) {
      int floor = policy.floors().of(alert.category());
      long price = Math.max(0, Math.min(alert.valueAtRiskMinor(), MOST_MINOR));
      long least = share(price, floor);
      return new Goods(false, alert.category(), price, price - least, floor, least);
    }
    int floor = policy.floors().of(product.category());
    return new Goods(
        true,
        product.category(),
        product.priceMinor(),
        product.costMinor(),
        floor,
        share(product.priceMinor(), floor));
  }

  /** Rounded up. */
  private static long share(long price, int millis) {
    return -Math.floorDiv(-price * millis, WHOLE);
  }

  long marginMinor() {
    return priceMinor - costMinor;
  }

  /** What is left of the margin where an offer that takes so much is taken up. */
  long marginAfter(long takenMinor) {
    return marginMinor() - takenMinor;
  }

  /** Whether a sale at this price may give so much away. */
  boolean bears(long takenMinor) {
    return known && marginAfter(takenMinor) >= floorMinor;
  }

  /**
   * The lowest price at which a sale still keeps the floor where so much is taken, with what the
   * goods cost now; {@link Long#MAX_VALUE} where none does.
   */
  long leastPriceMinor(long takenMinor) {
    if (floorMillis >= WHOLE) {
      return Long.MAX_VALUE;
    }
    return -Math.floorDiv(-(costMinor + takenMinor) * WHOLE, WHOLE - floorMillis);
  }
}
