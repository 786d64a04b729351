package dev.showroom.imports;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the orders that a cancelled line undoes; the file does not say. Only orders of the same
 * customer and stock code count that are not later than the cancellation, and of these what is not
 * yet returned. First that holds:
 *
 * <ol>
 *   <li>the latest order with enough left at the cancelled price;
 *   <li>the latest order with enough left at any one price;
 *   <li>several orders, the latest first, until the quantity is used up.
 * </ol>
 *
 * What is left then has no order: it was bought before the file begins.
 *
 * <p>Invoices must be given in time order.
 */
final class ReturnMatcher {
  private record Goods(String customer, String sku) {}

  private static final class Open {
    final String orderId;
    final long priceMinor;
    long quantity;

    Open(String orderId, long priceMinor) {
      this.orderId = orderId;
      this.priceMinor = priceMinor;
    }
  }

  /** Newest last. */
  private final Map<Goods, List<Open>> openByGoods = new HashMap<>();

  void bought(Invoice order) {
    if (order.customer() == null) {
      return; // nobody can be told to be the same guest
    }
    for (RetailLine line : order.lines()) {
      List<Open> open =
          openByGoods.computeIfAbsent(
              new Goods(order.customer(), line.sku()), goods -> new ArrayList<>(2));
      openOf(open, order.id(), line.priceMinor()).quantity += line.quantity();
    }
  }

  /** Lines of the same goods at the same price in one order count as one. */
  private static Open openOf(List<Open> open, String orderId, long priceMinor) {
    for (int i = open.size() - 1; i >= 0 && open.get(i).orderId.equals(orderId); i--) {
      if (open.get(i).priceMinor == priceMinor) {
        return open.get(i);
      }
    }
    Open fresh = new Open(orderId, priceMinor);
    open.add(fresh);
    return fresh;
  }

  /**
   * Takes a cancelled line from the orders that it undoes.
   *
   * @return quantity by order id; they add up to less than the line's where orders are missing
   */
  Map<String, Integer> undo(RetailLine line) {
    // Guests' orders were never put in, so that a guest finds none.
    List<Open> open = openByGoods.get(new Goods(line.customer(), line.sku()));
    if (open == null) {
      return Map.of();
    }
    int left = -line.quantity();
    List<Open> sources = sources(open, left, line.priceMinor());
    Map<String, Integer> byOrder = new LinkedHashMap<>();
    for (Open source : sources) {
      int taken = (int) Math.min(left, source.quantity);
      if (taken > 0) {
        source.quantity -= taken;
        left -= taken;
        byOrder.merge(source.orderId, taken, Integer::sum);
      }
    }
    open.removeIf(source -> source.quantity == 0);
    return byOrder;
  }

  private static List<Open> sources(List<Open> open, int quantity, long priceMinor) {
    List<Open> newestFirst = new ArrayList<>(open);
    Collections.reverse(newestFirst);
    List<Open> enough = newestFirst.stream().filter(o -> o.quantity >= quantity).toList();
    return enough.stream()
        .filter(o -> o.priceMinor == priceMinor)
        .findFirst()
        .or(() -> enough.stream().findFirst())
        .map(List::of)
        .orElse(newestFirst);
  }
}
