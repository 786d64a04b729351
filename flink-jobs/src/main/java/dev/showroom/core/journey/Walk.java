package dev.showroom.core.journey;

import dev.showroom.core.alert.AlertEntry;
import dev.showroom.core.alert.AlertRevision;
import dev.showroom.core.alert.Suspicion;
import dev.showroom.core.alert.Transition;
import dev.showroom.core.catalogue.Catalogue;
import dev.showroom.core.fact.Bought;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.journey.JourneyFold.Correction;
import dev.showroom.core.rules.RuleSet;
import dev.showroom.schemas.AlertStatus;
import dev.showroom.schemas.RetractReason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One wake-up's walk over a customer's event time, on the unpacked journey. */
final class Walk {
  private static final long UNCHANGED = Long.MAX_VALUE;

  private final Catalogue catalogue;
  private final List<Pattern> patterns;
  private final String customerId;
  private final List<KnownFact> facts;
  private final List<AlertRevision> revisions = new ArrayList<>();
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
  private long pendingFrom = UNCHANGED;

  Walk(String customerId, Journey journey, Catalogue catalogue, List<Pattern> patterns) {
    this.catalogue = catalogue;
    this.patterns = patterns;
    this.customerId = customerId;
    this.facts = new ArrayList<>(journey.body().facts());
    journey.settled().forEach(this::apply);
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
    long rewindTo = UNCHANGED;
    Map<String, List<Envelope>> lateByOrigin = new HashMap<>();
    for (Envelope arrival : arrivals) {
      if (arrival.late() == null) {
        rewindTo = Math.min(rewindTo, apply(arrival));
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
      long from = record.stream().mapToLong(this::changesFrom).min().orElse(UNCHANGED);
      if (from != UNCHANGED && from > upTo) {
        // Late for its stream and early for this customer: it waits, or its effect would be
        // nobody's.
        pending.addAll(record);
        pendingFrom = Math.min(pendingFrom, from);
        continue;
      }
      if (from != UNCHANGED) {
        to(from - 1);
      }
      int before = revisions.size();
      record.forEach(this::apply);
      if (from != UNCHANGED) {
        rewind(from);
        to(from);
      }
      corrections.add(
          new Correction(record.get(0), List.copyOf(revisions.subList(before, revisions.size()))));
    }
  }

  private static long firstKnownAt(List<Envelope> record) {
    return record.stream().mapToLong(Envelope::knownAt).min().orElse(UNCHANGED);
  }

  /** From when on, in event time, this makes what is known another; {@link #UNCHANGED} if never. */
  private long changesFrom(Envelope envelope) {
    KnownFact known = KnownFact.of(envelope);
    KnownFact held = held(known);
    if (envelope.kind() == Envelope.Kind.TAKE_BACK) {
      return held != null && held.until() == known.until() ? known.knownAt() : UNCHANGED;
    }
    if (held == null) {
      return known.knownAt();
    }
    return known.until() < held.until() ? known.until() : UNCHANGED;
  }

  /** Makes it part of what is known; returns {@link #changesFrom}. */
  private long apply(Envelope envelope) {
    long from = changesFrom(envelope);
    if (from != UNCHANGED) {
      KnownFact known = KnownFact.of(envelope);
      KnownFact held = held(known);
      if (held != null) {
        facts.remove(placeOf(held));
      }
      if (envelope.kind() == Envelope.Kind.GIVE) {
        facts.add(-placeOf(known) - 1, known);
      }
      steps = null;
    }
    return from;
  }

  private int placeOf(KnownFact known) {
    return Collections.binarySearch(facts, known, KnownFact.ORDER);
  }

  /** The same fact, known from the same moment on, whatever its end; or null. */
  private KnownFact held(KnownFact known) {
    int place = placeOf(known.withUntil(Long.MIN_VALUE));
    int next = place < 0 ? -place - 1 : place;
    return next < facts.size() && facts.get(next).isSameBut(known) ? facts.get(next) : null;
  }

  /** Walks on to {@code target}. */
  void to(long target) {
    if (nextStep() > target) {
      clock = Math.max(clock, target);
      return;
    }
    Map<String, AlertEntry> told = new LinkedHashMap<>(ledger);
    walk(target);
    tell(told, target);
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
    tell(told, from);
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
      decide(new Knowledge(customerId, facts, step, RuleSet.LOOK_BACK.toMillis(), catalogue));
    }
    clock = Math.max(clock, target);
  }

  /** The first moment after the walk's at which something may have to be decided. */
  long nextStep() {
    if (steps == null || stepsKnewAlerts == ledger.isEmpty()) {
      stepsKnewAlerts = !ledger.isEmpty();
      steps = new Steps(facts, context());
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
      Transition next = review(entry.suspicion(), entry.status(), knowledge);
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
    for (KnownFact known : facts) {
      if (known.until() == now) {
        takenAway.add(known.fact().eventId());
      }
    }
    if (takenAway.isEmpty()) {
      return;
    }
    for (KnownFact known : facts) {
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
    Transition next = review(suspicion, AlertStatus.SUSPECTED, knowledge);
    if (next != null && next.status() == AlertStatus.RETRACTED) {
      return;
    }
    AlertEntry entry =
        AlertEntry.raised(suspicion, knowledge.now(), known == null ? 0 : known.revision());
    ledger.put(suspicion.alertId(), next == null ? entry : entry.with(next));
  }

  /** What the knowledge makes of an open alert; null for no change. */
  private Transition review(Suspicion suspicion, AlertStatus status, Knowledge knowledge) {
    if (status == AlertStatus.RETRACTED) {
      return null;
    }
    long now = knowledge.now();
    Bought kept =
        knowledge.purchaseOf(
            suspicion.family(), suspicion.clearFrom(), Math.min(now, suspicion.deadline()));
    if (kept != null) {
      return new Transition(AlertStatus.RETRACTED, RetractReason.SALE_KEPT, now, kept.eventId());
    }
    if (status == AlertStatus.CONFIRMED) {
      return null;
    }
    if (knowledge.isStaff(now)) {
      return new Transition(AlertStatus.RETRACTED, RetractReason.STAFF, now, null);
    }
    String openCase = knowledge.openCase(suspicion.family(), now);
    if (openCase != null) {
      return new Transition(AlertStatus.RETRACTED, RetractReason.SERVICE_RECOVERY, now, openCase);
    }
    return now >= suspicion.deadline()
        ? new Transition(AlertStatus.CONFIRMED, null, now, null)
        : null;
  }

  /** Lets leave what is otherwise now than it was told. */
  private void tell(Map<String, AlertEntry> told, long revokedAt) {
    told.forEach(
        (id, before) -> {
          if (!ledger.containsKey(id)) {
            ledger.put(id, revoke(before, revokedAt));
          }
        });
    for (AlertEntry entry : List.copyOf(ledger.values())) {
      AlertEntry before = told.get(entry.suspicion().alertId());
      if (!entry.equals(before) && !entry.isRevoked()) {
        ledger.put(entry.suspicion().alertId(), tellLife(entry, before));
      }
    }
  }

  private AlertEntry revoke(AlertEntry before, long revokedAt) {
    if (before.isRevoked()) {
      return before;
    }
    AlertEntry revoked = before.withLife(List.of());
    if (before.status() == AlertStatus.RETRACTED) {
      return revoked;
    }
    Transition transition =
        new Transition(AlertStatus.RETRACTED, RetractReason.EVIDENCE_REVISED, revokedAt, null);
    revisions.add(new AlertRevision(before.suspicion(), transition, before.revision() + 1));
    return revoked.withRevision(before.revision() + 1);
  }

  private AlertEntry tellLife(AlertEntry entry, AlertEntry before) {
    int same = 0;
    int revision = 0;
    if (before != null) {
      revision = before.revision();
      while (entry.suspicion().equals(before.suspicion())
          && same < Math.min(entry.life().size(), before.life().size())
          && entry.life().get(same).equals(before.life().get(same))) {
        same++;
      }
    }
    if (before != null && same == entry.life().size() && same == before.life().size()) {
      return entry.withRevision(revision);
    }
    // A life that only got shorter is told by its new end.
    int from = same == entry.life().size() ? same - 1 : same;
    for (Transition transition : entry.life().subList(from, entry.life().size())) {
      revisions.add(new AlertRevision(entry.suspicion(), transition, ++revision));
    }
    return entry.withRevision(revision);
  }

  /** Forgets what no decision from {@code now} on can ask for. */
  void forget(long now) {
    for (AlertEntry entry : ledger.values()) {
      forgetAt = Math.min(forgetAt, Retention.keptUntil(entry) + 1);
    }
    if (now < forgetAt) {
      return;
    }
    Retention retention = new Retention(facts, now);
    if (facts.removeIf(retention::forgets)) {
      steps = null;
    }
    ledger.values().removeIf(retention::forgets);
    forgot = true;
    forgottenBefore = Math.max(forgottenBefore, now - RuleSet.LOOK_BACK.toMillis());
    forgetAt = retention.nextAfterNow(facts, ledger.values());
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
    return Steps.Context.of(facts, !ledger.isEmpty());
  }

  List<KnownFact> facts() {
    return facts;
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
    return revisions;
  }

  List<Correction> corrections() {
    return corrections;
  }
}
