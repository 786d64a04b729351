package dev.showroom.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

class ReturnMatcherTest {
  private final ReturnMatcher matcher = new ReturnMatcher();

  @Test
  void theLatestOrderWithEnoughIsUndone() {
    bought("1", 5, 100);
    bought("2", 5, 100);
    bought("3", 4, 100);
    assertThat(matcher.undo(cancelled(5, 100))).containsExactly(entry("2", 5));
  }

  @Test
  void anOlderOrderAtThePriceComesBeforeALaterOneAtAnother() {
    bought("1", 5, 100);
    bought("2", 5, 120);
    assertThat(matcher.undo(cancelled(5, 100))).containsExactly(entry("1", 5));
  }

  @Test
  void anOrderWithEnoughAtAnotherPriceComesBeforeSplitting() {
    bought("1", 5, 100);
    bought("2", 9, 120);
    assertThat(matcher.undo(cancelled(6, 100))).containsExactly(entry("2", 6));
  }

  @Test
  void whereNoneHasEnoughSeveralAreUndoneTheLatestFirst() {
    bought("1", 5, 100);
    bought("2", 3, 100);
    assertThat(matcher.undo(cancelled(7, 100))).containsExactly(entry("2", 3), entry("1", 4));
  }

  @Test
  void whatIsReturnedOnceIsNotReturnedAgain() {
    bought("1", 5, 100);
    assertThat(matcher.undo(cancelled(3, 100))).containsExactly(entry("1", 3));
    assertThat(matcher.undo(cancelled(3, 100))).containsExactly(entry("1", 2));
    assertThat(matcher.undo(cancelled(3, 100))).isEmpty();
  }

  @Test
  void linesOfTheSameGoodsAtTheSamePriceInOneOrderCountTogether() {
    bought("1", 9, 100);
    Invoice order = new Invoice(line("2", false, "21232", 3, 100, "13085"));
    for (int i = 0; i < 3; i++) {
      order.add(line("2", false, "21232", 3, 100, "13085"));
    }
    matcher.bought(order);
    assertThat(matcher.undo(cancelled(8, 100))).containsExactly(entry("2", 8));
  }

  @Test
  void anotherCustomersOrderOrOtherGoodsAreNotUndone() {
    bought("1", 5, 100);
    assertThat(matcher.undo(line("C", true, "21232", -1, 100, "14000"))).isEmpty();
    assertThat(matcher.undo(line("C", true, "21233", -1, 100, "13085"))).isEmpty();
  }

  @Test
  void aGuestsCancellationFindsNoOrderOfGuests() {
    Invoice order = new Invoice(line("1", false, "21232", 5, 100, null));
    order.add(line("1", false, "21232", 5, 100, null));
    matcher.bought(order);
    assertThat(matcher.undo(line("C", true, "21232", -1, 100, null))).isEmpty();
  }

  private void bought(String invoice, int quantity, long priceMinor) {
    RetailLine line = line(invoice, false, "21232", quantity, priceMinor, "13085");
    Invoice order = new Invoice(line);
    order.add(line);
    matcher.bought(order);
  }

  private static RetailLine cancelled(int quantity, long priceMinor) {
    return line("C9", true, "21232", -quantity, priceMinor, "13085");
  }

  private static RetailLine line(
      String invoice, boolean cancelled, String sku, int quantity, long price, String customer) {
    return new RetailLine(2, "", 0, invoice, cancelled, sku, quantity, price, false, customer);
  }
}
