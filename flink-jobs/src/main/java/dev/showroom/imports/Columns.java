package dev.showroom.imports;

import dev.showroom.common.CommandFailure;
import java.util.List;
import java.util.Locale;

/**
 * Where the fields stand in one CSV file. Names are compared without case, blanks and underscores,
 * so that this takes the headers of both sheets of Online Retail II ({@code Invoice}, {@code
 * Customer ID}, {@code Price}), of the older Online Retail ({@code InvoiceNo}, {@code CustomerID},
 * {@code UnitPrice}) and of the form with a cancellation mark ({@code invoice_ts}, {@code
 * is_cancellation}).
 *
 * @param cancellation -1 where the file has no such column: invoices that begin with C are
 *     cancellations then
 */
record Columns(
    int count,
    int invoice,
    int time,
    int cancellation,
    int stockCode,
    int quantity,
    int price,
    int customer) {

  static Columns of(List<String> header) {
    List<String> names = header.stream().map(Columns::plain).toList();
    return new Columns(
        names.size(),
        required(names, "Invoice", "InvoiceNo"),
        required(names, "InvoiceDate", "invoice_ts"),
        position(names, "is_cancellation"),
        required(names, "StockCode", "stock_code"),
        required(names, "Quantity"),
        required(names, "Price", "UnitPrice"),
        required(names, "Customer ID", "customer_id"));
  }

  private static int required(List<String> names, String... spellings) {
    int position = position(names, spellings);
    if (position < 0) {
      throw new CommandFailure(
          "The file's first line has no column "
              + String.join(" or ", spellings)
              + "; this is not a header of the Online Retail data.");
    }
    return position;
  }

  private static int position(List<String> names, String... spellings) {
    int found = -1;
    for (String spelling : spellings) {
      String name = plain(spelling);
      int first = names.indexOf(name);
      if (first < 0 || first == found) {
        continue;
      }
      if (found >= 0 || first != names.lastIndexOf(name)) {
        throw new CommandFailure("The file's first line has column " + spelling + " twice.");
      }
      found = first;
    }
    return found;
  }

  private static String plain(String name) {
    return name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
  }
}
