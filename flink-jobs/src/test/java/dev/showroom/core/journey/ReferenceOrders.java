package dev.showroom.core.journey;

import static dev.showroom.core.Facts.DAY;
import static dev.showroom.core.Facts.HOUR;

import dev.showroom.core.fact.Bought;
import dev.showroom.core.fact.Browse;
import dev.showroom.core.fact.Returned;
import dev.showroom.core.fact.VisitStep;
import dev.showroom.core.journey.ReferenceLife.Candidate;
import dev.showroom.core.journey.ReferenceLife.Key;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.ReturnCondition;
import dev.showroom.schemas.ReturnReason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;

/** What is suspicious about orders and returns, by the patterns' definitions. */
final class ReferenceOrders {
  private final ReferenceView view;
  private final LongFunction<ReferenceRules> rulesAt;
  private final LongPredicate isAskedAbout;
  private final Consumer<Candidate> found;

  ReferenceOrders(
      ReferenceView view,
      LongFunction<ReferenceRules> rulesAt,
      LongPredicate isAskedAbout,
      Consumer<Candidate> found) {
    this.view = view;
    this.rulesAt = rulesAt;
    this.isAskedAbout = isAskedAbout;
    this.found = found;
  }

  void find() {
    for (Bought order : view.orders) {
      if (isAskedAbout.test(order.time())) {
        couponFishing(order);
      }
    }
    for (Bought order : view.orders) {
      if (isAskedAbout.test(order.time())) {
        accessoryTrace(order);
      }
    }
    for (Bought order : view.orders) {
      skus(order).forEach(sku -> trialAtRisk(order, sku));
    }
    List<Candidate> returned = new ArrayList<>();
    for (Bought order : view.orders) {
      skus(order).forEach(sku -> trialReturn(order, sku, returned));
    }
    returned.sort(Comparator.comparingLong(Candidate::at));
    returned.forEach(found);
  }

  private static Set<String> skus(Bought order) {
    Set<String> skus = new LinkedHashSet<>();
    order.lines().forEach(line -> skus.add(line.sku()));
    return skus;
  }

  private void couponFishing(Bought order) {
    List<Bought> orders = view.orders("", order.time() - 180 * DAY, order.time());
    List<Bought> with = orders.stream().filter(o -> !o.couponIds().isEmpty()).toList();
    if (!order.couponIds().isEmpty()
        && with.size() >= rulesAt.apply(order.time()).minCoupons()
        && with.size() * 100 >= orders.size() * 80
        && !view.isExcused("", order.time())) {
      found.accept(
          new Candidate(
                  new Key("COUPON_FISHING", "", order.orderId()),
                  order.time(),
                  ReferenceView.idsOf(with))
              .coolingDown(180 * DAY));
    }
  }

  private void accessoryTrace(Bought order) {
    Set<String> families = new TreeSet<>();
    order.lines().forEach(line -> families.addAll(view.accessoryFor(line.sku(), order.time())));
    for (String family : families) {
      List<VisitStep> inspections =
          view.inspections(view.steps, family, order.time() - 30 * DAY, order.time());
      if (!inspections.isEmpty()
          && view.orders(family, Long.MIN_VALUE, order.time()).isEmpty()
          && !view.isExcused(family, order.time())) {
        Set<String> evidence = ReferenceView.idsOf(inspections);
        evidence.addAll(ReferenceView.idsOf(view.orders("", order.time(), order.time())));
        found.accept(
            new Candidate(
                    new Key("ACCESSORY_TRACE", family, order.orderId()), order.time(), evidence)
                .clearedFrom(order.time(), order.time() + 7 * DAY));
      }
    }
  }

  private void trialAtRisk(Bought order, String sku) {
    int days = -1;
    for (Bought.Line line : order.lines()) {
      days = line.sku().equals(sku) ? Math.max(days, line.trialDays()) : days;
    }
    long trialEnd = order.time() + (days < 0 ? 14 : days) * DAY;
    boolean broughtBack =
        view.returns.stream()
            .anyMatch(
                returned ->
                    returned.orderId().equals(order.orderId())
                        && returned.time() >= order.time()
                        && units(returned, sku) > 0);
    if (order.channel() != Channel.STORE || view.now > trialEnd || broughtBack) {
      return;
    }
    String family = view.family(sku, order.time());
    List<Browse> research = view.research(family, order.time() + 24 * HOUR, trialEnd);
    if (research.size() >= rulesAt.apply(order.time()).minTrialResearch()
        && research.stream().anyMatch(ReferenceView::isComparison)
        && !view.isExcused(family, order.time())) {
      Set<String> evidence = ReferenceView.idsOf(view.orders(family, order.time(), order.time()));
      evidence.addAll(ReferenceView.idsOf(research));
      found.accept(
          new Candidate(
                  new Key("TRIAL_AT_RISK", family, order.orderId() + "/" + sku),
                  order.time(),
                  evidence)
              .onTrial(order.orderId(), sku, trialEnd));
    }
  }

  private void trialReturn(Bought order, String sku, List<Candidate> candidates) {
    List<Returned> returns = returnsOf(order, sku);
    if (order.channel() != Channel.STORE || unitsBack(returns, sku) < units(order, sku)) {
      return;
    }
    long at = returns.get(returns.size() - 1).time();
    boolean watched = at <= view.now && view.now <= at + 72 * HOUR;
    if (!watched && !isAskedAbout.test(at)) {
      return;
    }
    String family = view.family(sku, order.time());
    boolean anotherKept = false;
    for (String other : skus(order)) {
      anotherKept |=
          !other.equals(sku)
              && view.family(other, order.time()).equals(family)
              && unitsBack(returnsOf(order, other), other) < units(order, other);
    }
    long within = rulesAt.apply(at).researchWithin();
    List<Browse> research = view.research(family, at - within, at + within);
    if (returns.stream().allMatch(ReferenceOrders::isOfTrial)
        && at - order.time() <= 14 * DAY
        && !anotherKept
        && !research.isEmpty()
        && !view.isExcused(family, at)) {
      Set<String> evidence = ReferenceView.idsOf(view.orders(family, order.time(), order.time()));
      evidence.addAll(ReferenceView.idsOf(research));
      returns.stream()
          .filter(returned -> returned.time() == at)
          .forEach(returned -> evidence.add(returned.eventId()));
      candidates.add(
          new Candidate(new Key("TRIAL_RETURN", family, order.orderId() + "/" + sku), at, evidence)
              .clearedFrom(order.time() + 1, at + 14 * DAY));
    }
  }

  private static boolean isOfTrial(Returned returned) {
    return Set.of(ReturnReason.CHANGED_MIND, ReturnReason.OTHER, ReturnReason.UNKNOWN)
            .contains(returned.reason())
        && returned.condition() != ReturnCondition.SEALED;
  }

  /** Returns of the line up to the one that brings the last unit back. */
  private List<Returned> returnsOf(Bought order, String sku) {
    List<Returned> returns = new ArrayList<>();
    for (Returned returned : view.returns) {
      if (returned.orderId().equals(order.orderId())
          && returned.time() >= order.time()
          && units(returned, sku) > 0
          && unitsBack(returns, sku) < units(order, sku)) {
        returns.add(returned);
      }
    }
    return returns;
  }

  private static int unitsBack(List<Returned> returns, String sku) {
    return returns.stream().mapToInt(returned -> units(returned, sku)).sum();
  }

  private static int units(Bought bought, String sku) {
    return bought.lines().stream()
        .filter(line -> line.sku().equals(sku))
        .mapToInt(Bought.Line::quantity)
        .sum();
  }

  private static int units(Returned returned, String sku) {
    return returned.lines().stream()
        .filter(line -> line.sku().equals(sku))
        .mapToInt(Returned.Line::quantity)
        .sum();
  }
}
