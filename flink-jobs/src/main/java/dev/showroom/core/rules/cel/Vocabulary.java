package dev.showroom.core.rules.cel;

import static dev.showroom.core.rules.Trigger.ACCESSORY;
import static dev.showroom.core.rules.Trigger.ALERT;
import static dev.showroom.core.rules.Trigger.BROWSE;
import static dev.showroom.core.rules.Trigger.LINE_RETURN;
import static dev.showroom.core.rules.Trigger.PURCHASE;
import static dev.showroom.core.rules.Trigger.RETURN;
import static dev.showroom.core.rules.Trigger.TRIAL;
import static dev.showroom.core.rules.Trigger.VISIT_BROWSE;
import static dev.showroom.core.rules.Trigger.VISIT_EXIT;

import dev.showroom.core.rules.Selection;
import dev.showroom.core.rules.Trigger;
import dev.showroom.schemas.BrowseAction;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.Referrer;
import dev.showroom.schemas.ReturnCondition;
import dev.showroom.schemas.ReturnReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The names that the expressions of a rule may use, by trigger. */
final class Vocabulary {
  /**
   * @param values what a string can be; empty where it can be anything
   * @param meaning for the documentation
   */
  record Name(
      String name, ValueType type, Set<Trigger> triggers, List<String> values, String meaning) {}

  static final List<Name> NAMES = names();

  private Vocabulary() {}

  static List<Name> of(Trigger trigger) {
    return NAMES.stream().filter(name -> name.triggers().contains(trigger)).toList();
  }

  /** Null where there is none. */
  static Name find(String name) {
    return NAMES.stream().filter(known -> known.name().equals(name)).findFirst().orElse(null);
  }

  /** What a field of a kind of fact can be; empty for anything, null where the kind lacks it. */
  static List<String> valuesOf(Selection.Kind kind, String field) {
    return switch (kind + "." + field) {
      case "BROWSING.action" -> constants(BrowseAction.class);
      case "BROWSING.referrer" -> constants(Referrer.class);
      case "INSPECTIONS.action" -> List.of("DEMO", "TRY_ON", "ASSIST", "SCAN");
      case "ORDERS.channel" -> constants(Channel.class);
      case "RETURNS.reason" -> constants(ReturnReason.class);
      case "RETURNS.condition" -> constants(ReturnCondition.class);
      case "BROWSING.store",
          "INSPECTIONS.store",
          "VISITS.store",
          "ORDERS.store",
          "RETURNS.store",
          "ALERTS.pattern" ->
          List.of();
      default -> null;
    };
  }

  /** What {@code distinct} may be asked of a kind of fact. */
  static List<String> distinctFields(Selection.Kind kind) {
    List<String> fields = new ArrayList<>();
    for (String field :
        List.of("store", "action", "referrer", "channel", "reason", "condition", "pattern")) {
      if (valuesOf(kind, field) != null) {
        fields.add(field);
      }
    }
    fields.addAll(List.of("sku", "family", "day"));
    return fields;
  }

  private static <E extends Enum<E>> List<String> constants(Class<E> type) {
    return Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
  }

  private static List<Name> names() {
    List<Name> all = new ArrayList<>();
    Set<Trigger> any = EnumSet.allOf(Trigger.class);
    add(all, any, "at", ValueType.TIMESTAMP, "the moment that the rule is asked about");
    add(all, any, "browsing", ValueType.BROWSING, "browsing of any action, within the level");
    add(
        all,
        any,
        "research",
        ValueType.BROWSING,
        "VIEW, SEARCH, COMPARE, STOCK_CHECK, WISHLIST_ADD and CART_ADD, within the level");
    add(
        all,
        any,
        "inspections",
        ValueType.INSPECTIONS,
        "DEMO, TRY_ON, ASSIST and SCAN in a store, within the level");
    add(all, any, "orders", ValueType.ORDERS, "own purchases in any channel, within the level");
    add(all, any, "returns", ValueType.RETURNS, "returns, within the level");
    add(all, any, "all.browsing", ValueType.BROWSING, "all browsing of the customer");
    add(all, any, "all.research", ValueType.BROWSING, "all research of the customer");
    add(all, any, "all.inspections", ValueType.INSPECTIONS, "all inspections of the customer");
    add(all, any, "all.orders", ValueType.ORDERS, "all orders of the customer");
    add(
        all,
        any,
        "household.orders",
        ValueType.ORDERS,
        "orders by other members of the household: time and skus are all that is told of them");
    add(all, any, "all.returns", ValueType.RETURNS, "all returns of the customer");
    add(all, any, "visits", ValueType.VISITS, "all visits of the customer that have ended");
    add(all, any, "alerts", ValueType.ALERTS, "alerts about the customer");
    add(
        all,
        any,
        "scope.price",
        ValueType.INT,
        "list price of the sku, minor units; 0 where unknown");
    add(all, any, "scope.category", ValueType.STRING, "its category; '' where unknown");
    add(all, any, "scope.family", ValueType.STRING, "its family; '' where there is none");

    Set<Trigger> visit = EnumSet.of(VISIT_EXIT, VISIT_BROWSE);
    add(all, visit, "visit.enter", ValueType.TIMESTAMP, "when the visit began");
    add(
        all,
        visit,
        "visit.exit",
        ValueType.TIMESTAMP,
        "when it ended; of visit.browse as far as is known then");
    add(all, visit, "visit.store", ValueType.STRING, "the store's id");
    add(
        all,
        visit,
        "visit.inspections",
        ValueType.INSPECTIONS,
        "inspections in this visit, within the level");

    Set<Trigger> browse = EnumSet.of(VISIT_BROWSE, BROWSE);
    add(all, browse, "browse.action", constants(BrowseAction.class), "what was done");
    add(
        all,
        browse,
        "browse.referrer",
        with("", constants(Referrer.class)),
        "where the person came from; '' where unknown");

    Set<Trigger> purchase = EnumSet.of(PURCHASE, ACCESSORY);
    add(all, purchase, "purchase.channel", constants(Channel.class), "the channel");
    add(
        all,
        purchase,
        "purchase.store",
        ValueType.STRING,
        "the store's id; '' where there is none");
    add(
        all,
        purchase,
        "purchase.value",
        ValueType.INT,
        "what was paid within the level, minor units");
    add(all, purchase, "purchase.coupons", ValueType.INT, "coupons redeemed with the order");

    Set<Trigger> line = EnumSet.of(TRIAL, LINE_RETURN);
    add(all, line, "line.boughtAt", ValueType.TIMESTAMP, "when the line was bought");
    add(all, line, "line.trialEnd", ValueType.TIMESTAMP, "when its trial days end");
    add(all, line, "line.channel", constants(Channel.class), "where it was bought");
    add(all, line, "line.units", ValueType.INT, "units bought");
    add(all, line, "line.unitsBack", ValueType.INT, "units of them that came back");
    add(all, line, "line.value", ValueType.INT, "what was paid for the line, minor units");
    add(
        all,
        line,
        "line.returns",
        ValueType.RETURNS,
        "returns of the line; of return.line up to the one that completed it");
    add(
        all,
        line,
        "line.siblingsKept",
        ValueType.INT,
        "units of other skus of the family in the same order that have not come back");
    Set<Trigger> lineReturn = EnumSet.of(LINE_RETURN);
    add(all, lineReturn, "line.returnedAt", ValueType.TIMESTAMP, "when the last unit came back");
    add(all, lineReturn, "line.refund", ValueType.INT, "what that return refunded, minor units");

    Set<Trigger> returned = EnumSet.of(RETURN);
    add(all, returned, "returned.reason", constants(ReturnReason.class), "why it came back");
    add(all, returned, "returned.condition", constants(ReturnCondition.class), "how it came back");
    add(all, returned, "returned.value", ValueType.INT, "what was refunded, minor units");

    add(all, EnumSet.of(ALERT), "alert.pattern", ValueType.STRING, "the pattern that was found");
    return List.copyOf(all);
  }

  private static List<String> with(String first, List<String> rest) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(rest);
    return all;
  }

  private static void add(
      List<Name> all, Set<Trigger> triggers, String name, ValueType type, String meaning) {
    all.add(new Name(name, type, triggers, List.of(), meaning));
  }

  private static void add(
      List<Name> all, Set<Trigger> triggers, String name, List<String> values, String meaning) {
    all.add(new Name(name, ValueType.STRING, triggers, values, meaning));
  }
}
