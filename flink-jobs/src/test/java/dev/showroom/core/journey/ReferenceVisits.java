package dev.showroom.core.journey;

import static dev.showroom.core.Facts.DAY;

import dev.showroom.core.fact.Bought;
import dev.showroom.core.fact.Browse;
import dev.showroom.core.fact.VisitStep;
import dev.showroom.core.journey.ReferenceLife.Candidate;
import dev.showroom.core.journey.ReferenceLife.Key;
import dev.showroom.core.journey.ReferenceView.Stay;
import dev.showroom.schemas.BrowseAction;
import dev.showroom.schemas.VisitAction;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;

/** What is suspicious about visits, by the patterns' definitions. */
final class ReferenceVisits {
  private static final Set<BrowseAction> LOOKS_FOR_THE_PRICE =
      EnumSet.of(BrowseAction.COMPARE, BrowseAction.BARCODE_SCAN, BrowseAction.PRICE_MATCH_REQUEST);

  private final ReferenceView view;
  private final LongFunction<ReferenceRules> rulesAt;
  private final LongPredicate isAskedAbout;
  private final Consumer<Candidate> found;

  /**
   * @param isAskedAbout whether something of this time can have become suspicious just now
   */
  ReferenceVisits(
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
    for (Stay stay : view.stays.stream().sorted(Comparator.comparingLong(Stay::close)).toList()) {
      if (isAskedAbout.test(stay.close()) && stay.enter() >= view.now - 29 * DAY) {
        for (String family : families(stay)) {
          researchInspectLeave(stay, family);
        }
        for (String family : families(stay)) {
          storeHop(stay, family);
        }
        adviceDrain(stay);
      }
    }
    for (Browse browse : view.browsing) {
      if (isAskedAbout.test(browse.time()) && browse.sku() != null) {
        for (Stay stay : view.stays) {
          priceCheck(stay, browse);
        }
      }
    }
  }

  private Set<String> families(Stay stay) {
    Set<String> families = new TreeSet<>();
    for (VisitStep step : stay.steps()) {
      if (ReferenceView.isInspection(step) && step.sku() != null) {
        families.add(view.family(step.sku(), step.time()));
      }
    }
    return families;
  }

  private void researchInspectLeave(Stay stay, String family) {
    List<VisitStep> inspections =
        view.inspections(stay.steps(), family, stay.enter(), stay.close());
    int seconds = inspections.stream().mapToInt(VisitStep::seconds).sum();
    boolean inspected = inspections.size() >= 2 || seconds >= 120;
    boolean bought = !view.orders(family, stay.enter(), stay.close()).isEmpty();
    // A purchase answers the research before it.
    long answered = Long.MIN_VALUE;
    for (Bought before : view.orders(family, Long.MIN_VALUE, stay.enter() - 1)) {
      answered = Math.max(answered, before.time());
    }
    List<Browse> research =
        view.research(family, Math.max(stay.enter() - 14 * DAY, answered), stay.enter() - 1);
    ReferenceRules rules = rulesAt.apply(stay.close());
    if (inspected
        && !bought
        && research.size() >= rules.minResearch()
        && !view.isExcused(family, stay.close())) {
      Set<String> evidence = ReferenceView.idsOf(research);
      evidence.addAll(ReferenceView.idsOf(inspections));
      found.accept(
          new Candidate(
                  new Key("RESEARCH_INSPECT_LEAVE", family, stay.id()), stay.close(), evidence)
              .spanning(stay.enter(), stay.close())
              .clearedFrom(stay.enter(), stay.close() + rules.confirmAfter()));
    }
  }

  private void storeHop(Stay stay, String family) {
    List<VisitStep> inspections =
        view.inspections(view.steps, family, stay.close() - 7 * DAY, stay.close());
    long stores = inspections.stream().map(VisitStep::storeId).distinct().count();
    if (stores >= rulesAt.apply(stay.close()).minStores()
        && view.orders(family, stay.close() - 7 * DAY, stay.close()).isEmpty()
        && !view.isExcused(family, stay.close())) {
      found.accept(
          new Candidate(
                  new Key("STORE_HOP", family, stay.id()),
                  stay.close(),
                  ReferenceView.idsOf(inspections))
              .spanning(stay.enter(), stay.close())
              .clearedFrom(stay.enter(), stay.close() + 7 * DAY)
              .coolingDown(7 * DAY));
    }
  }

  private void adviceDrain(Stay stay) {
    int visits = 0;
    int seconds = 0;
    for (Stay other : view.stays) {
      boolean within = other.close() >= stay.close() - 30 * DAY && other.close() <= stay.close();
      boolean bought = !view.orders("", other.enter(), other.close()).isEmpty();
      if (within && isAdvised(other) && !bought) {
        visits++;
        for (VisitStep step : other.steps()) {
          seconds += step.action() == VisitAction.ASSIST ? step.seconds() : 0;
        }
      }
    }
    if (isAdvised(stay) && visits >= 3 && seconds >= 30 * 60 && !view.isExcused("", stay.close())) {
      List<VisitStep> advice =
          view.inspections(view.steps, "", stay.close() - 30 * DAY, stay.close()).stream()
              .filter(step -> step.action() == VisitAction.ASSIST)
              .toList();
      found.accept(
          new Candidate(
                  new Key("ADVICE_DRAIN", "", stay.id()), stay.close(), ReferenceView.idsOf(advice))
              .spanning(stay.enter(), stay.close())
              .advisedIn(stay.store(), stay.close() + 7 * DAY)
              .coolingDown(30 * DAY));
    }
  }

  private static boolean isAdvised(Stay stay) {
    return stay.steps().stream().anyMatch(step -> step.action() == VisitAction.ASSIST);
  }

  private void priceCheck(Stay stay, Browse browse) {
    long at = browse.time();
    String family = view.family(browse.sku(), at);
    boolean inThere =
        stay.enter() <= at
            && at <= stay.close()
            && stay.enter() >= view.now - 29 * DAY
            && (browse.storeId() == null || browse.storeId().equals(stay.store()));
    if (!inThere || !LOOKS_FOR_THE_PRICE.contains(browse.action())) {
      return;
    }
    List<VisitStep> before = view.inspections(stay.steps(), family, stay.enter(), at - 1);
    if (before.size() >= rulesAt.apply(at).minInspections()
        && view.orders(family, stay.enter(), at).isEmpty()
        && !view.isExcused(family, at)) {
      Set<String> evidence = ReferenceView.idsOf(before);
      for (Browse other : view.browsing) {
        if (other.time() == at && view.isOf(family, other.sku(), at)) {
          evidence.add(other.eventId());
        }
      }
      found.accept(
          new Candidate(new Key("IN_STORE_PRICE_CHECK", family, stay.id()), at, evidence)
              .spanning(stay.enter(), stay.close())
              .clearedFrom(stay.enter(), stay.close() + 7 * DAY)
              .inVisit(stay.store(), 7 * DAY));
    }
  }
}
