package dev.showroom.imports;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The goods lines of one order, or of one cancellation, in the order of the file. */
final class Invoice {
  /** Equal times in the order that the detector takes its streams in: purchases before returns. */
  static final Comparator<Invoice> IN_TIME_ORDER =
      Comparator.comparingLong(Invoice::time)
          .thenComparing(Invoice::isCancellation)
          .thenComparing(invoice -> invoice.lines().get(0).number());

  private final String id;
  private final boolean cancellation;
  private final String customer;
  private final List<RetailLine> lines = new ArrayList<>();
  private long time = Long.MAX_VALUE;

  Invoice(RetailLine first) {
    id = first.invoice();
    cancellation = first.cancellation();
    customer = first.customer();
  }

  void add(RetailLine line) {
    lines.add(line);
    time = Math.min(time, line.time());
  }

  String id() {
    return id;
  }

  boolean isCancellation() {
    return cancellation;
  }

  /** Null where the file has none. */
  String customer() {
    return customer;
  }

  /** Its first line's: a long invoice may run on into the next minute. */
  long time() {
    return time;
  }

  /** Number of the line that it begins with; it must have one. */
  long firstLine() {
    return lines.get(0).number();
  }

  List<RetailLine> lines() {
    return lines;
  }

  /** Whether any of the goods has a price. */
  boolean isPaid() {
    return lines.stream().anyMatch(line -> line.priceMinor() > 0);
  }
}
