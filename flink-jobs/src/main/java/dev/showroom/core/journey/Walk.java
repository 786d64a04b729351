package dev.showroom.core.journey;

import dev.showroom.core.History;
import dev.showroom.core.alert.AlertEntry;
import dev.showroom.core.alert.AlertRevision;
import dev.showroom.core.alert.Suspicion;
import dev.showroom.core.alert.Transition;
import dev.showroom.core.catalogue.Catalogue;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.journey.JourneyFold.Correction;
import dev.showroom.schemas.AlertStatus;
import dev.showroom.schemas.RetractReason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One wake-up's walk over a customer's event time, on the unpacked journey. */
final class Walk {
  private final Catalogue catalogue;
  private final List<Pattern> patterns;
  private final String customerId;
  private final KnownFacts facts;
  private final Telling telling = new Telling();
  private final List<Correction> corrections = new ArrayList<>();
  private Map<String, AlertEntry> ledger;
  private long clock;
  private long forgottenBefore;
  private long forgetAt;
  private Steps steps;
  private boolean stepsKnewAlerts;
  private boolean forgot;

  /**
   * Raised behind the point that the walk was taken back to, by facts that are forgotten by now.
   */
  private final List<AlertEntry> frozen = new ArrayList<>();

  private final List<Envelope> pending = new ArrayList<>();
  private long pendingFrom = KnownFacts.NEVER;

  Walk(String customerId, Journey journey, Catalogue catalogue, List<Pattern> patterns) {
    this.catalogue = catalogue;
    this.patterns = patterns;
    this.customerId = customerId;
    this.facts = new KnownFacts(journey.body().facts());
    journey.settled().forEach(facts::apply);
    this.ledger = new LinkedHashMap<>();
    journey.body().ledger().forEach(entry -> ledger.put(entry.suspicion().alertId(), entry));
    this.clock = journey.head().clock();
    this.forgottenBefore = journey.body().forgottenBefore();
    this.forgetAt = journey.head().forgetAt();
  }

  /**
   * Takes what has come: the punctual at once, all that one late record brought by itself so that
   * its effect is seen.
   */
  void take(List<Envelope> arrivals, long upTo) {
    long rewindTo = KnownFacts.NEVER;
    Map<String, List<Envelope>> lateByOrigin = new HashMap<>();
    for (Envelope arrival : arrivals) {
      if (arrival.late() == null) {
        rewindTo = Math.min(rewindTo, facts.apply(arrival));
      } else {
        lateByOrigin
            .computeIfAbsent(arrival.late().origin(), any -> new ArrayList<>())
            .add(arrival);
      }
    }
    rewind(rewindTo);
    List<List<Envelope>> late = new ArrayList<>(lateByOrigin.values());
    late.sort(
        Comparator.<List<Envelope>>comparingLong(Walk::firstKnownAt)
            .thenComparing(record -> record.get(0).topic())
            .thenComparing(record -> record.get(0).late().origin()));
    for (List<Envelope> record : late) {
      long from = record.stream().mapToLong(facts::changesFrom).min().orElse(KnownFacts.NEVER);
      if (from != KnownFacts.NEVER && from > upTo) {
        // Late for its stream and early for this customer: it waits, or its effect would be
        // nobody's.
        pending.addAll(record);
        pendingFrom = Math.min(pendingFrom, from);
        continue;
      }
      if (from != KnownFacts.NEVER) {
        to(from - 1);
      }
      int before = telling.revisions().size();
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
  }

  private static long firstKnownAt(List<Envelope> record) {
    return record.stream().mapToLong(Envelope::knownAt).min().orElse(KnownFacts.NEVER);
  }

  /** Walks on to {@code target}. */
  void to(long target) {
    if (nextStep() > target) {
      clock = Math.max(clock, target);
      return;
    }
    Map<String, AlertEntry> told = new LinkedHashMap<>(ledger);
    walk(target);
    telling.tell(ledger, told, target);
  }

  /** Walks from {@code from} again to where the walk has been, where that is behind it. */
  private void rewind(long from) {
    if (from > clock) {
      return;
    }
    long target = clock;
    Map<String, AlertEntry> told = new LinkedHashMap<>(ledger);
    Map<String, AlertEntry> truncated = new LinkedHashMap<>();
    ledger.forEach(
        (id, entry) -> {
          AlertEntry before = asOf(entry, from);
          if (before != null) {
            truncated.put(id, before);
          }
        });
    ledger = truncated;
    clock = from - 1;
    walk(target);
    frozen.clear();
    telling.tell(ledger, told, from);
  }

  /** The entry as it stood just before {@code time}; null where it did not stand. */
  private AlertEntry asOf(AlertEntry entry, long time) {
    if (entry.isRevoked()) {
      return null;
    }
    List<Transition> life = new ArrayList<>();
    for (Transition transition : entry.life()) {
      if (transition.decidedAt() < time) {
        life.add(transition);
      }
    }
    if (life.size() < entry.life().size() && entry.suspicion().evidenceFrom() < forgottenBefore) {
      frozen.add(entry);
    }
    if (life.isEmpty()) {
      return null;
    }
    return entry.withLife(life);
  }

  private void walk(long target) {
    for (long step = nextStep(); step <= target; step = nextStep()) {
      clock = step;
      decide(
          new Knowledge(customerId, facts.asList(), step, History.LOOK_BACK.toMillis(), catalogue));
    }
    clock = Math.max(clock, target);
  }

  /** The first moment after the walk's at which something may have to be decided. */
  long nextStep() {
    if (steps == null || stepsKnewAlerts == ledger.isEmpty()) {
      stepsKnewAlerts = !ledger.isEmpty();
      steps = new Steps(facts.asList(), context());
    }
    long next = steps.after(clock);
    for (AlertEntry entry : ledger.values()) {
      if (entry.status() == AlertStatus.SUSPECTED && entry.suspicion().deadline() > clock) {
        next = Math.min(next, entry.suspicion().deadline());
      }
    }
    for (AlertEntry entry : frozen) {
      for (Transition transition : entry.life()) {
        if (transition.decidedAt() > clock) {
          next = Math.min(next, transition.decidedAt());
        }
      }
    }
    return next;
  }

  private void decide(Knowledge knowledge) {
    for (AlertEntry entry : List.copyOf(ledger.values())) {
      Transition next = Review.of(entry.suspicion(), entry.status(), knowledge);
      if (next != null) {
        ledger.put(entry.suspicion().alertId(), entry.with(next));
      }
    }
    Set<String> found = new HashSet<>();
    for (AlertEntry entry : frozen) {
      decideAgain(entry, knowledge, found);
    }
    for (Pattern pattern : patterns) {
      pattern.find(
          knowledge,
          suspicion -> {
            found.add(suspicion.alertId());
            raise(suspicion, knowledge);
          });
    }
    reviewIdentity(knowledge.now(), found);
  }

  private void decideAgain(AlertEntry entry, Knowledge knowledge, Set<String> found) {
    String id = entry.suspicion().alertId();
    if (entry.life().get(0).decidedAt() == knowledge.now()) {
      found.add(id);
      raise(entry.suspicion(), knowledge);
    }
    AlertEntry open = ledger.get(id);
    if (entry.last().reason() == RetractReason.IDENTITY_REVISED
        && entry.last().decidedAt() == knowledge.now()
        && open != null
        && open.status() != AlertStatus.RETRACTED) {
      ledger.put(id, open.with(entry.last()));
    }
  }

  /**
   * Retracts what rested on facts that an unlink takes away at this very moment, unless enough is
   * left to find it again. Later moments do not ask again: an alert that stood the loss is not
   * found again for ever, as what is left of it grows old.
   */
  private void reviewIdentity(long now, Set<String> found) {
    Set<String> takenAway = new HashSet<>();
    for (KnownFact known : facts.asList()) {
      if (known.until() == now) {
        takenAway.add(known.fact().eventId());
      }
    }
    if (takenAway.isEmpty()) {
      return;
    }
    for (KnownFact known : facts.asList()) {
      if (known.isKnownAt(now)) {
        takenAway.remove(known.fact().eventId());
      }
    }
    for (AlertEntry entry : List.copyOf(ledger.values())) {
      if (entry.status() != AlertStatus.RETRACTED
          && !found.contains(entry.suspicion().alertId())
          && entry.suspicion().evidence().stream().anyMatch(takenAway::contains)) {
        ledger.put(
            entry.suspicion().alertId(),
            entry.with(
                new Transition(AlertStatus.RETRACTED, RetractReason.IDENTITY_REVISED, now, null)));
      }
    }
  }

  private void raise(Suspicion suspicion, Knowledge knowledge) {
    AlertEntry known = ledger.get(suspicion.alertId());
    if (known != null && !known.isRevoked()) {
      return;
    }
    Transition next = Review.of(suspicion, AlertStatus.SUSPECTED, knowledge);
    if (next != null && next.status() == AlertStatus.RETRACTED) {
      return;
    }
    AlertEntry entry =
        AlertEntry.raised(suspicion, knowledge.now(), known == null ? 0 : known.revision());
    ledger.put(suspicion.alertId(), next == null ? entry : entry.with(next));
  }

  /** Forgets what no decision from {@code now} on can ask for. */
  void forget(long now) {
    for (AlertEntry entry : ledger.values()) {
      forgetAt = Math.min(forgetAt, Retention.keptUntil(entry) + 1);
    }
    if (now < forgetAt) {
      return;
    }
    Retention retention = new Retention(facts.asList(), now);
    if (facts.asList().removeIf(retention::forgets)) {
      steps = null;
    }
    ledger.values().removeIf(retention::forgets);
    forgot = true;
    forgottenBefore = Math.max(forgottenBefore, now - History.LOOK_BACK.toMillis());
    forgetAt = retention.nextAfterNow(facts.asList(), ledger.values());
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

  Steps.Context context() {
    return Steps.Context.of(facts.asList(), !ledger.isEmpty());
  }

  List<KnownFact> facts() {
    return facts.asList();
  }

  Collection<AlertEntry> ledger() {
    return ledger.values();
  }

  long clock() {
    return clock;
  }

  /** Browsing and visits older than this may be missing. */
  long forgottenBefore() {
    return forgottenBefore;
  }

  List<AlertRevision> revisions() {
    return telling.revisions();
  }

  List<Correction> corrections() {
    return corrections;
  }
}
