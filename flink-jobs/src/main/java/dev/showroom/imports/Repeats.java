package dev.showroom.imports;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The sheets of two years have nine days in common, so that a file made of both has these orders
 * twice. Where times jump back, another sheet begins; a line of it that its invoice had before is
 * the same line. Goods that stand twice in an invoice of one sheet were ordered twice.
 */
final class Repeats {
  private static final long JUMP = Duration.ofDays(1).toMillis();

  /** What a line says, apart from where it stands. */
  private record Content(long time, String sku, int quantity, long priceMinor, String customer) {
    static Content of(RetailLine line) {
      return new Content(
          line.time(), line.sku(), line.quantity(), line.priceMinor(), line.customer());
    }
  }

  private final Map<Invoice, List<Content>> before = new HashMap<>();
  private long newest = Long.MIN_VALUE;
  private long sheetBegins;

  /** Is told every line in the order of the file. */
  void passed(RetailLine line) {
    if (newest != Long.MIN_VALUE && line.time() < newest - JUMP) {
      sheetBegins = line.number();
      before.clear();
      newest = line.time();
    }
    newest = Math.max(newest, line.time());
  }

  /** Whether an earlier sheet has this line of the invoice; each of its lines once. */
  boolean has(Invoice invoice, RetailLine line) {
    if (sheetBegins == 0 || invoice.lines().isEmpty() || invoice.firstLine() >= sheetBegins) {
      return false;
    }
    return before
        .computeIfAbsent(
            invoice,
            known ->
                new ArrayList<>(
                    known.lines().stream()
                        .filter(earlier -> earlier.number() < sheetBegins)
                        .map(Content::of)
                        .toList()))
        .remove(Content.of(line));
  }
}
