package dev.showroom.core.detect;

import dev.showroom.core.alert.AlertEntry;
import dev.showroom.core.fact.Bought;
import dev.showroom.core.fact.Browse;
import dev.showroom.core.fact.Returned;
import dev.showroom.core.fact.VisitStep;
import dev.showroom.core.rules.Selection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The selections that conditions start from, so far as they are within a scope. */
final class Selections {
  private Selections() {}

  static Selection browsing(
      Knowledge knowledge, Scope scope, boolean withMachines, boolean researchOnly) {
    List<Items.OfBrowse> items = new ArrayList<>();
    for (Browse browse : withMachines ? knowledge.browsing() : knowledge.humanBrowsing()) {
      if ((browse.isResearch() || !researchOnly)
          && scope.holds(browse.sku(), browse.time(), knowledge)) {
        items.add(new Items.OfBrowse(browse, knowledge.familyOf(browse.sku(), browse.time())));
      }
    }
    return new FactSelection(Selection.Kind.BROWSING, items);
  }

  static Selection inspections(Knowledge knowledge, Scope scope) {
    return new FactSelection(
        Selection.Kind.INSPECTIONS, inspections(knowledge.steps(), scope, knowledge));
  }

  static List<Items.OfStep> inspections(List<VisitStep> steps, Scope scope, Knowledge knowledge) {
    List<Items.OfStep> items = new ArrayList<>();
    for (VisitStep step : steps) {
      if (step.isInspection() && scope.holds(step.sku(), step.time(), knowledge)) {
        items.add(new Items.OfStep(step, knowledge.familyOf(step.sku(), step.time())));
      }
    }
    return items;
  }

  /** Visits that have ended, in the order of their ends. */
  static Selection visits(Knowledge knowledge) {
    return new FactSelection(
        Selection.Kind.VISITS,
        knowledge.visits().stream()
            .filter(visit -> visit.close() <= knowledge.now())
            .sorted(Comparator.comparingLong(Visit::close).thenComparing(Visit::id))
            .map(visit -> Items.OfVisit.of(visit, knowledge))
            .toList());
  }

  static Selection orders(Knowledge knowledge, Scope scope) {
    List<Items.OfOrder> items = new ArrayList<>();
    for (Bought bought : knowledge.purchases()) {
      List<Bought.Line> lines =
          bought.lines().stream()
              .filter(line -> scope.holds(line.sku(), bought.time(), knowledge))
              .toList();
      if (!lines.isEmpty()) {
        items.add(new Items.OfOrder(bought, lines, knowledge));
      }
    }
    return new FactSelection(Selection.Kind.ORDERS, items);
  }

  /** Orders by other members of the household, of which only skus are told. */
  static Selection householdOrders(Knowledge knowledge) {
    return new FactSelection(
        Selection.Kind.ORDERS,
        knowledge.memberPurchases().stream()
            .map(bought -> new Items.OfMemberOrder(bought, knowledge))
            .toList());
  }

  static Selection returns(Knowledge knowledge, Scope scope) {
    List<Items.OfReturn> items = new ArrayList<>();
    for (Returned returned : knowledge.returns()) {
      List<Returned.Line> lines =
          returned.lines().stream()
              .filter(line -> scope.holds(line.sku(), returned.time(), knowledge))
              .toList();
      if (!lines.isEmpty()) {
        items.add(new Items.OfReturn(returned, lines, knowledge));
      }
    }
    return new FactSelection(Selection.Kind.RETURNS, items);
  }

  static Selection alerts(Knowledge knowledge, boolean withShadows) {
    return new FactSelection(
        Selection.Kind.ALERTS,
        knowledge.alerts().stream()
            .filter(entry -> withShadows || !entry.suspicion().rule().shadow())
            .sorted(
                Comparator.comparingLong(AlertEntry::raisedAt)
                    .thenComparing(entry -> entry.suspicion().alertId()))
            .map(Items.OfAlert::new)
            .toList());
  }
}
