package dev.showroom.core.outcome;

import dev.showroom.core.catalogue.Catalogue;
import dev.showroom.core.catalogue.ProductVersion;
import dev.showroom.core.detect.KnownFact;
import dev.showroom.core.fact.Bought;
import dev.showroom.core.fact.Fact;
import dev.showroom.core.fact.MemberBought;
import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the catalogue said of goods when they were bought. It is noted when the watermark has passed
 * the purchase: the catalogue lets old versions go long before the last question about the purchase
 * is asked, and a product record that comes late must not revise figures that were told.
 */
final class NotedProducts {
  private record Key(String sku, long time) {}

  /** Prices in minor units; of goods that no product record names only a family is known. */
  private record Product(String family, boolean isKnown, long priceMinor, long costMinor) {}

  private static final Comparator<Key> ORDER =
      Comparator.comparingLong(Key::time).thenComparing(Key::sku);

  /** Most that arrives does not ask for it: it is unpacked when somebody does. */
  private final byte[] packed;

  private Map<Key, Product> products;

  NotedProducts() {
    packed = null;
    products = new TreeMap<>(ORDER);
  }

  private NotedProducts(byte[] packed) {
    this.packed = packed;
  }

  private Map<Key, Product> products() {
    if (products == null) {
      products = unpacked(packed);
    }
    return products;
  }

  /** Notes what the goods of a purchase were, if that has not been noted before. */
  void note(Fact purchase, Catalogue catalogue) {
    for (String sku : skusOf(purchase)) {
      Key key = new Key(sku, purchase.time());
      if (!products().containsKey(key)) {
        ProductVersion version = catalogue.asOf(sku, purchase.time());
        products()
            .put(
                key,
                version == null
                    ? new Product(sku, false, 0, 0)
                    : new Product(
                        version.family(), true, version.priceMinor(), version.costMinor()));
      }
    }
  }

  /** Whether all of a purchase's goods have been noted. */
  boolean hasAllOf(Fact purchase) {
    for (String sku : skusOf(purchase)) {
      if (!products().containsKey(new Key(sku, purchase.time()))) {
        return false;
      }
    }
    return true;
  }

  private static List<String> skusOf(Fact purchase) {
    return purchase instanceof Bought bought
        ? bought.lines().stream().map(Bought.Line::sku).toList()
        : ((MemberBought) purchase).skus();
  }

  /** The family that the sku was of; a sku that no product record names is one of its own. */
  String familyOf(String sku, long time) {
    return of(sku, time).family();
  }

  /** List price; 0 where none is known. */
  long priceOf(String sku, long time) {
    return of(sku, time).priceMinor();
  }

  /** Cost of one unit; where none is known, what it was sold for: no margin is made up. */
  long costOf(String sku, long time, long soldForMinor) {
    Product product = of(sku, time);
    return product.isKnown() ? product.costMinor() : soldForMinor;
  }

  private Product of(String sku, long time) {
    return products().get(new Key(sku, time));
  }

  /** Forgets what was noted for other facts than these. */
  void retain(List<KnownFact> facts) {
    Set<Long> times = new HashSet<>();
    facts.forEach(fact -> times.add(fact.time()));
    products().keySet().removeIf(key -> !times.contains(key.time()));
  }

  void pack(PackWriter out) {
    out.block(products == null ? packed : packed(products));
  }

  static NotedProducts unpack(PackReader in) {
    return new NotedProducts(in.block());
  }

  private static byte[] packed(Map<Key, Product> products) {
    PackWriter out = new PackWriter(32 * products.size() + 8).number(products.size());
    products.forEach(
        (key, product) ->
            out.text(key.sku())
                .number(key.time())
                .text(product.family().equals(key.sku()) ? null : product.family())
                .flag(product.isKnown())
                .number(product.priceMinor())
                .number(product.costMinor()));
    return out.toBytes();
  }

  private static Map<Key, Product> unpacked(byte[] packed) {
    PackReader in = new PackReader(packed);
    Map<Key, Product> products = new TreeMap<>(ORDER);
    for (int left = in.integer(); left > 0; left--) {
      Key key = new Key(in.text(), in.number());
      String family = in.text();
      products.put(
          key,
          new Product(family == null ? key.sku() : family, in.flag(), in.number(), in.number()));
    }
    return products;
  }
}
