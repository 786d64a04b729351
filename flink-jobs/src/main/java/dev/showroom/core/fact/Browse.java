package dev.showroom.core.fact;

import dev.showroom.schemas.BrowseAction;
import dev.showroom.schemas.Referrer;
import dev.showroom.schemas.codec.InTopic;

/** An act of online research; sku, referrer and store may be null. */
public record Browse(
    String eventId, long time, BrowseAction action, String sku, Referrer referrer, String storeId)
    implements Fact {

  @Override
  public InTopic topic() {
    return InTopic.BROWSING;
  }

  /** Whether this is research: looking a product up with an eye to having it. */
  public boolean isResearch() {
    return switch (action) {
      case VIEW, SEARCH, COMPARE, STOCK_CHECK, WISHLIST_ADD, CART_ADD -> true;
      case CART_REMOVE, BARCODE_SCAN, PRICE_MATCH_REQUEST -> false;
    };
  }

  /**
   * Whether the person was after the price: a comparison, or a visit from a price-comparison site.
   */
  public boolean isPriceComparison() {
    return action == BrowseAction.COMPARE || referrer == Referrer.PRICE_COMPARISON;
  }
}
