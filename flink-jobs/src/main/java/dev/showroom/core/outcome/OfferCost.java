package dev.showroom.core.outcome;

import dev.showroom.core.notice.WeighedOffer;

/**
 * What an offer costs where it is taken up, in minor units.
 *
 * @param discountMinor off what is paid
 * @param otherMinor on top of it: what is given away otherwise, and what giving it costs
 */
record OfferCost(long discountMinor, long otherMinor) {
  static final OfferCost NONE = new OfferCost(0, 0);

  static OfferCost of(WeighedOffer offer) {
    if (offer == null) {
      return NONE;
    }
    return switch (offer.kind()) {
      case PRICE_MATCH, COUPON -> new OfferCost(offer.valueMinor(), offer.costMinor());
      default -> new OfferCost(0, offer.valueMinor() + offer.costMinor());
    };
  }
}
