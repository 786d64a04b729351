package dev.showroom.core.journey;

import dev.showroom.core.History;
import dev.showroom.core.alert.AlertEntry;
import dev.showroom.core.alert.Suspicion;
import dev.showroom.core.alert.Transition;
import dev.showroom.core.detect.Detector;
import dev.showroom.core.detect.Knowledge;
import dev.showroom.core.detect.KnownFact;
import dev.showroom.core.detect.Review;
import dev.showroom.schemas.AlertStatus;
import dev.showroom.schemas.RetractReason;
import dev.showroom.schemas.codec.InTopic;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is decided at one moment of event time, in a fixed order: what becomes of open alerts; what
 * new ones there are, and what follows from these; what the loss of facts takes away; and what
 * follows from all this for alerts that rest on alerts.
 */
final class Decision {
  private static final long SWEEP = History.LOOK_BACK.minus(Duration.ofDays(1)).toMillis();

  private final Ledger ledger;
  private final Review review;
  private final Detector detector;
  private final Knowledge knowledge;
  private final long now;
  private final Set<String> takenAway = new HashSet<>();
  private final Set<String> found = new HashSet<>();
  private final Deque<AlertEntry> raised = new ArrayDeque<>();
  private boolean sweeping;
  private boolean erasing;

  Decision(
      Ledger ledger, Review review, Detector detector, Knowledge knowledge, List<KnownFact> facts) {
    this.ledger = ledger;
    this.review = review;
    this.detector = detector;
    this.knowledge = knowledge;
    this.now = knowledge.now();
    for (KnownFact known : facts) {
      boolean goes = known.until() == now;
      sweeping |= goes || known.knownAt() == now && known.isRetroactive();
      erasing |= known.topic() == InTopic.ERASURES && known.isKnownAt(now);
      if (goes) {
        takenAway.add(known.fact().eventId());
      }
    }
    if (!takenAway.isEmpty()) {
      for (KnownFact known : facts) {
        if (known.isKnownAt(now)) {
          takenAway.remove(known.fact().eventId());
        }
      }
    }
  }

  /** Whether the customer is to be forgotten from this moment on. */
  boolean isErasing() {
    return erasing;
  }

  void decide() {
    if (erasing) {
      for (AlertEntry entry : ledger.openAt(now)) {
        retract(entry, RetractReason.ERASED);
      }
      return;
    }
    for (AlertEntry entry : ledger.openAt(now)) {
      reviewed(entry.withDeadline(review.deadline(entry, knowledge)));
    }
    detector.find(knowledge, sweeping, id -> !sweeping && ledger.isRaised(id), this::raise);
    findByAlerts();
    reviewIdentity();
    reviewConditions();
  }

  private void reviewed(AlertEntry entry) {
    Transition next = review.of(entry, knowledge);
    ledger.put(next == null ? entry : entry.with(next));
  }

  private void retract(AlertEntry entry, RetractReason reason) {
    if (entry.status() != AlertStatus.RETRACTED) {
      ledger.put(entry.with(new Transition(AlertStatus.RETRACTED, reason, now, null)));
    }
  }

  // ---- new alerts

  private void raise(Suspicion suspicion) {
    found.add(suspicion.alertId());
    AlertEntry known = ledger.get(suspicion.alertId());
    if (known != null && !known.isRevoked()) {
      reopen(known);
      return;
    }
    List<AlertEntry> same = ledger.sameAs(suspicion);
    if (!same.isEmpty()) {
      same.forEach(entry -> found.add(entry.suspicion().alertId()));
      return;
    }
    if (ledger.coolsDown(suspicion)) {
      return;
    }
    AlertEntry entry = AlertEntry.raised(suspicion, now, known == null ? 0 : known.revision());
    Transition next = review.of(entry, knowledge);
    if (next != null && next.status() == AlertStatus.RETRACTED
        || review.byConditions(entry, knowledge) != null) {
      return;
    }
    AlertEntry told = next == null ? entry : entry.with(next);
    ledger.put(told);
    raised.add(told);
    confirmByIt(suspicion);
  }

  /** What was only cleared or revised away by facts that are not the customer's is open again. */
  private void reopen(AlertEntry entry) {
    if (entry.status() != AlertStatus.RETRACTED || entry.last().decidedAt() == now) {
      return;
    }
    boolean causeIsGone = entry.last().cause() != null && takenAway.contains(entry.last().cause());
    boolean cameBack = entry.last().reason() == RetractReason.IDENTITY_REVISED;
    if (!causeIsGone && !cameBack) {
      return;
    }
    AlertEntry open = entry.with(new Transition(AlertStatus.SUSPECTED, null, now, null));
    // The visit may have another end now than when the alert was taken away.
    AlertEntry reopened = open.withDeadline(review.deadline(open, knowledge));
    Transition next = review.of(reopened, knowledge);
    if (next == null || next.status() != AlertStatus.RETRACTED) {
      ledger.put(next == null ? reopened : reopened.with(next));
    }
  }

  private void confirmByIt(Suspicion suspicion) {
    Set<String> patterns = suspicion.terms().confirms();
    if (patterns.isEmpty()) {
      return;
    }
    for (AlertEntry entry : ledger.openAt(now)) {
      Suspicion other = entry.suspicion();
      if (entry.status() == AlertStatus.SUSPECTED
          && patterns.contains(other.rule().pattern())
          && other.subject().family() != null
          && other.subject().family().equals(suspicion.subject().family())
          && (other.rule().shadow() || !suspicion.rule().shadow())) {
        ledger.put(
            entry.with(
                new Transition(AlertStatus.CONFIRMED, null, now, suspicion.subject().eventId())));
      }
    }
  }

  /** Alerts are themselves what some rules are asked about, and so are the alerts of these. */
  private void findByAlerts() {
    if (sweeping) {
      List<AlertEntry> standing = ledger.openAt(now);
      // The ledger's own order depends on when it was written.
      standing.sort(
          Comparator.comparingLong(AlertEntry::raisedAt)
              .thenComparing(entry -> entry.suspicion().alertId()));
      for (AlertEntry entry : standing) {
        boolean isNew = entry.raisedAt() == now;
        if (!isNew && entry.raisedAt() >= now - SWEEP && entry.status() != AlertStatus.RETRACTED) {
          detector.findByAlert(entry, knowledge, id -> false, this::raise);
        }
      }
    }
    while (!raised.isEmpty()) {
      detector.findByAlert(
          raised.poll(), knowledge, id -> !sweeping && ledger.isRaised(id), this::raise);
    }
  }

  // ---- what an unlink takes away

  /**
   * Retracts what rested on facts that an unlink takes away at this very moment, unless enough is
   * left to find it again. Later moments do not ask again: an alert that stood the loss is not
   * found again for ever, as what is left of it grows old.
   */
  private void reviewIdentity() {
    if (takenAway.isEmpty()) {
      return;
    }
    for (AlertEntry entry : ledger.openAt(now)) {
      if (!found.contains(entry.suspicion().alertId())
          && entry.suspicion().evidence().stream().anyMatch(takenAway::contains)) {
        retract(entry, RetractReason.IDENTITY_REVISED);
      }
    }
  }

  /**
   * Asks the further conditions of rules last, as they may be about other alerts; and again as long
   * as it makes a difference, as these may be under conditions too.
   */
  private void reviewConditions() {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (AlertEntry entry : ledger.openAt(now)) {
        Transition next = review.byConditions(entry, knowledge);
        if (next != null) {
          ledger.put(entry.with(next));
          changed = true;
        }
      }
    }
  }
}
