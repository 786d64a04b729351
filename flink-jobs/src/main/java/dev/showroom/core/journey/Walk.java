package dev.showroom.core.journey;

import dev.showroom.core.History;
import dev.showroom.core.alert.AlertEntry;
import dev.showroom.core.alert.AlertRevision;
import dev.showroom.core.catalogue.Catalogue;
import dev.showroom.core.detect.Burst;
import dev.showroom.core.detect.Bursts;
import dev.showroom.core.detect.Detector;
import dev.showroom.core.detect.Knowledge;
import dev.showroom.core.detect.KnownFact;
import dev.showroom.core.detect.Observer;
import dev.showroom.core.detect.Review;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.journey.JourneyFold.Correction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One wake-up's walk over a customer's event time, on the unpacked journey. */
final class Walk {
  private final Surroundings surroundings;
  private final Observer observer;
  private final Detector detector;
  private final Review review;
  private final String customerId;
  private final KnownFacts facts;
  private final Ledger ledger;
  private final Telling telling = new Telling();
  private final List<Correction> corrections = new ArrayList<>();
  private long clock;
  private long upTo;
  private long forgetAt;
  private Steps steps;
  private boolean stepsKnewAlerts;
  private boolean forgot;
  private boolean erased;
  private List<Burst> bursts = List.of();
  private long burstsToldUntil;
  private final List<Envelope> pending = new ArrayList<>();
  private long pendingFrom = KnownFacts.NEVER;

  Walk(String customerId, Journey journey, Surroundings surroundings, Observer observer) {
    this.surroundings = surroundings;
    this.observer = observer;
    this.detector = new Detector(surroundings.rules(), observer);
    this.review = new Review(surroundings.feeds(), surroundings.rules());
    this.customerId = customerId;
    this.facts = new KnownFacts(journey.body().facts());
    journey.settled().forEach(facts::apply);
    this.ledger = new Ledger(journey.body().ledger());
    this.clock = journey.head().clock();
    this.forgetAt = journey.head().forgetAt();
    this.burstsToldUntil = journey.head().burstsToldUntil();
  }

  /**
   * Takes what has come: the punctual at once, all that one late record brought by itself so that
   * its effect is seen.
   */
  void take(List<Envelope> arrivals, long upTo) {
    this.upTo = upTo;
    long rewindTo = KnownFacts.NEVER;
    // In the order of arrival: what is taken back must have been given before.
    Map<String, List<Envelope>> lateByOrigin = new LinkedHashMap<>();
    List<Envelope> ofLateGifts = new ArrayList<>();
    for (Envelope arrival : arrivals) {
      if (arrival.late() == null) {
        long from = facts.apply(arrival);
        rewindTo = Math.min(rewindTo, from);
        if (from == KnownFacts.NEVER) {
          if (arrival.kind() == Envelope.Kind.TAKE_BACK) {
            ofLateGifts.add(arrival);
          }
          seeWhetherRepeated(arrival);
        }
      } else {
        lateByOrigin
            .computeIfAbsent(arrival.late().origin(), any -> new ArrayList<>())
            .add(arrival);
      }
    }
    rewind(rewindTo);
    lateByOrigin.values().forEach(record -> takeLate(record, upTo));
    for (Envelope takenBack : ofLateGifts) {
      rewind(facts.apply(takenBack));
      cancelPending(takenBack);
    }
  }

  /** A late gift whose moment has not come is taken back before it was ever known. */
  private void cancelPending(Envelope takenBack) {
    KnownFact gift = KnownFact.of(takenBack);
    for (Envelope waiting : List.copyOf(pending)) {
      if (waiting.kind() == Envelope.Kind.GIVE && KnownFact.of(waiting).isSameBut(gift)) {
        pending.remove(waiting);
        corrections.add(new Correction(waiting, List.of()));
      }
    }
  }

  private void seeWhetherRepeated(Envelope arrival) {
    if (facts.repeats(arrival)) {
      observer.repeated(arrival);
    }
  }

  private void takeLate(List<Envelope> record, long upTo) {
    long from = record.stream().mapToLong(facts::changesFrom).min().orElse(KnownFacts.NEVER);
    if (from == KnownFacts.NEVER) {
      record.forEach(this::seeWhetherRepeated);
    }
    if (from != KnownFacts.NEVER && from > upTo) {
      // Late for its stream and early for this customer: it waits, or its effect would be nobody's.
      pending.addAll(record);
      pendingFrom = Math.min(pendingFrom, from);
      return;
    }
    if (from != KnownFacts.NEVER) {
      to(from - 1);
    }
    if (erased) {
      // Nothing is decided again of a customer who is to be forgotten.
      corrections.add(new Correction(record.get(0), List.of()));
      return;
    }
    int before = telling.revisions().size();
    record.stream()
        .filter(envelope -> envelope.kind() == Envelope.Kind.TAKE_BACK)
        .forEach(this::cancelPending);
    record.forEach(facts::apply);
    steps = null;
    if (from != KnownFacts.NEVER) {
      rewind(from);
      to(from);
    }
    corrections.add(
        new Correction(
            record.get(0),
            List.copyOf(telling.revisions().subList(before, telling.revisions().size()))));
  }

  /** Walks on to {@code target}. */
  void to(long target) {
    if (nextStep() > target) {
      clock = Math.max(clock, target);
      return;
    }
    Map<String, AlertEntry> told = ledger.copy();
    walk(target);
    telling.tell(ledger.asMap(), told, target);
  }

  /** Walks from {@code from} again to where the walk has been, where that is behind it. */
  private void rewind(long from) {
    steps = null;
    if (from > clock || erased) {
      return;
    }
    long target = clock;
    Map<String, AlertEntry> told = ledger.copy();
    ledger.rewind(from);
    clock = from - 1;
    walk(target);
    telling.tell(ledger.asMap(), told, from);
  }

  private void walk(long target) {
    for (long step = nextStep(); step <= target; step = nextStep()) {
      clock = step;
      Knowledge knowledge =
          new Knowledge(
              customerId, facts.asList(), step, surroundings.catalogue(), ledger::standing);
      Decision decision = new Decision(ledger, review, detector, knowledge, facts.asList());
      decision.decide();
      erased |= decision.isErasing();
    }
    clock = Math.max(clock, target);
  }

  /** The first moment after the walk's at which something may have to be decided. */
  long nextStep() {
    return erased
        ? Long.MAX_VALUE
        : Math.min(
            nextOwnStep(), Overdue.letThroughAt(overdueSince(), clock, surroundings.feeds()));
  }

  /** Likewise, but for what the tills may still let through. */
  long nextOwnStep() {
    if (erased) {
      return Long.MAX_VALUE;
    }
    boolean hasAlerts = !ledger.all().isEmpty();
    if (steps == null || stepsKnewAlerts != hasAlerts) {
      stepsKnewAlerts = hasAlerts;
      steps = new Steps(facts.asList(), hasAlerts, surroundings, clock, upTo);
    }
    return Math.min(steps.after(clock), ledger.nextDeadline(clock));
  }

  /** The oldest deadline that waits for the tills; {@link Overdue#NONE} where none does. */
  long overdueSince() {
    return erased ? Overdue.NONE : ledger.oldestOverdue(clock);
  }

  /** When to look again whether the tills have reported, or are known to have. */
  long askTillsAt() {
    return Overdue.askAt(overdueSince(), clock, surroundings.feeds());
  }

  /** What makes notices of its revisions, as long as nothing is forgotten. */
  AlertNotices notices(Catalogue catalogue) {
    return new AlertNotices(customerId, facts.asList(), ledger.asMap(), catalogue);
  }

  /** Forgets what no decision from {@code now} on can ask for; of an erased customer all. */
  void forget(long now) {
    if (erased) {
      // What waits for its moment has none any more; that it came is told all the same.
      pending.forEach(late -> corrections.add(new Correction(late, List.of())));
      return;
    }
    for (AlertEntry entry : ledger.all()) {
      forgetAt = Math.min(forgetAt, Retention.keptUntil(entry, ledger.all()) + 1);
    }
    tellBursts(now);
    if (now < forgetAt) {
      return;
    }
    Retention retention = new Retention(facts.asList(), ledger.all(), now);
    if (facts.asList().removeIf(retention::forgets)) {
      steps = null;
    }
    ledger.all().removeIf(retention::forgets);
    forgot = true;
    forgetAt = retention.nextAfterNow(facts.asList(), ledger.all());
  }

  private void tellBursts(long now) {
    if (facts.asList().size() > History.MOST_PER_MINUTE) {
      bursts =
          Bursts.endedBy(now, facts.asList()).stream()
              .filter(burst -> burst.to() > burstsToldUntil)
              .toList();
      bursts.forEach(burst -> burstsToldUntil = burst.to());
    }
  }

  /** Bursts of browsing at machine speed that have not been told before. */
  List<Burst> bursts() {
    return bursts;
  }

  /** Up to when they have been told, event time. */
  long burstsToldUntil() {
    return burstsToldUntil;
  }

  /** Whether the customer was erased, and nothing of the journey may be kept. */
  boolean isErased() {
    return erased;
  }

  /** Late records whose moment has not come for this customer. */
  List<Envelope> pending() {
    return pending;
  }

  /** When the first of {@link #pending} has to be taken; {@link Long#MAX_VALUE} for none. */
  long pendingFrom() {
    return pendingFrom;
  }

  /** Whether facts or alerts may have been let go. */
  boolean forgot() {
    return forgot;
  }

  /** When {@link #forget} finds something next, at the earliest. */
  long forgetAt() {
    return forgetAt;
  }

  List<KnownFact> facts() {
    return facts.asList();
  }

  Collection<AlertEntry> ledger() {
    return ledger.all();
  }

  long clock() {
    return clock;
  }

  List<AlertRevision> revisions() {
    return telling.revisions();
  }

  List<Correction> corrections() {
    return corrections;
  }
}
