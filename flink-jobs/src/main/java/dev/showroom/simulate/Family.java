package dev.showroom.simulate;

import java.util.List;

/**
 * A model that shoppers compare, with its variants.
 *
 * @param index place in the catalogue
 * @param returnRate share of bought lines that ordinary shoppers bring back
 * @param accessories indexes of the families that are accessories for this one
 */
record Family(
    int index,
    String id,
    String category,
    String brand,
    boolean sized,
    double returnRate,
    List<Item> items,
    List<Integer> accessories) {

  /** One variant, with its own sku. */
  record Item(String sku, String family, long priceMinor, long costMinor) {}
}
