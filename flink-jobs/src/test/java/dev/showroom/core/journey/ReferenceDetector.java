package dev.showroom.core.journey;

import static dev.showroom.core.Facts.DAY;
import static dev.showroom.core.Facts.HOUR;

import dev.showroom.core.fact.Bought;
import dev.showroom.core.fact.Returned;
import dev.showroom.core.journey.ReferenceLife.Candidate;
import dev.showroom.core.journey.ReferenceLife.Key;
import dev.showroom.core.journey.ReferenceLife.Step;
import dev.showroom.core.journey.ReferenceView.Stay;
import dev.showroom.schemas.AlertStatus;
import dev.showroom.schemas.RetractReason;
import dev.showroom.schemas.ReturnReason;
import dev.showroom.schemas.VisitAction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
  private static final Set<ReturnReason> SHOP_TO_BLAME =
      EnumSet.of(
          ReturnReason.DEFECTIVE,
          ReturnReason.RECALL,
          ReturnReason.WRONG_SIZE,
          ReturnReason.GIFT,
          ReturnReason.NOT_AS_DESCRIBED);

  private final World world;
  private final ReferenceTills tills;
  private final Map<Key, ReferenceLife> ledger = new LinkedHashMap<>();

  // What the moment that is being looked at is like.
  private long now;
  private ReferenceView view;
  private boolean sweep;
  private final Set<String> gone = new HashSet<>();
  private final Set<ReferenceLife> found = new HashSet<>();
  private final List<ReferenceLife> raised = new ArrayList<>();
  private final Set<String> noted = new HashSet<>();

  ReferenceDetector(World world) {
    this.world = world;
    this.tills = new ReferenceTills(world.reports);
  }

  Map<Key, List<Step>> lives() {
    TreeSet<Long> moments = moments();
    boolean erased = false;
    while (!moments.isEmpty() && !erased) {
      now = moments.pollFirst();
      view = new ReferenceView(now, world.facts, world.catalogue);
      erased = view.isErased();
      if (erased) {
        openToChange().forEach(alert -> retract(alert, RetractReason.ERASED, null));
      } else {
        decide();
      }
      for (ReferenceLife alert : ledger.values()) {
        if (alert.deadline > now && alert.deadline != ReferenceLife.NEVER) {
          moments.add(alert.deadline);
        }
      }
    }
    Map<Key, List<Step>> lives = new LinkedHashMap<>();
    ledger.forEach((key, alert) -> lives.put(key, alert.steps));
    return lives;
  }

  /** What happened that lives do not say. */
  Set<String> noted() {
    return noted;
  }

  private TreeSet<Long> moments() {
    TreeSet<Long> moments = new TreeSet<>();
    for (Known fact : world.facts) {
      moments.add(fact.from());
      moments.add(fact.fact().time());
      moments.add(fact.fact().time() + 2 * HOUR);
      if (fact.until() != Long.MAX_VALUE) {
        moments.add(fact.until());
      }
    }
    world.reports.forEach(report -> moments.add(report.time()));
    return moments;
  }

  private void decide() {
    noteWhatComesAndGoes();
    found.clear();
    raised.clear();
    openToChange().forEach(this::follow);
    new ReferenceVisits(view, this::rulesAt, this::isAskedAbout, this::take).find();
    new ReferenceOrders(view, this::rulesAt, this::isAskedAbout, this::take).find();
    findSerialReturners();
    for (ReferenceLife alert : openToChange()) {
      boolean restedOnIt = alert.what.evidence().stream().anyMatch(gone::contains);
      if (restedOnIt && !found.contains(alert)) {
        retract(alert, RetractReason.IDENTITY_REVISED, null);
      }
    }
    for (ReferenceLife alert : openToChange()) {
      boolean isSerial = alert.what.key().pattern().equals("SERIAL_RETURNER");
      if (isSerial && trialReturns(alert.what.at()) < rulesAt(alert.what.at()).minAlerts()) {
        retract(alert, RetractReason.EVIDENCE_REVISED, null);
      }
      if (boughtWhatTheAdviceWasAbout(alert.what)) {
        retract(alert, RetractReason.SALE_KEPT, null);
      }
    }
  }

  private boolean boughtWhatTheAdviceWasAbout(Candidate what) {
    if (!what.key().pattern().equals("ADVICE_DRAIN")) {
      return false;
    }
    for (Stay stay : view.stays) {
      if (stay.store().equals(what.store())
          && stay.enter() <= what.at()
          && what.at() <= stay.close()) {
        return view.inspections(view.steps, "", stay.close() - 30 * DAY, stay.close()).stream()
            .filter(step -> step.action() == VisitAction.ASSIST && step.sku() != null)
            .map(step -> view.family(step.sku(), step.time()))
            .anyMatch(
                family -> view.purchase(family, stay.enter(), stay.close() + 7 * DAY) != null);
      }
    }
    return false;
  }

  /** Half a year after it was raised, and after its deadline, an alert is history. */
  private List<ReferenceLife> openToChange() {
    return ledger.values().stream()
        .filter(
            alert ->
                now <= alert.raisedAt() + 180 * DAY
                    || alert.deadline != ReferenceLife.NEVER && now <= alert.deadline)
        .toList();
  }

  /** Facts come or go by a link or an unlink at this very moment. */
  private void noteWhatComesAndGoes() {
    sweep = false;
    gone.clear();
    for (Known known : world.facts) {
      boolean comes = known.from() == now && known.from() > known.fact().time();
      sweep |= comes || known.until() == now;
      if (known.until() == now && !view.isKnown(known.fact().eventId())) {
        gone.add(known.fact().eventId());
      }
    }
  }

  private boolean isAskedAbout(long at) {
    return at == now || sweep && at < now && at >= now - 29 * DAY;
  }

  private ReferenceRules rulesAt(long time) {
    ReferenceRules inForce = ReferenceRules.SHIPPED;
    for (ReferenceRules rules : world.rules) {
      inForce = rules.from() <= time ? rules : inForce;
    }
    return inForce;
  }

  // ---- what becomes of an alert

  private void follow(ReferenceLife alert) {
    if (alert.is(AlertStatus.SUSPECTED) && alert.what.endsWithVisit() >= 0) {
      for (Stay stay : view.stays) {
        if (stay.store().equals(alert.what.store())
            && stay.enter() <= alert.what.at()
            && alert.what.at() <= stay.close()) {
          alert.deadline = stay.close() + alert.what.endsWithVisit();
          break;
        }
      }
    }
    review(alert);
  }

  private void retract(ReferenceLife alert, RetractReason reason, String cause) {
    if (!alert.is(AlertStatus.RETRACTED)) {
      alert.add(AlertStatus.RETRACTED, reason, now, cause);
    }
  }

  private void review(ReferenceLife alert) {
    Candidate what = alert.what;
    if (alert.is(AlertStatus.RETRACTED)) {
      return;
    }
    if (what.clearFrom() != ReferenceLife.NEVER) {
      String sale =
          view.purchase(what.key().scope(), what.clearFrom(), Math.min(now, alert.deadline));
      if (sale != null) {
        retract(alert, RetractReason.SALE_KEPT, sale);
      }
    }
    if (!alert.is(AlertStatus.SUSPECTED)) {
      return;
    }
    String openCase = view.openCase(what.key().scope(), now);
    Returned returned = what.trial() ? firstReturn(alert) : null;
    if (view.isStaff(now)) {
      retract(alert, RetractReason.STAFF, null);
    } else if (openCase != null) {
      retract(alert, RetractReason.SERVICE_RECOVERY, openCase);
    } else if (returned != null && SHOP_TO_BLAME.contains(returned.reason())) {
      retract(alert, RetractReason.SERVICE_RECOVERY, returned.eventId());
    } else if (returned != null) {
      alert.add(AlertStatus.CONFIRMED, null, now, null);
    } else if (now >= alert.deadline && what.trial()) {
      retract(alert, RetractReason.KEPT, null);
    } else if (now >= alert.deadline && boughtWhatTheAdviceWasAbout(what)) {
      retract(alert, RetractReason.SALE_KEPT, null);
    } else if (now >= alert.deadline && !tills.haveReported(alert.deadline, now)) {
      noted.add("waited for the tills");
    } else if (now >= alert.deadline) {
      alert.add(AlertStatus.CONFIRMED, null, now, null);
    }
  }

  private Returned firstReturn(ReferenceLife alert) {
    return view.returns.stream()
        .filter(returned -> returned.orderId().equals(alert.what.order()))
        .filter(r -> r.time() >= alert.what.at() && r.time() <= alert.deadline)
        .filter(r -> r.lines().stream().anyMatch(line -> line.sku().equals(alert.what.sku())))
        .findFirst()
        .orElse(null);
  }

  // ---- what is new

  private void take(Candidate candidate) {
    ReferenceLife known = ledger.get(candidate.key());
    if (known != null) {
      found.add(known);
      if (sweep) {
        reopen(known);
      }
      return;
    }
    boolean isKnown = false;
    boolean coolsDown = false;
    for (ReferenceLife other : ledger.values()) {
      if (other.what.isOfSameRuleAndScope(candidate)) {
        if (other.what.isAboutSameStay(candidate) && !other.wasRevisedAway()) {
          found.add(other);
          isKnown = true;
        }
        coolsDown |=
            !other.is(AlertStatus.RETRACTED)
                && Math.abs(other.what.at() - candidate.at()) < candidate.coolDown();
      }
    }
    ReferenceLife alert = new ReferenceLife(candidate);
    alert.add(AlertStatus.SUSPECTED, null, now, null);
    review(alert);
    if (!isKnown
        && !coolsDown
        && !alert.is(AlertStatus.RETRACTED)
        && !boughtWhatTheAdviceWasAbout(candidate)) {
      ledger.put(candidate.key(), alert);
      found.add(alert);
      raised.add(alert);
      if (candidate.key().pattern().equals("ACCESSORY_TRACE")) {
        confirmResearchInspectLeave(candidate.key().scope());
      }
    }
  }

  private void confirmResearchInspectLeave(String family) {
    for (ReferenceLife alert : ledger.values()) {
      if (alert.what.key().pattern().equals("RESEARCH_INSPECT_LEAVE")
          && alert.what.key().scope().equals(family)
          && alert.is(AlertStatus.SUSPECTED)) {
        noted.add("confirmed by an accessory");
        alert.add(AlertStatus.CONFIRMED, null, now, null);
      }
    }
  }

  /** What was only cleared or revised away by facts that are not the customer's is open again. */
  private void reopen(ReferenceLife alert) {
    boolean byWhatIsGone = alert.cause() != null && gone.contains(alert.cause());
    if (!alert.is(AlertStatus.RETRACTED)
        || alert.last().at() == now
        || !byWhatIsGone && !alert.wasRevisedAway()) {
      return;
    }
    ReferenceLife again = new ReferenceLife(alert.what);
    again.deadline = alert.deadline;
    again.add(AlertStatus.SUSPECTED, null, now, null);
    follow(again);
    if (!again.is(AlertStatus.RETRACTED)) {
      alert.deadline = again.deadline;
      again.steps.forEach(step -> alert.add(step.status(), step.reason(), step.at(), null));
    }
  }

  // ---- alerts of alerts

  private void findSerialReturners() {
    List<ReferenceLife> askedAbout = new ArrayList<>();
    for (ReferenceLife alert : ledger.values()) {
      long at = alert.raisedAt();
      if (sweep && at < now && at >= now - 29 * DAY && !alert.is(AlertStatus.RETRACTED)) {
        askedAbout.add(alert);
      }
    }
    askedAbout.sort(
        Comparator.comparingLong(ReferenceLife::raisedAt)
            .thenComparing(alert -> alert.what.key().id()));
    askedAbout.addAll(List.copyOf(raised));
    for (ReferenceLife alert : askedAbout) {
      if (alert.what.key().pattern().equals("TRIAL_RETURN")) {
        serialReturner(alert);
      }
    }
  }

  private void serialReturner(ReferenceLife trialReturn) {
    long at = trialReturn.raisedAt();
    List<Bought> orders = view.orders("", at - 180 * DAY, at);
    int lines = orders.stream().mapToInt(order -> order.lines().size()).sum();
    long bought =
        orders.stream()
            .flatMap(order -> order.lines().stream())
            .mapToLong(line -> line.quantity() * line.unitPriceMinor())
            .sum();
    List<Returned> returns =
        view.returns.stream()
            .filter(returned -> returned.time() >= at - 180 * DAY && returned.time() <= at)
            .toList();
    long refunded =
        returns.stream()
            .flatMap(returned -> returned.lines().stream())
            .mapToLong(Returned.Line::refundMinor)
            .sum();
    if (trialReturns(at) >= rulesAt(at).minAlerts()
        && lines >= 5
        && refunded * 2 >= bought
        && bought > 0
        && !view.isExcused("", at)) {
      take(
          new Candidate(
                  new Key("SERIAL_RETURNER", "", trialReturn.what.key().id()),
                  at,
                  ReferenceView.idsOf(returns))
              .coolingDown(180 * DAY));
    }
  }

  /** Trial returns not retracted that were raised in the half year before. */
  private long trialReturns(long at) {
    return ledger.values().stream()
        .filter(alert -> alert.what.key().pattern().equals("TRIAL_RETURN"))
        .filter(alert -> !alert.is(AlertStatus.RETRACTED))
        .filter(alert -> alert.raisedAt() >= at - 180 * DAY && alert.raisedAt() <= at)
        .count();
  }
}
