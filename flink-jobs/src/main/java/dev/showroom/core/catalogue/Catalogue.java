package dev.showroom.core.catalogue;

/** What is known of skus, as of any event time. */
@FunctionalInterface
public interface Catalogue {
  /** The version of the sku in force at {@code time}, or null where none is known. */
  ProductVersion asOf(String sku, long time);

  /**
   * Whether the two may at any time have been of one family. Where that is not known, they may: the
   * answer only says what need not be looked at.
   */
  default boolean mayShareFamily(String sku, String other) {
    return true;
  }

  /** The family of a sku; a sku that no product record names stands for itself. */
  default String familyOf(String sku, long time) {
    ProductVersion version = asOf(sku, time);
    return version == null ? sku : version.family();
  }
}
