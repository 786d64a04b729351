package dev.showroom.imports;

import static dev.showroom.imports.ImportedFiles.bought;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.showroom.common.CommandFailure;
import dev.showroom.schemas.DeadLetter;
import dev.showroom.schemas.DeadLetterReason;
import dev.showroom.schemas.ProductReturn;
import dev.showroom.schemas.Purchase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The headers, dates and encodings in which the data goes round. */
class OnlineRetailFormsTest {
  private static final String SECOND_EDITION =
      "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country\n";
  private static final String FIRST_EDITION =
      "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";

  @TempDir Path work;

  @Test
  void theArchivesSecondEditionIsRead() throws Exception {
    ImportedFiles imported =
        importText(
            SECOND_EDITION
                + "489434,85048,\"15CM CHRISTMAS GLASS BALL, 20 LIGHTS\",12,2009-12-01"
                + " 07:45:00,6.95,13085.0,United Kingdom\n"
                + "C489449,85048,GLASS BALL,-2,2009-12-01 10:33:00,6.95,13085.0,United Kingdom\n");
    Purchase purchase = imported.purchases().get(0);
    assertThat(purchase.getActor().getId()).isEqualTo("c-13085");
    assertThat(purchase.getLines()).containsExactly(bought("85048", 12, 695));
    assertThat(imported.returns()).extracting(ProductReturn::getOrderId).containsExactly("489434");
  }

  @ParameterizedTest
  @CsvSource({
    "12/1/2010 8:26, 12/13/2010 8:26",
    "12/1/10 8:26, 12/13/10 8:26",
    "01/12/2010 08:26, 13/12/2010 08:26",
    "01.12.2010 08:26:00, 13.12.2010 08:26:00",
    "01-12-2010 08:26, 13-12-2010 08:26",
    "2010-12-01 08:26:00, 13/12/2010 08:26"
  })
  void oneDateThatTellsTheOrderTellsItOfAll(String first, String telling) throws Exception {
    ImportedFiles imported = importText(FIRST_EDITION + lantern(1, first) + lantern(2, telling));
    assertThat(imported.purchases())
        .extracting(Purchase::getEventTime)
        .containsExactly(
            Instant.parse("2010-12-01T08:26:00Z"), Instant.parse("2010-12-13T08:26:00Z"));
  }

  @Test
  void datesThatDoNotTellTheirOrderAreAskedFor() throws Exception {
    String text = FIRST_EDITION + lantern(1, "12/1/2010 8:26") + lantern(2, "12/12/2010 8:26");
    assertThatThrownBy(() -> importText(text))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("such as 12/1/2010 8:26; say which with --date-order.");
    assertThat(work.resolve("out")).doesNotExist();

    Path file = work.resolve("orders.csv");
    OnlineRetailImport.run(file, work.resolve("day"), 100, DateOrder.DAY_FIRST, lines -> {});
    OnlineRetailImport.run(file, work.resolve("month"), 100, DateOrder.MONTH_FIRST, lines -> {});
    assertThat(work.resolve("day/purchases.jsonl")).content().contains("2010-01-12T08:26:00Z");
    assertThat(work.resolve("month/purchases.jsonl")).content().contains("2010-12-01T08:26:00Z");
  }

  @Test
  void datesThatContradictEachOtherOrTheUserAreRefusedAsAWhole() {
    String dayFirst = FIRST_EDITION + lantern(1, "13/12/2010 08:26");
    assertThatThrownBy(() -> importText(dayFirst + lantern(2, "12/13/2010 08:26")))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("line 2")
        .hasMessageContaining("has the day first and that in line 3 the month");
    assertThatThrownBy(
            () ->
                OnlineRetailImport.run(
                    Files.writeString(work.resolve("o.csv"), dayFirst),
                    work.resolve("out"),
                    100,
                    DateOrder.MONTH_FIRST,
                    lines -> {}))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("are day-first, as that in line 2 shows; leave out --date-order.");
    assertThat(work.resolve("out")).doesNotExist();
  }

  @Test
  void ordersThatBothYearsSheetsHaveAreTakenOnce() throws Exception {
    String december =
        "536365,71053,LANTERN,6,2010-12-01 08:26:00,3.39,17850.0,UK\n"
            + "536365,71053,LANTERN,6,2010-12-01 08:26:00,3.39,17850.0,UK\n"
            + "C536366,71053,LANTERN,-6,2010-12-02 08:26:00,3.39,17850.0,UK\n";
    String sheets =
        SECOND_EDITION
            + "489434,85048,GLASS BALL,12,2009-12-01 07:45:00,6.95,13085.0,UK\n"
            + december
            + "540000,71053,LANTERN,1,2010-12-09 20:01:00,3.39,13085.0,UK\n"
            + december
            + "536365,85048,GLASS BALL,2,2010-12-01 08:26:00,6.95,17850.0,UK\n"
            + "541000,71053,LANTERN,1,2011-01-04 10:00:00,3.39,13085.0,UK\n";

    ImportedFiles imported = importText(sheets);

    assertThat(imported.purchase("536365").getLines())
        .as("what only the second sheet has is not a repetition")
        .containsExactly(bought("71053", 6, 339), bought("71053", 6, 339), bought("85048", 2, 695));
    assertThat(imported.purchases()).hasSize(4);
    assertThat(imported.returns()).hasSize(1);
    assertThat(imported.summary().accounting().leftOut())
        .containsExactly(Map.entry(OnlineRetailImport.REPEATED, 3L));
    assertThat(imported.summary().accounting().dataLines()).isEqualTo(10);
  }

  private static String lantern(int invoice, String date) {
    return "%d,71053,LANTERN,6,%s,3.39,17850,UK%n".formatted(invoice, date);
  }

  @Test
  void aMissingColumnIsNamed() {
    assertThatThrownBy(() -> importText("Invoice,StockCode,Quantity,InvoiceDate,Price\n"))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("no column Customer ID");
    assertThatThrownBy(() -> importText("a;b;c\n"))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("no column Invoice or InvoiceNo");
  }

  @Test
  void aColumnGivenTwiceIsNamed() {
    assertThatThrownBy(() -> importText("Invoice,InvoiceNo,StockCode\n"))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("InvoiceNo twice");
  }

  @Test
  void aByteOrderMarkWindowsLineEndsAndAMissingLastLineEndAreTaken() throws Exception {
    ImportedFiles imported =
        importText(
            "\uFEFF"
                + SECOND_EDITION.replace("\n", "\r\n")
                + "1,85048,BALL,12,2009-12-01 07:45,6.95,13085,UK\r\n"
                + "2,85048,BALL,12,2009-12-01 07:46,6.95,13085,UK");
    assertThat(imported.purchases()).hasSize(2);
    assertThat(imported.summary().accounting().dataLines()).isEqualTo(2);
  }

  @Test
  void aFileWithAHeaderOnlyGivesNothing() throws Exception {
    ImportedFiles imported = importText(SECOND_EDITION);
    assertThat(imported.purchases()).isEmpty();
    assertThat(imported.summary().accounting().accountedFor()).isZero();
  }

  @Test
  void gzipIsKnownByItsBytesAndNotByItsName() throws Exception {
    Path file = work.resolve("orders.csv");
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write((SECOND_EDITION + "1,85048,B,1,2009-12-01 07:45,1,1,UK\n").getBytes());
    }
    assertThat(ImportedFiles.of(file, work.resolve("out")).purchases()).hasSize(1);
  }

  @Test
  void bytesThatAreNotUtf8ComeBackAsTheyWere() throws Exception {
    byte[] line =
        "1,85048,CAF\u00C9,many,2009-12-01 07:45,1,1,UK".getBytes(StandardCharsets.ISO_8859_1);
    Path file = work.resolve("orders.csv");
    Files.write(file, SECOND_EDITION.getBytes());
    Files.write(file, line, StandardOpenOption.APPEND);
    DeadLetter letter = ImportedFiles.of(file, work.resolve("out")).deadLetters().get(0);
    assertThat(letter.getPayload().array()).isEqualTo(line);
  }

  @Test
  void anEmptyLineIsADeadLetter() throws Exception {
    ImportedFiles imported = importText(SECOND_EDITION + "\n");
    assertThat(imported.deadLetters())
        .extracting(DeadLetter::getReason)
        .containsExactly(DeadLetterReason.UNDECODABLE);
  }

  @Test
  void aLineReadWithQuotesAndOneWithoutGiveTheSame() throws Exception {
    LineParser parser = new LineParser(SECOND_EDITION.strip(), DateOrder.MONTH_FIRST);
    RetailLine plain = parser.parse(2, "1, 47503j ,B,1,2009-12-01 07:45,1.255,1,UK");
    RetailLine quoted = parser.parse(2, "\"1\",\" 47503j \",B,1,\"2009-12-01 07:45\",1.255,1,UK");
    assertThat(plain).usingRecursiveComparison().ignoringFields("raw").isEqualTo(quoted);
    assertThat(plain.sku()).isEqualTo("47503J");
    assertThat(plain.priceMinor()).isEqualTo(126);
    assertThat(plain.priceRounded()).isTrue();
  }

  private ImportedFiles importText(String text) throws IOException {
    Path file = Files.writeString(work.resolve("orders.csv"), text, StandardCharsets.UTF_8);
    return ImportedFiles.of(file, work.resolve("out"));
  }
}
