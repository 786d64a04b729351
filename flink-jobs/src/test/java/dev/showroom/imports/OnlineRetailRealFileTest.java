package dev.showroom.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.schemas.ProductReturn;
import dev.showroom.schemas.Purchase;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole first year, where it is at hand. */
class OnlineRetailRealFileTest {
  @TempDir Path work;

  @Test
  void everyLineOfTheYearIsAccountedForAndNoMoreIsReturnedThanWasBought() throws Exception {
    Optional<Path> file = RealFile.find();
    Assumptions.assumeTrue(file.isPresent(), "the data is not here");
    ImportedFiles imported = ImportedFiles.of(file.get(), work.resolve("out"));

    Accounting accounting = imported.summary().accounting();
    assertThat(accounting.dataLines()).isEqualTo(502_938);
    assertThat(accounting.accountedFor()).isEqualTo(502_938);
    assertThat(imported.deadLetters()).hasSize((int) accounting.deadLetterLines());

    Map<String, Purchase> byOrder = new HashMap<>();
    Map<String, Long> left = new HashMap<>();
    long lines = 0;
    for (Purchase purchase : imported.purchases()) {
      assertThat(byOrder.put(purchase.getOrderId(), purchase)).isNull();
      lines += purchase.getLines().size();
      purchase
          .getLines()
          .forEach(
              line ->
                  left.merge(
                      purchase.getOrderId() + "/" + line.getSku(),
                      (long) line.getQuantity(),
                      Long::sum));
    }
    assertThat(lines).isEqualTo(accounting.orderLines());
    assertThat(imported.returns()).extracting(ProductReturn::getEventId).doesNotHaveDuplicates();
    for (ProductReturn back : imported.returns()) {
      Purchase purchase = byOrder.get(back.getOrderId());
      if (purchase == null) {
        assertThat(back.getEventId())
            .isEqualTo("return:" + back.getOrderId() + ":" + back.getOrderId());
        continue;
      }
      assertThat(purchase.getActor()).isEqualTo(back.getActor());
      assertThat(purchase.getEventTime()).isBeforeOrEqualTo(back.getEventTime());
      back.getLines()
          .forEach(
              line ->
                  assertThat(
                          left.merge(
                              back.getOrderId() + "/" + line.getSku(),
                              (long) -line.getQuantity(),
                              Long::sum))
                      .isNotNegative());
    }
  }
}
