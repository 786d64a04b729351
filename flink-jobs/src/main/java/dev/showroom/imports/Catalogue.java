package dev.showroom.imports;

import dev.showroom.schemas.Product;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The products behind the order and return lines; the file has no catalogue. */
final class Catalogue {
  private static final Pattern VARIANT = Pattern.compile("(\\d{5})[A-Z]+");
  private static final String CATEGORY = "giftware";

  private static final class Seen {
    long firstUse = Long.MAX_VALUE;
    final Map<Long, Integer> orderPrices = new LinkedHashMap<>();
    final Map<Long, Integer> refundPrices = new LinkedHashMap<>();
  }

  private final SortedMap<String, Seen> bySku = new TreeMap<>();

  /** Notes an invoice's goods at the invoice's time; invoices must be given in time order. */
  void note(Invoice invoice) {
    for (RetailLine line : invoice.lines()) {
      Seen seen = bySku.computeIfAbsent(line.sku(), sku -> new Seen());
      seen.firstUse = Math.min(seen.firstUse, invoice.time());
      if (line.priceMinor() > 0) {
        (invoice.isCancellation() ? seen.refundPrices : seen.orderPrices)
            .merge(line.priceMinor(), 1, Integer::sum);
      }
    }
  }

  /**
   * One product for each stock code, at its first use.
   *
   * @param costPercent what the goods are taken to cost, in percent of the price
   */
  List<Product> products(int costPercent) {
    List<Product> products = new ArrayList<>(bySku.size());
    bySku.forEach(
        (sku, seen) -> {
          long price = price(seen);
          products.add(
              Product.newBuilder()
                  .setEventId("product:" + sku)
                  .setEventTime(Instant.ofEpochMilli(seen.firstUse))
                  .setSku(sku)
                  .setFamily(family(sku))
                  .setCategory(CATEGORY)
                  .setPriceMinor(price)
                  .setCostMinor((price * costPercent + 99) / 100)
                  .build());
        });
    return products;
  }

  /** Letters behind five digits are colours and patterns of one model. */
  static String family(String sku) {
    Matcher variant = VARIANT.matcher(sku);
    return variant.matches() ? variant.group(1) : sku;
  }

  private static long price(Seen seen) {
    return mostFrequent(seen.orderPrices.isEmpty() ? seen.refundPrices : seen.orderPrices);
  }

  /** Of equally frequent ones the first seen; zero where the goods were only ever given away. */
  private static long mostFrequent(Map<Long, Integer> prices) {
    long best = 0;
    int most = 0;
    for (Map.Entry<Long, Integer> price : prices.entrySet()) {
      if (price.getValue() > most) {
        best = price.getKey();
        most = price.getValue();
      }
    }
    return best;
  }

  static long families(Collection<Product> products) {
    return products.stream().map(Product::getFamily).distinct().count();
  }
}
