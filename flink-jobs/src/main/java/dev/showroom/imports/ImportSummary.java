package dev.showroom.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What an import read and wrote, for people (a table) and for programs (JSON). */
public record ImportSummary(
    String source,
    int costPercent,
    Accounting accounting,
    long purchases,
    long guestPurchases,
    long customers,
    long returns,
    long products,
    long families,
    String firstEvent,
    String lastEvent) {

  String toJson() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("source", source);
    all.put("dataLines", accounting.dataLines());
    all.put("accountedFor", accounting.accountedFor());

    Map<String, Object> orders = new LinkedHashMap<>();
    orders.put("total", accounting.orderLines());
    orders.put("ofCustomers", accounting.customerOrderLines());
    orders.put("ofGuests", accounting.guestOrderLines());
    orders.put("atPriceZero", accounting.freeOrderLines());
    all.put("orderLines", orders);

    Map<String, Object> returned = new LinkedHashMap<>();
    returned.put("total", accounting.returnLines());
    for (Accounting.Match match : Accounting.Match.values()) {
      returned.put(match.name(), accounting.returnLines(match));
    }
    all.put("returnLines", returned);

    all.put("leftOutLines", counts(accounting.leftOutLines(), accounting.leftOut()));
    all.put("deadLetterLines", counts(accounting.deadLetterLines(), accounting.deadLetters()));

    Map<String, Object> records = new LinkedHashMap<>();
    records.put("purchases", purchases);
    records.put("purchasesOfGuests", guestPurchases);
    records.put("returns", returns);
    records.put("products", products);
    records.put("families", families);
    records.put("customers", customers);
    records.put("deadLetters", accounting.deadLetterLines());
    all.put("records", records);

    all.put("firstEvent", firstEvent);
    all.put("lastEvent", lastEvent);
    all.put("soldMinor", accounting.soldMinor());
    all.put("refundedMinor", accounting.refundedMinor());
    all.put("linesWithRoundedPrice", accounting.roundedPrices());
    all.put("assumedCostPercent", costPercent);
    return json(all);
  }

  private static Map<String, Object> counts(long total, Map<String, Long> parts) {
    Map<String, Object> counts = new LinkedHashMap<>();
    counts.put("total", total);
    counts.putAll(parts);
    return counts;
  }

  private static String json(Map<String, Object> all) {
    // The platform's line end would make the same input give other bytes elsewhere.
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
    try {
      return new ObjectMapper().writer(printer).writeValueAsString(all) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers and text always have a JSON form", e);
    }
  }

  /** The accounting as lines of text; the four headings add up to the last line. */
  public String toTable() {
    StringBuilder table = new StringBuilder();
    row(table, "order lines", accounting.orderLines());
    part(table, "of customers", accounting.customerOrderLines());
    part(table, "of guests (no customer id)", accounting.guestOrderLines());
    row(table, "return lines", accounting.returnLines());
    for (Accounting.Match match : Accounting.Match.values()) {
      part(table, match.words(), accounting.returnLines(match));
    }
    row(table, "left out: fees, corrections, vouchers, repeats", accounting.leftOutLines());
    accounting.leftOut().forEach((code, lines) -> part(table, code, lines));
    row(table, "dead letters", accounting.deadLetterLines());
    accounting.deadLetters().forEach((kind, lines) -> part(table, kind, lines));
    row(table, "accounted for", accounting.accountedFor());
    row(table, "data lines in " + source, accounting.dataLines());
    table.append(
        String.format(
            Locale.ROOT,
            "%nWritten: %,d purchases (%,d of guests), %,d returns, %,d products in %,d families,"
                + " %,d customers; %s to %s.%n",
            purchases,
            guestPurchases,
            returns,
            products,
            families,
            customers,
            firstEvent,
            lastEvent));
    return table.toString();
  }

  private static void row(StringBuilder table, String name, long lines) {
    table.append(String.format(Locale.ROOT, "%,11d  %s%n", lines, name));
  }

  private static void part(StringBuilder table, String name, long lines) {
    if (lines > 0) {
      table.append(String.format(Locale.ROOT, "%,23d  %s%n", lines, name));
    }
  }
}
