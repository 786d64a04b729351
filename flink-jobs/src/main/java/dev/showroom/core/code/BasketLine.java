package dev.showroom.core.code;

/**
 * Goods in a basket.
 *
 * @param family as the {@code products} stream says; null where it is not known
 * @param unitPriceMinor what one piece sells for, before the coupon
 */
public record BasketLine(String sku, String family, long unitPriceMinor) {}
