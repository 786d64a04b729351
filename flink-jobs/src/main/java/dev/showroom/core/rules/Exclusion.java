package dev.showroom.core.rules;

/** Who or what is never suspected. */
public enum Exclusion {
  /** The retailer's own people. */
  STAFF,
  /** Customers with an open service case about the product, or about no product in particular. */
  SERVICE_CASE,
  /** What another member of the household bought counts as bought. */
  HOUSEHOLD,
  /** Browsing at machine speed does not count. */
  BOT
}
