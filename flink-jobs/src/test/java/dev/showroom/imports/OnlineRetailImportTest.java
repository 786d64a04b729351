package dev.showroom.imports;

import static dev.showroom.imports.ImportedFiles.bought;
import static dev.showroom.imports.ImportedFiles.returned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.showroom.schemas.ActorKind;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.DeadLetter;
import dev.showroom.schemas.DeadLetterReason;
import dev.showroom.schemas.Product;
import dev.showroom.schemas.ProductReturn;
import dev.showroom.schemas.Purchase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of line once: {@code orders.csv}. */
class OnlineRetailImportTest {
  @TempDir Path work;
  private Path orders;
  private ImportedFiles imported;

  @BeforeEach
  void importOrders() throws Exception {
    orders = Path.of(getClass().getResource("orders.csv").toURI());
    imported = ImportedFiles.of(orders, work.resolve("out"));
  }

  @Test
  void everyDataLineIsAccountedForOnce() throws Exception {
    Accounting accounting = imported.summary().accounting();
    assertThat(accounting.dataLines()).isEqualTo(Files.readAllLines(orders).size() - 1);
    assertThat(accounting.accountedFor()).isEqualTo(accounting.dataLines());
    assertThat(accounting.orderLines()).isEqualTo(9);
    assertThat(accounting.customerOrderLines()).isEqualTo(6);
    assertThat(accounting.guestOrderLines()).isEqualTo(3);
    assertThat(accounting.returnLines()).isEqualTo(4);
    assertThat(accounting.leftOut())
        .isEqualTo(Map.of("POST", 1L, "M", 1L, "D", 1L, "B", 1L, "GIFT_*", 1L));
    assertThat(accounting.deadLetterLines()).isEqualTo(15);
  }

  @Test
  void theCountsAreThoseOfTheRecordsWritten() throws Exception {
    assertThat(imported.purchases().stream().mapToInt(p -> p.getLines().size()).sum()).isEqualTo(9);
    assertThat(imported.deadLetters()).hasSize(15);
    assertThat(imported.summaryFile().at("/orderLines/total").asLong()).isEqualTo(9);
    assertThat(imported.summaryFile().at("/accountedFor").asLong()).isEqualTo(33);
    assertThat(imported.summaryFile().at("/records/purchases").asLong())
        .isEqualTo(imported.purchases().size());
    assertThat(imported.summary().toTable()).contains("33  accounted for");
  }

  @Test
  void anInvoiceIsOnePurchaseOnlineWithoutItsFees() throws Exception {
    Purchase purchase = imported.purchase("500001");
    assertThat(purchase.getEventId()).isEqualTo("purchase:500001");
    assertThat(purchase.getActor().getKind()).isEqualTo(ActorKind.CUSTOMER);
    assertThat(purchase.getActor().getId()).isEqualTo("c-13085");
    assertThat(purchase.getChannel()).isEqualTo(Channel.ONLINE);
    assertThat(purchase.getLines())
        .containsExactly(bought("79323P", 10, 675), bought("79323W", 4, 675));
  }

  @Test
  void localTimeIsUtcInWinterAndAnHourAheadInSummer() throws Exception {
    assertThat(imported.purchase("500001").getEventTime())
        .isEqualTo(Instant.parse("2010-01-04T09:00:00Z"));
    assertThat(imported.purchase("500002").getEventTime())
        .isEqualTo(Instant.parse("2010-07-05T09:00:00Z"));
  }

  @Test
  void aLineWithoutCustomerIsAGuestsOfThatInvoice() throws Exception {
    Purchase guest = imported.purchase("500003");
    assertThat(guest.getActor().getKind()).isEqualTo(ActorKind.COOKIE);
    assertThat(guest.getActor().getId()).isEqualTo("guest-500003");
  }

  @Test
  void goodsAtPriceZeroBesidePaidOnesBelongToTheOrder() throws Exception {
    assertThat(imported.purchase("500003").getLines()).contains(bought("85042", 1, 0));
  }

  @Test
  void goodsAtPriceZeroForANamedCustomerAreAnOrder() throws Exception {
    assertThat(imported.purchase("500004").getLines()).containsExactly(bought("21232", 5, 0));
  }

  @Test
  void goodsWhoseMoneyIsUnderAManualEntryAreAnOrder() throws Exception {
    assertThat(imported.purchase("500008").getLines()).containsExactly(bought("21116", 2, 0));
  }

  @Test
  void aPriceBelowAPennyIsRoundedAndCounted() throws Exception {
    assertThat(imported.purchase("500005").getLines()).containsExactly(bought("PADS", 6, 0));
    assertThat(imported.summary().accounting().roundedPrices()).isEqualTo(1);
  }

  @Test
  void anInvoiceWithoutCustomerAndAnyPriceIsAStockCorrection() throws Exception {
    DeadLetter found = imported.deadLetter(11);
    assertThat(found.getReason()).isEqualTo(DeadLetterReason.INVALID_VALUE);
    assertThat(found.getDetail()).contains("stock correction");
    DeadLetter lost = imported.deadLetter(10);
    assertThat(lost.getReason()).isEqualTo(DeadLetterReason.NEGATIVE_QUANTITY);
    assertThat(lost.getDetail()).contains("stock correction");
  }

  @Test
  void aDeadLetterHasItsReasonItsLineAndTheLinesOwnBytes() throws Exception {
    assertThat(imported.deadLetters())
        .extracting(DeadLetter::getOrigin, DeadLetter::getReason)
        .containsExactly(
            tuple("orders.csv:10", DeadLetterReason.NEGATIVE_QUANTITY),
            tuple("orders.csv:11", DeadLetterReason.INVALID_VALUE),
            tuple("orders.csv:21", DeadLetterReason.NEGATIVE_QUANTITY),
            tuple("orders.csv:22", DeadLetterReason.INVALID_VALUE),
            tuple("orders.csv:23", DeadLetterReason.INVALID_VALUE),
            tuple("orders.csv:24", DeadLetterReason.INVALID_VALUE),
            tuple("orders.csv:25", DeadLetterReason.INVALID_VALUE),
            tuple("orders.csv:26", DeadLetterReason.SCHEMA_VIOLATION),
            tuple("orders.csv:27", DeadLetterReason.SCHEMA_VIOLATION),
            tuple("orders.csv:28", DeadLetterReason.SCHEMA_VIOLATION),
            tuple("orders.csv:29", DeadLetterReason.TIME_OUT_OF_RANGE),
            tuple("orders.csv:30", DeadLetterReason.MISSING_FIELD),
            tuple("orders.csv:31", DeadLetterReason.SCHEMA_VIOLATION),
            tuple("orders.csv:32", DeadLetterReason.UNDECODABLE),
            tuple("orders.csv:33", DeadLetterReason.UNDECODABLE));
    List<String> lines = Files.readAllLines(orders);
    for (DeadLetter letter : imported.deadLetters()) {
      int number = Integer.parseInt(letter.getOrigin().split(":")[1]);
      assertThat(StandardCharsets.UTF_8.decode(letter.getPayload()).toString())
          .isEqualTo(lines.get(number - 1));
    }
  }

  @Test
  void aQuoteThatIsNeverClosedSpoilsItsOwnLineOnly() throws Exception {
    assertThat(imported.purchase("500025").getLines()).containsExactly(bought("21232", 2, 125));
  }

  @Test
  void aCancellationIsOneReturnForEachOrderThatItUndoes() throws Exception {
    assertThat(imported.returns())
        .extracting(ProductReturn::getEventId, ProductReturn::getOrderId, ProductReturn::getLines)
        .containsExactly(
            tuple("return:C500009:500001", "500001", List.of(returned("79323W", 4, 4 * 675))),
            tuple("return:C500009:500002", "500002", List.of(returned("79323P", 3, 3 * 675))),
            tuple("return:C500009:C500009", "C500009", List.of(returned("79323W", 5, 5 * 675))),
            tuple("return:C500010:C500010", "C500010", List.of(returned("21232", 1, 125))),
            tuple("return:C500011:C500011", "C500011", List.of(returned("47566", 2, 930))));
    Accounting accounting = imported.summary().accounting();
    assertThat(accounting.returnLines(Accounting.Match.ONE_ORDER)).isEqualTo(1);
    assertThat(accounting.returnLines(Accounting.Match.PARTLY)).isEqualTo(1);
    assertThat(accounting.returnLines(Accounting.Match.NO_CUSTOMER)).isEqualTo(1);
    assertThat(accounting.returnLines(Accounting.Match.NO_ORDER)).isEqualTo(1);
  }

  @Test
  void aProductIsThereFromItsFirstUseWithItsMostFrequentPriceAndNoMargin() throws Exception {
    Product product = imported.product("21232");
    assertThat(product.getEventTime()).isEqualTo(Instant.parse("2010-07-05T09:30:00Z"));
    assertThat(product.getPriceMinor()).isEqualTo(125);
    assertThat(product.getCostMinor()).isEqualTo(125);
    assertThat(product.getCategory()).isEqualTo("giftware");
    assertThat(imported.products()).extracting(Product::getSku).doesNotHaveDuplicates();
  }

  @Test
  void variantsShareTheFamilyOfTheirDigits() throws Exception {
    assertThat(imported.product("79323P").getFamily()).isEqualTo("79323");
    assertThat(imported.product("79323W").getFamily()).isEqualTo("79323");
    assertThat(imported.product("21232").getFamily()).isEqualTo("21232");
    assertThat(imported.product("PADS").getFamily()).isEqualTo("PADS");
  }

  @Test
  void theCostIsTheChosenShareOfThePriceRoundedUp() throws Exception {
    OnlineRetailImport.run(orders, work.resolve("cheap"), 55, lines -> {});
    ImportedFiles cheap = new ImportedFiles(work.resolve("cheap"), null);
    assertThat(cheap.product("21232").getCostMinor()).isEqualTo(69); // 68.75
  }

  @Test
  void theSameFileGivesTheSameBytes() throws Exception {
    ImportedFiles.of(orders, work.resolve("again"));
    try (Stream<Path> files = Files.list(work.resolve("out"))) {
      assertThat(files.toList())
          .hasSize(5)
          .allSatisfy(
              file ->
                  assertThat(work.resolve("again").resolve(file.getFileName()))
                      .hasSameBinaryContentAs(file));
    }
  }
}
