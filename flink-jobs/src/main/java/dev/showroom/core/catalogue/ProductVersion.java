package dev.showroom.core.catalogue;

import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * What a sku is from {@code from} (event time) on; prices in minor units.
 *
 * @param accessoryFor families that it is an accessory for
 */
public record ProductVersion(
    String sku,
    long from,
    String family,
    String category,
    long priceMinor,
    long costMinor,
    List<String> accessoryFor)
    implements Announcement {

  /** An accessory for nothing. */
  public ProductVersion(
      String sku, long from, String family, String category, long priceMinor, long costMinor) {
    this(sku, from, family, category, priceMinor, costMinor, List.of());
  }

  public byte[] pack() {
    PackWriter out = new PackWriter(64);
    out.text(sku)
        .number(from)
        .text(family)
        .text(category)
        .number(priceMinor)
        .number(costMinor)
        .number(accessoryFor.size());
    accessoryFor.forEach(out::text);
    return out.toBytes();
  }

  public static ProductVersion unpack(byte[] packed) {
    PackReader in = new PackReader(packed);
    String sku = in.text();
    long from = in.number();
    String family = in.text();
    String category = in.text();
    long price = in.number();
    long cost = in.number();
    List<String> accessoryFor = new ArrayList<>();
    for (int left = in.integer(); left > 0; left--) {
      accessoryFor.add(in.text());
    }
    return new ProductVersion(sku, from, family, category, price, cost, List.copyOf(accessoryFor));
  }
}
