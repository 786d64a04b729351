package dev.showroom.core.journey;

import static dev.showroom.core.Facts.DAY;
import static dev.showroom.core.Facts.HOUR;

import dev.showroom.core.catalogue.Catalogue;
import dev.showroom.core.fact.Bought;
import dev.showroom.core.fact.Browse;
import dev.showroom.core.fact.CaseChanged;
import dev.showroom.core.fact.Fact;
import dev.showroom.core.fact.ProfileStated;
import dev.showroom.core.fact.Returned;
import dev.showroom.core.fact.VisitStep;
import dev.showroom.schemas.AlertStatus;
import dev.showroom.schemas.BrowseAction;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.RetractReason;
import dev.showroom.schemas.ReturnCondition;
import dev.showroom.schemas.ReturnReason;
import dev.showroom.schemas.VisitAction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the alerts should be, found the slow and obvious way: with all facts at hand, every moment
 * at which anything could change is looked at from scratch, by the patterns' definitions. Shares
 * nothing with the code under test but the facts.
 */
final class ReferenceDetector {

  /** One alert: a pattern of a family, about one visit or one line of an order. */
  record Key(String pattern, String family, String anchor) {}

  record Step(AlertStatus status, RetractReason reason, long at) {}

  private record Candidate(long clearFrom, long deadline, Set<String> evidence) {}

  private static final Set<BrowseAction> RESEARCH =
      EnumSet.of(
          BrowseAction.VIEW,
          BrowseAction.SEARCH,
          BrowseAction.COMPARE,
          BrowseAction.STOCK_CHECK,
          BrowseAction.WISHLIST_ADD,
          BrowseAction.CART_ADD);
  private static final Set<VisitAction> INSPECTION =
      EnumSet.of(VisitAction.DEMO, VisitAction.TRY_ON, VisitAction.ASSIST, VisitAction.SCAN);

  private final List<Known> all;
  private final Catalogue catalogue;

  // What is known at the moment that is being looked at.
  private long now;
  private List<Fact> known = List.of();

  ReferenceDetector(List<Known> all, Catalogue catalogue) {
    this.all = all;
    this.catalogue = catalogue;
  }

  Map<Key, List<Step>> lives() {
    Map<Key, List<Step>> lives = new LinkedHashMap<>();
    Map<Key, Candidate> raised = new LinkedHashMap<>();
    for (long moment : moments()) {
      lookAt(moment);
      Map<Key, Candidate> candidates = new LinkedHashMap<>();
      findResearchInspectLeave(candidates);
      findTrialReturn(candidates);

      raised.forEach((key, alert) -> follow(key, alert, lives.get(key)));
      candidates.forEach(
          (key, candidate) -> {
            if (!raised.containsKey(key) && whyCleared(key, candidate) == null) {
              raised.put(key, candidate);
              lives.put(key, new ArrayList<>(List.of(new Step(AlertStatus.SUSPECTED, null, now))));
              follow(key, candidate, lives.get(key));
            }
          });
      Set<String> goneNow = takenAwayNow();
      raised.forEach(
          (key, alert) -> {
            boolean restedOnIt = alert.evidence().stream().anyMatch(goneNow::contains);
            if (restedOnIt && !candidates.containsKey(key) && !isOver(lives.get(key))) {
              lives
                  .get(key)
                  .add(new Step(AlertStatus.RETRACTED, RetractReason.IDENTITY_REVISED, now));
            }
          });
    }
    return lives;
  }

  private TreeSet<Long> moments() {
    TreeSet<Long> moments = new TreeSet<>();
    for (Known fact : all) {
      moments.add(fact.from());
      if (fact.until() != Long.MAX_VALUE) {
        moments.add(fact.until());
      }
      for (long later : new long[] {0, 2 * HOUR, 7 * DAY, 2 * HOUR + 7 * DAY, 14 * DAY}) {
        moments.add(fact.fact().time() + later);
      }
    }
    return moments;
  }

  private void lookAt(long moment) {
    now = moment;
    Set<Fact> facts = new LinkedHashSet<>();
    for (Known fact : all) {
      boolean forgotten =
          (fact.fact() instanceof Browse || fact.fact() instanceof VisitStep)
              && fact.fact().time() < now - 30 * DAY;
      if (fact.from() <= now && now < fact.until() && !forgotten) {
        facts.add(fact.fact());
      }
    }
    known = new ArrayList<>(facts);
    known.sort(
        Comparator.comparingLong(Fact::time)
            .thenComparing(Fact::topic)
            .thenComparing(Fact::eventId));
  }

  /** Facts that end to be the customer's at this very moment. */
  private Set<String> takenAwayNow() {
    Set<String> gone = new LinkedHashSet<>();
    for (Known fact : all) {
      if (fact.until() == now) {
        gone.add(fact.fact().eventId());
      }
    }
    known.forEach(fact -> gone.remove(fact.eventId()));
    return gone;
  }

  private static boolean isOver(List<Step> life) {
    return life.get(life.size() - 1).status() == AlertStatus.RETRACTED;
  }

  private void follow(Key key, Candidate alert, List<Step> life) {
    AlertStatus status = life.get(life.size() - 1).status();
    RetractReason cleared = whyCleared(key, alert);
    if (status == AlertStatus.RETRACTED) {
      return;
    }
    if (cleared != null
        && (status == AlertStatus.SUSPECTED || cleared == RetractReason.SALE_KEPT)) {
      life.add(new Step(AlertStatus.RETRACTED, cleared, now));
    } else if (status == AlertStatus.SUSPECTED && now >= alert.deadline()) {
      life.add(new Step(AlertStatus.CONFIRMED, null, now));
    }
  }

  /** Why nobody should be suspected now, or null. */
  private RetractReason whyCleared(Key key, Candidate alert) {
    for (Bought bought : of(Bought.class)) {
      if (bought.time() >= alert.clearFrom()
          && bought.time() <= alert.deadline()
          && bought.time() <= now
          && holds(bought, key.family())) {
        return RetractReason.SALE_KEPT;
      }
    }
    if (isStaffAt(now)) {
      return RetractReason.STAFF;
    }
    return hasOpenCaseAt(now, key.family()) ? RetractReason.SERVICE_RECOVERY : null;
  }

  // ---- research, inspect, leave
  // --------------------------------------------------------------------------------

  private void findResearchInspectLeave(Map<Key, Candidate> found) {
    for (List<VisitStep> visit : visits()) {
      VisitStep first = visit.get(0);
      VisitStep last = visit.get(visit.size() - 1);
      long enter = first.time();
      long close = last.action() == VisitAction.EXIT ? last.time() : last.time() + 2 * HOUR;
      if (close > now || enter < now - 29 * DAY || isStaffAt(close)) {
        continue;
      }
      Set<String> families = new LinkedHashSet<>();
      for (VisitStep step : visit) {
        if (INSPECTION.contains(step.action()) && step.sku() != null) {
          families.add(catalogue.familyOf(step.sku(), step.time()));
        }
      }
      for (String family : families) {
        Set<String> evidence = new LinkedHashSet<>();
        int actions = 0;
        int seconds = 0;
        for (VisitStep step : visit) {
          if (INSPECTION.contains(step.action())
              && step.sku() != null
              && catalogue.familyOf(step.sku(), step.time()).equals(family)) {
            actions++;
            seconds += step.seconds();
            evidence.add(step.eventId());
          }
        }
        boolean inspected = actions >= 2 || seconds >= 120;
        boolean boughtInVisit = false;
        long answeredAt = Long.MIN_VALUE;
        for (Bought bought : of(Bought.class)) {
          if (holds(bought, family)) {
            boughtInVisit |= bought.time() >= enter && bought.time() <= close;
            if (bought.time() < enter) {
              answeredAt = Math.max(answeredAt, bought.time());
            }
          }
        }
        int research = 0;
        for (Browse browse : of(Browse.class)) {
          if (isResearchOf(browse, family)
              && browse.time() < enter
              && browse.time() >= enter - 14 * DAY
              && browse.time() >= answeredAt) {
            research++;
            evidence.add(browse.eventId());
          }
        }
        if (inspected && !boughtInVisit && research >= 3 && !hasOpenCaseAt(close, family)) {
          found.put(
              new Key("RESEARCH_INSPECT_LEAVE", family, first.eventId()),
              new Candidate(enter, close + 7 * DAY, evidence));
        }
      }
    }
  }

  /** Steps in one store belong together until an EXIT, or a pause of more than two hours. */
  private List<List<VisitStep>> visits() {
    List<List<VisitStep>> visits = new ArrayList<>();
    Set<String> stores = new TreeSet<>();
    of(VisitStep.class).forEach(step -> stores.add(step.storeId()));
    for (String store : stores) {
      VisitStep before = null;
      for (VisitStep step : of(VisitStep.class)) {
        if (step.storeId().equals(store)) {
          if (before == null
              || before.action() == VisitAction.EXIT
              || step.time() - before.time() > 2 * HOUR) {
            visits.add(new ArrayList<>());
          }
          visits.get(visits.size() - 1).add(step);
          before = step;
        }
      }
    }
    return visits;
  }

  // ---- trial return
  // --------------------------------------------------------------------------------------------

  private void findTrialReturn(Map<Key, Candidate> found) {
    for (Bought bought : of(Bought.class)) {
      Set<String> skus = new LinkedHashSet<>();
      bought.lines().forEach(line -> skus.add(line.sku()));
      for (String sku : skus) {
        Returned last = wholeReturn(bought, sku);
        if (bought.channel() != Channel.STORE
            || last == null
            || last.time() < now - 29 * DAY
            || isStaffAt(last.time())) {
          continue;
        }
        String family = catalogue.familyOf(sku, bought.time());
        boolean anotherKept = false;
        for (String other : skus) {
          anotherKept |=
              !other.equals(sku)
                  && catalogue.familyOf(other, bought.time()).equals(family)
                  && unitsBack(bought.orderId(), other) < units(bought, other);
        }
        Set<String> evidence = new LinkedHashSet<>(Set.of(bought.eventId(), last.eventId()));
        int research = 0;
        for (Browse browse : of(Browse.class)) {
          if (isResearchOf(browse, family) && Math.abs(browse.time() - last.time()) <= 72 * HOUR) {
            research++;
            evidence.add(browse.eventId());
          }
        }
        if (research >= 1 && !anotherKept && !hasOpenCaseAt(last.time(), family)) {
          found.put(
              new Key("TRIAL_RETURN", family, bought.orderId() + "/" + sku),
              new Candidate(bought.time() + 1, last.time() + 14 * DAY, evidence));
        }
      }
    }
  }

  /** The return by which the last unit came back, all of them in the way of a trial; or null. */
  private Returned wholeReturn(Bought bought, String sku) {
    int back = 0;
    for (Returned returned : of(Returned.class)) {
      int units = units(returned, sku);
      if (!returned.orderId().equals(bought.orderId())
          || returned.time() < bought.time()
          || units == 0) {
        continue;
      }
      boolean trial =
          Set.of(ReturnReason.CHANGED_MIND, ReturnReason.OTHER, ReturnReason.UNKNOWN)
                  .contains(returned.reason())
              && returned.condition() != ReturnCondition.SEALED
              && returned.time() <= bought.time() + 14 * DAY;
      if (!trial) {
        return null;
      }
      back += units;
      if (back >= units(bought, sku)) {
        return returned;
      }
    }
    return null;
  }

  private int unitsBack(String order, String sku) {
    int back = 0;
    for (Returned returned : of(Returned.class)) {
      back += returned.orderId().equals(order) ? units(returned, sku) : 0;
    }
    return back;
  }

  private static int units(Bought bought, String sku) {
    int units = 0;
    for (Bought.Line line : bought.lines()) {
      units += line.sku().equals(sku) ? line.quantity() : 0;
    }
    return units;
  }

  private static int units(Returned returned, String sku) {
    int units = 0;
    for (Returned.Line line : returned.lines()) {
      units += line.sku().equals(sku) ? line.quantity() : 0;
    }
    return units;
  }

  // ---- what is known
  // -------------------------------------------------------------------------------------------

  private <T extends Fact> List<T> of(Class<T> kind) {
    return known.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private boolean isResearchOf(Browse browse, String family) {
    return RESEARCH.contains(browse.action())
        && browse.sku() != null
        && catalogue.familyOf(browse.sku(), browse.time()).equals(family);
  }

  private boolean holds(Bought bought, String family) {
    return bought.lines().stream()
        .anyMatch(line -> catalogue.familyOf(line.sku(), bought.time()).equals(family));
  }

  private boolean isStaffAt(long time) {
    boolean staff = false;
    for (ProfileStated profile : of(ProfileStated.class)) {
      staff = profile.time() <= time ? profile.staff() : staff;
    }
    return staff;
  }

  private boolean hasOpenCaseAt(long time, String family) {
    Map<String, CaseChanged> last = new LinkedHashMap<>();
    for (CaseChanged change : of(CaseChanged.class)) {
      if (change.time() <= time) {
        last.put(change.caseId(), change);
      }
    }
    return last.values().stream()
        .anyMatch(
            change ->
                change.open()
                    && time - change.time() <= 180 * DAY
                    && (change.sku() == null
                        || catalogue.familyOf(change.sku(), change.time()).equals(family)));
  }
}
