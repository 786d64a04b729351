package dev.showroom.core.policy;

import dev.showroom.schemas.OfferKind;
import dev.showroom.schemas.Segment;
import java.util.Map;
import java.util.Set;

/**
 * One offer of the policy's catalogue. Money in minor units, shares in thousandths. Empty sets mean
 * any; categories are as {@link Categories} reads them.
 *
 * @param percentMillis of the price, given away; 0 where {@code amountMinor} says it
 * @param amountMinor given away
 * @param mostMinor never more than that; {@link Long#MAX_VALUE} for no limit
 * @param costMinor what it costs on top of the value given, where it is taken up
 * @param upliftMillis by pattern, and {@link Policy#ANY}: assumed rise of the probability that the
 *     sale is kept
 * @param priceSensitive only for customers of whom this is known; null for all
 * @param fromPriceMinor only on goods of at least this price
 */
public record OfferTerms(
    String id,
    OfferKind kind,
    int percentMillis,
    long amountMinor,
    long mostMinor,
    long costMinor,
    Map<String, Integer> upliftMillis,
    Set<String> patterns,
    Set<String> categories,
    Set<Segment> segments,
    Boolean priceSensitive,
    long fromPriceMinor) {

  /**
   * Whether it is worth money to who uses it, and has to be paid for by a campaign or in points.
   */
  public boolean isMoney() {
    return switch (kind) {
      case NOTHING, INFORMATION, ASSISTANT, SHIP_FROM_OTHER_STORE, PICKUP -> false;
      case WARRANTY, BUNDLE, POINTS, PRICE_MATCH, COUPON -> true;
    };
  }

  /** What is given away at this price. */
  public long valueAt(long priceMinor) {
    long value =
        percentMillis > 0 ? Math.multiplyExact(priceMinor, percentMillis) / 1_000 : amountMinor;
    return Math.min(value, mostMinor);
  }

  public int upliftOf(String pattern) {
    return upliftMillis.getOrDefault(pattern, upliftMillis.getOrDefault(Policy.ANY, 0));
  }

  /** Whether the category is among those that it is for. */
  public boolean isForCategory(String category) {
    return Categories.cover(categories, category);
  }
}
