package dev.showroom.core.detect;

import dev.showroom.core.catalogue.ProductVersion;
import dev.showroom.core.rules.Scene;
import java.time.Instant;

/** An anchor and a scope of it, in what is known of the customer. */
final class AnchorScene implements Scene {
  private static final Scope ALL = Scope.customer(null, null);

  private final Anchor anchor;
  private final Scope scope;
  private final Knowledge knowledge;
  private final boolean withMachines;
  private final boolean withShadows;

  /**
   * @param withMachines whether browsing at machine speed counts
   * @param withShadows whether alerts that are only to be looked at count
   */
  AnchorScene(
      Anchor anchor, Scope scope, Knowledge knowledge, boolean withMachines, boolean withShadows) {
    this.anchor = anchor;
    this.scope = scope;
    this.knowledge = knowledge;
    this.withMachines = withMachines;
    this.withShadows = withShadows;
  }

  @Override
  public Object valueOf(String name) {
    return switch (name) {
      case "at" -> Instant.ofEpochMilli(anchor.at());
      case "browsing" -> Selections.browsing(knowledge, scope, withMachines, false);
      case "research" -> Selections.browsing(knowledge, scope, withMachines, true);
      case "inspections" -> Selections.inspections(knowledge, scope);
      case "orders" -> Selections.orders(knowledge, scope);
      case "returns" -> Selections.returns(knowledge, scope);
      case "all.browsing" -> Selections.browsing(knowledge, ALL, withMachines, false);
      case "all.research" -> Selections.browsing(knowledge, ALL, withMachines, true);
      case "all.inspections" -> Selections.inspections(knowledge, ALL);
      case "all.orders" -> Selections.orders(knowledge, ALL);
      case "all.returns" -> Selections.returns(knowledge, ALL);
      case "household.orders" -> Selections.householdOrders(knowledge);
      case "visits" -> Selections.visits(knowledge);
      case "alerts" -> Selections.alerts(knowledge, withShadows);
      case "scope.family" -> scope.family() == null ? "" : scope.family();
      case "scope.category" -> {
        String category = knowledge.categoryOf(scope.sku(), anchor.at());
        yield category == null ? "" : category;
      }
      case "scope.price" -> {
        ProductVersion product = knowledge.productOf(scope.sku(), anchor.at());
        yield product == null ? 0L : product.priceMinor();
      }
      default -> {
        Object value = anchor.valueOf(name, scope, knowledge);
        if (value == null) {
          throw new IllegalArgumentException(
              anchor.trigger().text() + " has no '" + name + "' to ask for");
        }
        yield value;
      }
    };
  }
}
