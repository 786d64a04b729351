package dev.showroom.imports;

import dev.showroom.common.CommandFailure;
import dev.showroom.schemas.DeadLetterReason;
import dev.showroom.schemas.codec.MalformedRecordException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads one line at a time, so that a quote that is never closed spoils its own line only. The data
 * has no line ends inside quotes.
 */
final class LineParser {
  private static final CSVFormat CSV =
      CSVFormat.DEFAULT.builder().setIgnoreEmptyLines(false).setTrim(true).get();
  // The lengths keep quantity times price well inside a long.
  private static final Pattern QUANTITY = Pattern.compile("-?\\d{1,8}");
  private static final Pattern PRICE = Pattern.compile("-?\\d{1,8}(\\.\\d{1,12})?");
  private static final Pattern WHOLE_AS_DECIMAL = Pattern.compile("\\d+\\.0");

  private final Columns columns;
  private final LocalTimes times;

  LineParser(String header, DateOrder dateOrder) {
    times = new LocalTimes(dateOrder);
    try {
      columns = Columns.of(cells(header));
    } catch (MalformedRecordException e) {
      throw new CommandFailure("The file's first line is not a CSV header.", e);
    }
  }

  /** What stands in the column of dates; empty where the line cannot be read. */
  String date(String raw) {
    try {
      List<String> cells = cells(raw);
      return cells.size() == columns.count() ? cells.get(columns.time()) : "";
    } catch (MalformedRecordException e) {
      return ""; // A dead letter, when its turn comes.
    }
  }

  RetailLine parse(long number, String raw) throws MalformedRecordException {
    List<String> cells = cells(raw);
    if (cells.size() != columns.count()) {
      throw new MalformedRecordException(
          DeadLetterReason.SCHEMA_VIOLATION, "not as many columns as the header has");
    }
    String invoice = required(cells, columns.invoice(), "invoice");
    String sku = required(cells, columns.stockCode(), "stock code").toUpperCase(Locale.ROOT);
    int quantity = quantity(required(cells, columns.quantity(), "quantity"));
    BigDecimal pence = pence(required(cells, columns.price(), "price"));
    BigDecimal wholePence = pence.setScale(0, RoundingMode.HALF_UP);
    String customer = cells.get(columns.customer());
    return new RetailLine(
        number,
        raw,
        time(required(cells, columns.time(), "date")),
        invoice,
        cancellation(cells, invoice),
        sku,
        quantity,
        wholePence.longValueExact(),
        wholePence.compareTo(pence) != 0,
        customer.isEmpty() ? null : withoutDecimals(customer));
  }

  private static List<String> cells(String line) throws MalformedRecordException {
    if (isPlain(line)) {
      return Arrays.stream(line.split(",", -1)).map(String::trim).toList();
    }
    try (CSVParser parser = CSVParser.parse(line, CSV)) {
      List<CSVRecord> records = parser.getRecords();
      if (records.size() == 1) {
        return records.get(0).toList();
      }
    } catch (IOException | UncheckedIOException e) {
      throw new MalformedRecordException(
          DeadLetterReason.UNDECODABLE,
          "not CSV: a quote is not closed or stands in a wrong place");
    }
    throw new MalformedRecordException(
        DeadLetterReason.UNDECODABLE, "not CSV: an empty line, or a carriage return inside it");
  }

  /** Without quotes CSV is no more than commas; a parser for each line costs ten times as much. */
  private static boolean isPlain(String line) {
    return !line.isEmpty() && line.indexOf('"') < 0 && line.indexOf('\r') < 0;
  }

  private static String required(List<String> cells, int column, String name)
      throws MalformedRecordException {
    String text = cells.get(column);
    if (text.isEmpty()) {
      throw new MalformedRecordException(
          DeadLetterReason.MISSING_FIELD, "the " + name + " is missing");
    }
    return text;
  }

  private static int quantity(String text) throws MalformedRecordException {
    if (!QUANTITY.matcher(text).matches()) {
      throw new MalformedRecordException(
          DeadLetterReason.SCHEMA_VIOLATION,
          "the quantity is not a whole number below 100 million");
    }
    return Integer.parseInt(text);
  }

  private static BigDecimal pence(String text) throws MalformedRecordException {
    if (!PRICE.matcher(text).matches()) {
      throw new MalformedRecordException(
          DeadLetterReason.SCHEMA_VIOLATION, "the price is not a decimal number below 100 million");
    }
    return new BigDecimal(text).movePointRight(2);
  }

  private long time(String text) throws MalformedRecordException {
    try {
      return times.parse(text);
    } catch (DateTimeException e) {
      throw new MalformedRecordException(
          DeadLetterReason.TIME_OUT_OF_RANGE, "the date is not a date and time that exists");
    }
  }

  private boolean cancellation(List<String> cells, String invoice) throws MalformedRecordException {
    if (columns.cancellation() < 0) {
      return invoice.startsWith("C") || invoice.startsWith("c");
    }
    switch (cells.get(columns.cancellation())) {
      case "0":
        return false;
      case "1":
        return true;
      default:
        throw new MalformedRecordException(
            DeadLetterReason.SCHEMA_VIOLATION, "the cancellation mark is neither 0 nor 1");
    }
  }

  /** Spreadsheets turn a number column with gaps into decimals: 13085.0 is customer 13085. */
  private static String withoutDecimals(String id) {
    return WHOLE_AS_DECIMAL.matcher(id).matches() ? id.substring(0, id.length() - 2) : id;
  }
}
