package dev.showroom.core.detect;

import dev.showroom.core.alert.Level;
import dev.showroom.core.fact.Bought;
import dev.showroom.core.fact.Returned;
import dev.showroom.core.rules.Selection;
import dev.showroom.core.rules.Trigger;
import java.time.Instant;
import java.util.List;

/** Anchors about orders and returns. */
final class OrderAnchors {
  private OrderAnchors() {}

  private static Object ofLine(OrderLine line, String name, Scope scope, Knowledge knowledge) {
    return switch (name) {
      case "line.boughtAt" -> Instant.ofEpochMilli(line.boughtAt());
      case "line.trialEnd" -> Instant.ofEpochMilli(line.trialEnd());
      case "line.channel" -> line.order().channel().name();
      case "line.units" -> (long) line.units();
      case "line.unitsBack" -> (long) line.unitsBack();
      case "line.value" -> line.value();
      case "line.returns" ->
          new FactSelection(
              Selection.Kind.RETURNS,
              line.returns().stream()
                  .map(
                      returned ->
                          new Items.OfReturn(
                              returned,
                              returned.lines().stream()
                                  .filter(back -> back.sku().equals(line.sku()))
                                  .toList(),
                              knowledge))
                  .toList());
      case "line.siblingsKept" -> siblingsKept(line, knowledge);
      default -> null;
    };
  }

  /** Units of other skus of the family in the order that were not brought back. */
  private static long siblingsKept(OrderLine line, Knowledge knowledge) {
    String family = knowledge.familyOf(line.sku(), line.boughtAt());
    long kept = 0;
    for (OrderLine other : OrderLine.of(line.order(), knowledge.returns())) {
      if (!other.sku().equals(line.sku())
          && family.equals(knowledge.familyOf(other.sku(), line.boughtAt()))) {
        kept += Math.max(0, other.units() - other.unitsBack());
      }
    }
    return kept;
  }

  record Purchase(Bought order) implements Anchor {
    @Override
    public Trigger trigger() {
      return Trigger.PURCHASE;
    }

    @Override
    public long at() {
      return order.time();
    }

    @Override
    public String key() {
      return order.orderId();
    }

    @Override
    public String eventId() {
      return order.eventId();
    }

    @Override
    public String storeId() {
      return order.storeId();
    }

    @Override
    public String orderId() {
      return order.orderId();
    }

    @Override
    public List<Scope> scopes(Level level, Knowledge knowledge) {
      return Scopes.ofSkus(
          level, order.lines().stream().map(Bought.Line::sku).toList(), at(), knowledge);
    }

    @Override
    public Object valueOf(String name, Scope scope, Knowledge knowledge) {
      return valueOf(order, name, scope, knowledge);
    }

    private static Object valueOf(Bought order, String name, Scope scope, Knowledge knowledge) {
      return switch (name) {
        case "purchase.channel" -> order.channel().name();
        case "purchase.store" -> order.storeId() == null ? "" : order.storeId();
        case "purchase.coupons" -> (long) order.couponIds().size();
        case "purchase.value" ->
            order.lines().stream()
                .filter(line -> scope.holds(line.sku(), order.time(), knowledge))
                .mapToLong(line -> line.quantity() * line.unitPriceMinor())
                .sum();
        default -> null;
      };
    }
  }

  /**
   * An order of an accessory for a family, which is what the rule's scope is, not the accessory.
   */
  record Accessory(Bought order, String sku, String mainFamily) implements Anchor {
    @Override
    public Trigger trigger() {
      return Trigger.ACCESSORY;
    }

    @Override
    public long at() {
      return order.time();
    }

    @Override
    public String key() {
      return order.orderId();
    }

    @Override
    public String eventId() {
      return order.eventId();
    }

    @Override
    public String storeId() {
      return order.storeId();
    }

    @Override
    public String orderId() {
      return order.orderId();
    }

    @Override
    public List<Scope> scopes(Level level, Knowledge knowledge) {
      return level == Level.CUSTOMER
          ? List.of(Scope.customer(sku, mainFamily))
          : List.of(new Scope(Level.FAMILY, mainFamily, null, mainFamily));
    }

    @Override
    public Object valueOf(String name, Scope scope, Knowledge knowledge) {
      return Purchase.valueOf(order, name, scope, knowledge);
    }
  }

  record Trial(OrderLine line) implements Anchor {
    @Override
    public Trigger trigger() {
      return Trigger.TRIAL;
    }

    @Override
    public long at() {
      return line.boughtAt();
    }

    @Override
    public String key() {
      return line.order().orderId() + "/" + line.sku();
    }

    @Override
    public String eventId() {
      return line.order().eventId();
    }

    @Override
    public String storeId() {
      return line.order().storeId();
    }

    @Override
    public String orderId() {
      return line.order().orderId();
    }

    @Override
    public List<Scope> scopes(Level level, Knowledge knowledge) {
      return Scopes.ofSku(level, line.sku(), at(), knowledge);
    }

    @Override
    public Object valueOf(String name, Scope scope, Knowledge knowledge) {
      return ofLine(line, name, scope, knowledge);
    }
  }

  record LineReturn(OrderLine line) implements Anchor {
    @Override
    public Trigger trigger() {
      return Trigger.LINE_RETURN;
    }

    @Override
    public long at() {
      return line.completing().time();
    }

    @Override
    public String key() {
      return line.order().orderId() + "/" + line.sku();
    }

    @Override
    public String eventId() {
      return line.completing().eventId();
    }

    @Override
    public String storeId() {
      return line.order().storeId();
    }

    @Override
    public String orderId() {
      return line.order().orderId();
    }

    @Override
    public List<Scope> scopes(Level level, Knowledge knowledge) {
      return Scopes.ofSku(level, line.sku(), line.boughtAt(), knowledge);
    }

    @Override
    public Object valueOf(String name, Scope scope, Knowledge knowledge) {
      return switch (name) {
        case "line.returnedAt" -> Instant.ofEpochMilli(at());
        case "line.refund" -> line.refund();
        default -> ofLine(line, name, scope, knowledge);
      };
    }
  }

  record Return(Returned returned) implements Anchor {
    @Override
    public Trigger trigger() {
      return Trigger.RETURN;
    }

    @Override
    public long at() {
      return returned.time();
    }

    @Override
    public String key() {
      return returned.eventId();
    }

    @Override
    public String eventId() {
      return returned.eventId();
    }

    @Override
    public String storeId() {
      return returned.storeId();
    }

    @Override
    public String orderId() {
      return returned.orderId();
    }

    @Override
    public List<Scope> scopes(Level level, Knowledge knowledge) {
      return Scopes.ofSkus(
          level, returned.lines().stream().map(Returned.Line::sku).toList(), at(), knowledge);
    }

    @Override
    public Object valueOf(String name, Scope scope, Knowledge knowledge) {
      return switch (name) {
        case "returned.reason" -> returned.reason().name();
        case "returned.condition" -> returned.condition().name();
        case "returned.value" ->
            returned.lines().stream()
                .filter(line -> scope.holds(line.sku(), returned.time(), knowledge))
                .mapToLong(Returned.Line::refundMinor)
                .sum();
        default -> null;
      };
    }
  }
}
