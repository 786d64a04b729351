package dev.showroom.core.catalogue;

import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;

/** What a sku is from {@code from} (event time) on; prices in minor units. */
public record ProductVersion(
    String sku, long from, String family, String category, long priceMinor, long costMinor) {

  public byte[] pack() {
    return new PackWriter(64)
        .text(sku)
        .number(from)
        .text(family)
        .text(category)
        .number(priceMinor)
        .number(costMinor)
        .toBytes();
  }

  public static ProductVersion unpack(byte[] packed) {
    PackReader in = new PackReader(packed);
    return new ProductVersion(
        in.text(), in.number(), in.text(), in.text(), in.number(), in.number());
  }
}
