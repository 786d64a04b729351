package dev.showroom.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.showroom.schemas.DeadLetter;
import dev.showroom.schemas.Product;
import dev.showroom.schemas.ProductReturn;
import dev.showroom.schemas.Purchase;
import dev.showroom.schemas.PurchaseLine;
import dev.showroom.schemas.ReturnLine;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.JsonRecords;
import dev.showroom.schemas.codec.OutTopic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** Runs an import in a test and reads back what it wrote, as the detector would. */
record ImportedFiles(Path directory, ImportSummary summary) {

  static ImportedFiles of(Path file, Path directory) {
    return new ImportedFiles(directory, OnlineRetailImport.run(file, directory, 100, lines -> {}));
  }

  static PurchaseLine bought(String sku, int quantity, long unitPriceMinor) {
    return new PurchaseLine(sku, quantity, unitPriceMinor, null);
  }

  static ReturnLine returned(String sku, int quantity, long refundMinor) {
    return new ReturnLine(sku, quantity, refundMinor);
  }

  List<Purchase> purchases() throws Exception {
    return read(InTopic.PURCHASES.file(), InTopic.PURCHASES.schema());
  }

  Purchase purchase(String orderId) throws Exception {
    return purchases().stream().filter(p -> p.getOrderId().equals(orderId)).findFirst().get();
  }

  List<ProductReturn> returns() throws Exception {
    return read(InTopic.RETURNS.file(), InTopic.RETURNS.schema());
  }

  List<Product> products() throws Exception {
    return read(InTopic.PRODUCTS.file(), InTopic.PRODUCTS.schema());
  }

  Product product(String sku) throws Exception {
    return products().stream().filter(p -> p.getSku().equals(sku)).findFirst().get();
  }

  List<DeadLetter> deadLetters() throws Exception {
    return read(OutTopic.DEAD_LETTERS.file(), OutTopic.DEAD_LETTERS.schema());
  }

  DeadLetter deadLetter(int line) throws Exception {
    return deadLetters().stream()
        .filter(d -> d.getOrigin().endsWith(".csv:" + line))
        .findFirst()
        .get();
  }

  JsonNode summaryFile() throws IOException {
    return new ObjectMapper().readTree(directory.resolve("import-summary.json").toFile());
  }

  private <T extends SpecificRecord> List<T> read(String file, Schema schema) throws Exception {
    JsonRecords<T> records = new JsonRecords<>(schema);
    List<T> all = new ArrayList<>();
    for (String line : Files.readAllLines(directory.resolve(file))) {
      all.add(records.read(line.getBytes(StandardCharsets.UTF_8)));
    }
    return all;
  }
}
