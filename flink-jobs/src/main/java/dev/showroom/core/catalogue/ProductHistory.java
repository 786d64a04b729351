package dev.showroom.core.catalogue;

import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * The versions of one sku in event-time order, so that every fact is judged by what the sku was at
 * the fact's time, whatever order products and facts arrive in. Equal versions in a row are one,
 * and equal times are settled by content, so that the history is a function of the set of versions.
 * Immutable.
 */
public final class ProductHistory {
  /**
   * A catalogue that restates every price each hour must not grow for ever: older versions than
   * these are let go.
   */
  static final int MOST_VERSIONS = 64;

  /** Of its packed form, with which that begins. */
  public static final int FORM = 1;

  private static final ProductHistory EMPTY = new ProductHistory(List.of());

  private final List<ProductVersion> versions;

  private ProductHistory(List<ProductVersion> versions) {
    this.versions = versions;
  }

  public static ProductHistory empty() {
    return EMPTY;
  }

  public ProductHistory with(ProductVersion version) {
    List<ProductVersion> next = new ArrayList<>(versions);
    int at = next.size();
    while (at > 0 && isAfter(next.get(at - 1), version)) {
      at--;
    }
    if (at > 0 && next.get(at - 1).equals(version)) {
      return this;
    }
    next.add(at, version);
    if (next.size() > MOST_VERSIONS) {
      next.remove(0);
    }
    return new ProductHistory(next);
  }

  /** The version in force at {@code time}, or null before the first. */
  public ProductVersion asOf(long time) {
    for (int i = versions.size() - 1; i >= 0; i--) {
      if (versions.get(i).from() <= time) {
        return versions.get(i);
      }
    }
    return null;
  }

  /**
   * Whether the two skus, with their versions or null, may at any time have been of one family; a
   * sku without a version stands for itself.
   */
  public static boolean mayShareFamily(
      String sku, ProductHistory of, String other, ProductHistory ofOther) {
    if (hasStoodFor(sku, other, ofOther)) {
      return true;
    }
    if (of != null) {
      for (ProductVersion version : of.versions) {
        if (hasStoodFor(version.family(), other, ofOther)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean hasStoodFor(String family, String sku, ProductHistory history) {
    if (family.equals(sku)) {
      return true;
    }
    if (history != null) {
      for (ProductVersion version : history.versions) {
        if (family.equals(version.family())) {
          return true;
        }
      }
    }
    return false;
  }

  public byte[] pack() {
    PackWriter out = new PackWriter(80 * versions.size() + 8).number(FORM).number(versions.size());
    versions.forEach(version -> out.block(version.pack()));
    return out.toBytes();
  }

  public static ProductHistory unpack(byte[] packed) {
    PackReader in = PackReader.ofForm(packed, FORM, "a product");
    int count = in.integer();
    List<ProductVersion> versions = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      versions.add(ProductVersion.unpack(in.block()));
    }
    return new ProductHistory(versions);
  }

  private static boolean isAfter(ProductVersion one, ProductVersion other) {
    return one.from() != other.from()
        ? one.from() > other.from()
        : one.toString().compareTo(other.toString()) > 0;
  }
}
