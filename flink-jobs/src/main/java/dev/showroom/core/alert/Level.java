package dev.showroom.core.alert;

/**
 * What a rule holds together: facts of one sku, one family, one category, or all the customer's.
 */
public enum Level {
  SKU,
  FAMILY,
  CATEGORY,
  CUSTOMER
}
