package dev.showroom.imports;

import dev.showroom.common.Causes;
import dev.showroom.common.CommandFailure;
import dev.showroom.common.StagedDirectory;
import dev.showroom.schemas.ActorKind;
import dev.showroom.schemas.DeadLetter;
import dev.showroom.schemas.DeadLetterReason;
import dev.showroom.schemas.Product;
import dev.showroom.schemas.ProductReturn;
import dev.showroom.schemas.Purchase;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.IsoTime;
import dev.showroom.schemas.codec.JsonRecords;
import dev.showroom.schemas.codec.MalformedRecordException;
import dev.showroom.schemas.codec.OutTopic;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/**
 * Turns the order lines of the Online Retail data (UCI Machine Learning Repository; Chen, 2012)
 * into the detector's {@code purchases}, {@code returns} and {@code products}. How each kind of
 * line is read, and why, stands in {@code docs/import-online-retail.md}; in short:
 *
 * <ul>
 *   <li>An invoice is one purchase, a cancellation one return for each order that it undoes ({@link
 *       ReturnMatcher}). Channel ONLINE: the retailer has no stores and sells on the web. Times are
 *       Europe/London ({@link LocalTimes}).
 *   <li>A line without a customer is a guest's, and each invoice is another guest ({@link
 *       RetailRecords}).
 *   <li>Lines that another sheet of the same file has, too, are left out and counted ({@link
 *       Repeats}).
 *   <li>Lines of fees, corrections and vouchers are left out and counted ({@link NonGoods}).
 *   <li>Goods that leave stock without a cancellation, and goods in an invoice that has neither a
 *       customer nor any price, are stock corrections: dead letters. Goods at price zero beside
 *       something paid, or for a named customer, were sent to somebody: order lines.
 *   <li>Prices become pence, rounded half up. The cost is unknown and taken to be the price: with a
 *       margin of nothing no money offer is made on the strength of an invented one.
 * </ul>
 *
 * <p>Each data line ends in exactly one place ({@link Accounting}). The same file gives the same
 * bytes. The whole file is held in memory: some 300 MB for a million lines.
 */
public final class OnlineRetailImport {
  /** Stream name in the dead letters: the lines are not yet of any topic. */
  static final String STREAM = "online-retail";

  static final String SUMMARY_FILE = "import-summary.json";

  private record InvoiceKey(String id, boolean cancellation) {}

  /** What lines are counted as that an earlier sheet of the same file has. */
  static final String REPEATED = "in an earlier sheet, too";

  private final Accounting accounting = new Accounting();
  private final Repeats repeats = new Repeats();
  private final Map<InvoiceKey, Invoice> invoices = new HashMap<>();

  /** Orders with a paid line that is left out: ten have all their money under a manual entry. */
  private final Set<String> billed = new HashSet<>();

  private final Map<Long, DeadLetter> deadLetters = new TreeMap<>();
  private final String source;

  private OnlineRetailImport(String source) {
    this.source = source;
  }

  /**
   * Reads the whole file and writes the output directory, or nothing.
   *
   * @param costPercent what goods are taken to cost, in percent of their price
   * @param progress told the number of lines read so far, every now and then
   * @throws CommandFailure in one sentence why nothing was written
   */
  public static ImportSummary run(Path file, Path output, int costPercent, LongConsumer progress) {
    return run(file, output, costPercent, null, progress);
  }

  /**
   * {@link #run(Path, Path, int, LongConsumer)} of a file whose dates may not tell their order.
   *
   * @param dateOrder what dates such as 1/12/2009 begin with, or null for the file to tell
   */
  public static ImportSummary run(
      Path file, Path output, int costPercent, DateOrder dateOrder, LongConsumer progress) {
    try (StagedDirectory directory = StagedDirectory.prepare(output)) {
      OnlineRetailImport run = new OnlineRetailImport(file.getFileName().toString());
      run.read(file, DateOrder.of(file, dateOrder), progress);
      try {
        ImportSummary summary = run.write(directory.path(), costPercent);
        directory.publish();
        return summary;
      } catch (IOException e) {
        throw new CommandFailure("The output cannot be written: " + Causes.of(e) + ".", e);
      }
    }
  }

  // ---- reading

  private void read(Path file, DateOrder dateOrder, LongConsumer progress) {
    try (LineReader lines = new LineReader(file)) {
      LineParser parser = new LineParser(lines.next(), dateOrder);
      for (String raw = lines.next(); raw != null; raw = lines.next()) {
        accounting.read();
        long number = lines.lineNumber();
        try {
          take(parser.parse(number, raw));
        } catch (MalformedRecordException e) {
          reject(number, raw, e.reason(), e.getMessage());
        }
        if (number % 50_000 == 0) {
          progress.accept(number - 1);
        }
      }
    }
  }

  private void take(RetailLine line) throws MalformedRecordException {
    repeats.passed(line);
    String nonGoods = NonGoods.group(line.sku());
    if (nonGoods != null) {
      accounting.leftOut(nonGoods);
      if (line.priceMinor() > 0 && !line.cancellation()) {
        billed.add(line.invoice());
      }
      return;
    }
    requirePlausible(line);
    Invoice invoice =
        invoices.computeIfAbsent(
            new InvoiceKey(line.invoice(), line.cancellation()), key -> new Invoice(line));
    if (!Objects.equals(invoice.customer(), line.customer())) {
      throw new MalformedRecordException(
          DeadLetterReason.INVALID_VALUE, "another customer than in the invoice's first line");
    }
    if (repeats.has(invoice, line)) {
      accounting.leftOut(REPEATED);
      return;
    }
    invoice.add(line);
  }

  private static void requirePlausible(RetailLine line) throws MalformedRecordException {
    if (line.priceMinor() < 0) {
      throw new MalformedRecordException(
          DeadLetterReason.INVALID_VALUE, "goods at a price below zero");
    }
    if (line.cancellation()) {
      if (line.quantity() >= 0) {
        throw new MalformedRecordException(
            DeadLetterReason.INVALID_VALUE, "a cancellation without a quantity below zero");
      }
    } else if (line.quantity() < 0) {
      throw new MalformedRecordException(
          DeadLetterReason.NEGATIVE_QUANTITY,
          line.priceMinor() == 0 && line.customer() == null
              ? "a stock correction: goods taken out without price, customer or cancellation"
              : "a quantity below zero without a cancellation");
    } else if (line.quantity() == 0) {
      throw new MalformedRecordException(DeadLetterReason.INVALID_VALUE, "a quantity of zero");
    }
  }

  private void reject(long number, String raw, DeadLetterReason reason, String detail) {
    accounting.deadLetter(reason + ": " + detail);
    deadLetters.put(
        number,
        DeadLetter.newBuilder()
            .setStream(STREAM)
            .setOrigin(source + ":" + number)
            .setReason(reason)
            .setDetail(detail)
            .setPayload(ByteBuffer.wrap(raw.getBytes(StandardCharsets.ISO_8859_1)))
            .build());
  }

  // ---- writing

  private ImportSummary write(Path directory, int costPercent) throws IOException {
    List<Purchase> purchases = new ArrayList<>();
    List<ProductReturn> returns = new ArrayList<>();
    Catalogue catalogue = new Catalogue();
    RetailRecords records = new RetailRecords(accounting);
    for (Invoice invoice : invoices.values().stream().sorted(Invoice.IN_TIME_ORDER).toList()) {
      if (isStockCorrection(invoice)) {
        for (RetailLine line : invoice.lines()) {
          reject(
              line.number(),
              line.raw(),
              DeadLetterReason.INVALID_VALUE,
              "a stock correction: an invoice without customer or any price");
        }
        continue;
      }
      catalogue.note(invoice);
      if (invoice.isCancellation()) {
        returns.addAll(records.returns(invoice));
      } else {
        purchases.add(records.purchase(invoice));
      }
    }
    accounting.requireBalance();

    List<Product> products = catalogue.products(costPercent);
    purchases.sort(
        Comparator.comparing(Purchase::getEventTime).thenComparing(Purchase::getEventId));
    returns.sort(
        Comparator.comparing(ProductReturn::getEventTime).thenComparing(ProductReturn::getEventId));
    products.sort(Comparator.comparing(Product::getEventTime).thenComparing(Product::getEventId));
    writeLines(directory.resolve(InTopic.PURCHASES.file()), purchases);
    writeLines(directory.resolve(InTopic.RETURNS.file()), returns);
    writeLines(directory.resolve(InTopic.PRODUCTS.file()), products);
    writeLines(directory.resolve(OutTopic.DEAD_LETTERS.file()), deadLetters.values());
    ImportSummary summary = summary(costPercent, purchases, returns, products);
    Files.writeString(directory.resolve(SUMMARY_FILE), summary.toJson());
    return summary;
  }

  /** Nobody named and nothing paid for: goods found or written off under an order's number. */
  private boolean isStockCorrection(Invoice invoice) {
    return !invoice.isCancellation()
        && invoice.customer() == null
        && !invoice.isPaid()
        && !billed.contains(invoice.id());
  }

  private ImportSummary summary(
      int costPercent,
      List<Purchase> purchases,
      List<ProductReturn> returns,
      List<Product> products) {
    long guests =
        purchases.stream().filter(p -> p.getActor().getKind() != ActorKind.CUSTOMER).count();
    long customers =
        invoices.values().stream()
            .map(Invoice::customer)
            .filter(Objects::nonNull)
            .distinct()
            .count();
    List<Long> times =
        Stream.concat(
                purchases.stream().map(Purchase::getEventTime),
                returns.stream().map(ProductReturn::getEventTime))
            .map(Instant::toEpochMilli)
            .sorted()
            .toList();
    return new ImportSummary(
        source,
        costPercent,
        accounting,
        purchases.size(),
        guests,
        customers,
        returns.size(),
        products.size(),
        Catalogue.families(products),
        times.isEmpty() ? "nothing" : IsoTime.format(times.get(0)),
        times.isEmpty() ? "nothing" : IsoTime.format(times.get(times.size() - 1)));
  }

  private static void writeLines(Path file, Iterable<? extends SpecificRecord> records)
      throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      for (SpecificRecord record : records) {
        out.write(JsonRecords.write(record));
        out.write('\n');
      }
    }
  }
}
