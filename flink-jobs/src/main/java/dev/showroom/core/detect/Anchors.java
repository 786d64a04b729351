package dev.showroom.core.detect;

import dev.showroom.core.alert.AlertEntry;
import dev.showroom.core.alert.Subject;
import dev.showroom.core.fact.Bought;
import dev.showroom.core.fact.Browse;
import dev.showroom.core.fact.Returned;
import dev.showroom.core.fact.VisitStep;
import dev.showroom.core.rules.Level;
import dev.showroom.core.rules.Selection;
import dev.showroom.core.rules.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The kinds of anchors, one for each {@link Trigger}. */
final class Anchors {
  private Anchors() {}

  private static Instant instant(long time) {
    return Instant.ofEpochMilli(time);
  }

  private static String text(Object value) {
    return value == null ? "" : value.toString();
  }

  /** Names that all triggers about a visit have. */
  private static Object ofVisit(Visit visit, String name, Scope scope, Knowledge knowledge) {
    return switch (name) {
      case "visit.enter" -> instant(visit.enter());
      case "visit.exit" -> instant(visit.close());
      case "visit.store" -> visit.storeId();
      case "visit.inspections" ->
          new FactSelection(
              Selection.Kind.INSPECTIONS, Selections.inspections(visit.steps(), scope, knowledge));
      default -> null;
    };
  }

  private static Object ofLine(OrderLine line, String name, Scope scope, Knowledge knowledge) {
    return switch (name) {
      case "line.boughtAt" -> instant(line.boughtAt());
      case "line.trialEnd" -> instant(line.trialEnd());
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

  record Exit(Visit visit) implements Anchor {
    @Override
    public Trigger trigger() {
      return Trigger.VISIT_EXIT;
    }

    @Override
    public long at() {
      return visit.close();
    }

    @Override
    public String key() {
      return visit.id();
    }

    @Override
    public long from() {
      return visit.enter();
    }

    @Override
    public String eventId() {
      return visit.id();
    }

    @Override
    public String storeId() {
      return visit.storeId();
    }

    @Override
    public List<Scope> scopes(Level level, Knowledge knowledge) {
      if (level == Level.CUSTOMER) {
        return List.of(Scope.customer(null, null));
      }
      Map<String, Map<String, Integer>> secondsBySku = new TreeMap<>();
      for (VisitStep step : visit.steps()) {
        String value =
            step.isInspection() ? Scopes.valueOf(level, step.sku(), step.time(), knowledge) : null;
        if (value != null) {
          secondsBySku
              .computeIfAbsent(value, any -> new TreeMap<>())
              .merge(step.sku(), step.seconds() + 1, Integer::sum);
        }
      }
      List<Scope> scopes = new ArrayList<>(secondsBySku.size());
      secondsBySku.forEach(
          (value, skus) -> {
            String sku = longest(skus);
            String family = level == Level.FAMILY ? value : knowledge.familyOf(sku, at());
            scopes.add(new Scope(level, value, sku, family));
          });
      return scopes;
    }

    /** The sku that was looked at longest stands for the scope. */
    private static String longest(Map<String, Integer> secondsBySku) {
      String best = null;
      for (Map.Entry<String, Integer> entry : secondsBySku.entrySet()) {
        if (best == null || entry.getValue() > secondsBySku.get(best)) {
          best = entry.getKey();
        }
      }
      return best;
    }

    @Override
    public Object valueOf(String name, Scope scope, Knowledge knowledge) {
      return ofVisit(visit, name, scope, knowledge);
    }
  }

  record During(Visit visit, Browse browse) implements Anchor {
    @Override
    public Trigger trigger() {
      return Trigger.VISIT_BROWSE;
    }

    @Override
    public long at() {
      return browse.time();
    }

    @Override
    public String key() {
      return visit.id();
    }

    @Override
    public long from() {
      return visit.enter();
    }

    @Override
    public long to() {
      return visit.close();
    }

    @Override
    public String eventId() {
      return browse.eventId();
    }

    @Override
    public String storeId() {
      return visit.storeId();
    }

    @Override
    public List<Scope> scopes(Level level, Knowledge knowledge) {
      return Scopes.ofSku(level, browse.sku(), at(), knowledge);
    }

    @Override
    public Object valueOf(String name, Scope scope, Knowledge knowledge) {
      Object ofBrowse = Browsing.valueOf(browse, name);
      return ofBrowse != null ? ofBrowse : ofVisit(visit, name, scope, knowledge);
    }
  }

  record Browsing(Browse browse) implements Anchor {
    @Override
    public Trigger trigger() {
      return Trigger.BROWSE;
    }

    @Override
    public long at() {
      return browse.time();
    }

    @Override
    public String key() {
      return browse.eventId();
    }

    @Override
    public String eventId() {
      return browse.eventId();
    }

    @Override
    public String storeId() {
      return browse.storeId();
    }

    @Override
    public List<Scope> scopes(Level level, Knowledge knowledge) {
      return Scopes.ofSku(level, browse.sku(), at(), knowledge);
    }

    @Override
    public Object valueOf(String name, Scope scope, Knowledge knowledge) {
      return valueOf(browse, name);
    }

    private static Object valueOf(Browse browse, String name) {
      return switch (name) {
        case "browse.action" -> browse.action().name();
        case "browse.referrer" -> text(browse.referrer());
        default -> null;
      };
    }
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
        case "purchase.store" -> text(order.storeId());
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
        case "line.returnedAt" -> instant(at());
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

  /**
   * An alert.
   *
   * @param at when it was raised
   */
  record Raised(AlertEntry alert, long at) implements Anchor {
    Raised(AlertEntry alert) {
      this(alert, alert.raisedAt());
    }

    private Subject subject() {
      return alert.suspicion().subject();
    }

    @Override
    public Trigger trigger() {
      return Trigger.ALERT;
    }

    @Override
    public String key() {
      return alert.suspicion().alertId();
    }

    @Override
    public String eventId() {
      return subject().eventId();
    }

    @Override
    public String storeId() {
      return subject().storeId();
    }

    @Override
    public List<Scope> scopes(Level level, Knowledge knowledge) {
      return Scopes.ofSku(level, subject().sku(), subject().at(), knowledge);
    }

    @Override
    public Object valueOf(String name, Scope scope, Knowledge knowledge) {
      return name.equals("alert.pattern") ? alert.suspicion().rule().pattern() : null;
    }
  }
}
