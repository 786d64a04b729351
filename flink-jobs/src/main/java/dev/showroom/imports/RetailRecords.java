package dev.showroom.imports;

import dev.showroom.schemas.Actor;
import dev.showroom.schemas.ActorKind;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.ProductReturn;
import dev.showroom.schemas.Purchase;
import dev.showroom.schemas.PurchaseLine;
import dev.showroom.schemas.ReturnCondition;
import dev.showroom.schemas.ReturnLine;
import dev.showroom.schemas.ReturnReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns invoices into the detector's records; one purchase line for each line of the file. */
final class RetailRecords {
  private final ReturnMatcher matcher = new ReturnMatcher();
  private final Accounting accounting;

  RetailRecords(Accounting accounting) {
    this.accounting = accounting;
  }

  Purchase purchase(Invoice order) {
    List<PurchaseLine> lines = new ArrayList<>(order.lines().size());
    for (RetailLine line : order.lines()) {
      lines.add(new PurchaseLine(line.sku(), line.quantity(), line.priceMinor(), null));
      accounting.ordered(line);
    }
    matcher.bought(order);
    return Purchase.newBuilder()
        .setEventId("purchase:" + order.id())
        .setEventTime(Instant.ofEpochMilli(order.time()))
        .setActor(actor(order))
        .setOrderId(order.id())
        .setChannel(Channel.ONLINE)
        .setLines(lines)
        .build();
  }

  /**
   * One record for each order that the cancellation undoes. What no order was found for goes under
   * the cancellation's own number, which is no purchase's: the customer did send it back, and that
   * counts in what they return.
   */
  Collection<ProductReturn> returns(Invoice cancellation) {
    Map<String, ProductReturn> byOrder = new LinkedHashMap<>();
    for (RetailLine line : cancellation.lines()) {
      Map<String, Integer> undone = matcher.undo(line);
      int unmatched = -line.quantity();
      for (Map.Entry<String, Integer> part : undone.entrySet()) {
        add(byOrder, cancellation, part.getKey(), line, part.getValue());
        unmatched -= part.getValue();
      }
      if (unmatched > 0) {
        add(byOrder, cancellation, cancellation.id(), line, unmatched);
      }
      accounting.returned(line, match(line, undone.size(), unmatched));
    }
    return byOrder.values();
  }

  private static void add(
      Map<String, ProductReturn> byOrder,
      Invoice cancellation,
      String orderId,
      RetailLine line,
      int quantity) {
    byOrder
        .computeIfAbsent(orderId, id -> emptyReturn(cancellation, id))
        .getLines()
        .add(new ReturnLine(line.sku(), quantity, quantity * line.priceMinor()));
  }

  private static ProductReturn emptyReturn(Invoice cancellation, String orderId) {
    return ProductReturn.newBuilder()
        .setEventId("return:" + cancellation.id() + ":" + orderId)
        .setEventTime(Instant.ofEpochMilli(cancellation.time()))
        .setActor(actor(cancellation))
        .setOrderId(orderId)
        .setChannel(Channel.ONLINE)
        .setLines(new ArrayList<>())
        .setReason(ReturnReason.UNKNOWN)
        .setCondition(ReturnCondition.UNKNOWN)
        .build();
  }

  private static Accounting.Match match(RetailLine line, int orders, int unmatched) {
    if (line.customer() == null) {
      return Accounting.Match.NO_CUSTOMER;
    }
    if (orders == 0) {
      return Accounting.Match.NO_ORDER;
    }
    if (unmatched > 0) {
      return Accounting.Match.PARTLY;
    }
    return orders == 1 ? Accounting.Match.ONE_ORDER : Accounting.Match.SEVERAL_ORDERS;
  }

  /**
   * A guest is a cookie that is seen in one invoice only: it says that somebody acted and does not
   * claim that two guests are one person. A card or a device would be a lasting thing that the file
   * does not have.
   */
  private static Actor actor(Invoice invoice) {
    return invoice.customer() == null
        ? new Actor(ActorKind.COOKIE, "guest-" + invoice.id())
        : new Actor(ActorKind.CUSTOMER, "c-" + invoice.customer());
  }
}
