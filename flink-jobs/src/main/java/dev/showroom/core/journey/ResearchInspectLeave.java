package dev.showroom.core.journey;

import dev.showroom.core.History;
import dev.showroom.core.alert.Suspicion;
import dev.showroom.core.fact.Browse;
import dev.showroom.core.fact.VisitStep;
import dev.showroom.core.rules.ShippedThresholds;
import dev.showroom.schemas.codec.IsoTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Researched online, inspected in the store, left without buying. Research that an own purchase of
 * the family has already answered does not count: that sale was kept.
 */
final class ResearchInspectLeave implements Pattern {
  static final String NAME = "RESEARCH_INSPECT_LEAVE";

  /**
   * A visit that began before is not looked at: its first steps may have left the look-back
   * already.
   */
  private static final long LONGEST_VISIT = Duration.ofDays(1).toMillis();

  private static final long LOYALTY_WINDOW = Duration.ofDays(30).toMillis();

  private final ShippedThresholds.ResearchInspectLeave rule;
  private final ShippedThresholds rules;

  ResearchInspectLeave(ShippedThresholds rules) {
    this.rules = rules;
    this.rule = rules.researchInspectLeave();
  }

  @Override
  public void find(Knowledge knowledge, Consumer<Suspicion> found) {
    if (knowledge.browsingCount() < rule.minResearch()) {
      return;
    }
    long oldest = knowledge.now() - History.LOOK_BACK.toMillis() + LONGEST_VISIT;
    for (Visit visit : knowledge.visits()) {
      if (visit.close() > knowledge.now()
          || visit.enter() < oldest
          || knowledge.isStaff(visit.close())) {
        continue;
      }
      inspectionsByFamily(knowledge, visit)
          .forEach((family, steps) -> judge(knowledge, visit, family, steps, found));
    }
  }

  private static Map<String, List<VisitStep>> inspectionsByFamily(
      Knowledge knowledge, Visit visit) {
    Map<String, List<VisitStep>> byFamily = new TreeMap<>();
    for (VisitStep step : visit.steps()) {
      String family = step.isInspection() ? knowledge.familyOf(step.sku(), step.time()) : null;
      if (family != null) {
        byFamily.computeIfAbsent(family, any -> new ArrayList<>()).add(step);
      }
    }
    return byFamily;
  }

  private void judge(
      Knowledge knowledge,
      Visit visit,
      String family,
      List<VisitStep> inspections,
      Consumer<Suspicion> found) {
    int seconds = inspections.stream().mapToInt(VisitStep::seconds).sum();
    boolean inspected =
        inspections.size() >= rule.minInspections() || seconds >= rule.minInspectSeconds();
    if (!inspected
        || knowledge.purchaseOf(family, visit.enter(), visit.close()) != null
        || knowledge.openCase(family, visit.close()) != null) {
      return;
    }
    long from =
        Math.max(
            visit.enter() - rule.researchWindow().toMillis(),
            knowledge.lastPurchaseBefore(family, visit.enter()));
    List<Browse> research = knowledge.research(family, from, visit.enter());
    if (research.size() < rule.minResearch()) {
      return;
    }
    found.accept(suspicion(knowledge, visit, family, inspections, seconds, research));
  }

  private Suspicion suspicion(
      Knowledge knowledge,
      Visit visit,
      String family,
      List<VisitStep> inspections,
      int seconds,
      List<Browse> research) {
    long comparisons = research.stream().filter(Browse::isPriceComparison).count();
    Score score =
        new Score()
            .graded("research.count", research.size(), rule.minResearch(), 400)
            .graded("inspect.actions", inspections.size(), rule.minInspections(), 150)
            .graded("inspect.seconds", seconds, rule.minInspectSeconds(), 150)
            .weighed("research.priceComparisons", comparisons, 2, 150)
            .held("visit.ownPurchases", 0, 1, 150)
            .against(
                "customer.ownOrders30d",
                knowledge.ordersBetween(visit.enter() - LOYALTY_WINDOW, visit.enter()),
                50,
                150);
    List<String> evidence = new ArrayList<>();
    research.forEach(browse -> evidence.add(browse.eventId()));
    inspections.forEach(step -> evidence.add(step.eventId()));
    String sku = longestInspected(inspections);
    long deadline = visit.close() + rule.confirmAfter().toMillis();
    return new Suspicion(
        AlertIds.of(NAME, knowledge.customerId(), family, visit.id()),
        knowledge.customerId(),
        NAME,
        rules.version(),
        family,
        sku,
        visit.storeId(),
        research.get(0).time(),
        visit.enter(),
        deadline,
        score.reasons(),
        score.counterEvidence(),
        List.copyOf(evidence),
        List.of("an own purchase of family " + family + " until " + IsoTime.format(deadline)),
        knowledge.priceOf(sku, visit.close()));
  }

  private static String longestInspected(List<VisitStep> inspections) {
    Map<String, Integer> secondsOf = new TreeMap<>();
    inspections.forEach(step -> secondsOf.merge(step.sku(), step.seconds() + 1, Integer::sum));
    String best = null;
    for (Map.Entry<String, Integer> entry : secondsOf.entrySet()) {
      if (best == null || entry.getValue() > secondsOf.get(best)) {
        best = entry.getKey();
      }
    }
    return best;
  }
}
