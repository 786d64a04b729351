package dev.showroom.core.journey;

import dev.showroom.core.History;
import dev.showroom.core.alert.AlertEntry;
import dev.showroom.core.alert.Subject;
import dev.showroom.core.alert.Suspicion;
import dev.showroom.core.alert.Terms;
import dev.showroom.core.alert.Transition;
import dev.showroom.schemas.AlertStatus;
import dev.showroom.schemas.RetractReason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One customer's alerts, by id. Times are event times in epoch milliseconds. */
final class Ledger {
  private static final long LONG_LOOK_BACK = History.LONG_LOOK_BACK.toMillis();

  private Map<String, AlertEntry> entries = new LinkedHashMap<>();

  Ledger(Iterable<AlertEntry> kept) {
    kept.forEach(this::put);
  }

  Map<String, AlertEntry> asMap() {
    return entries;
  }

  Map<String, AlertEntry> copy() {
    return new LinkedHashMap<>(entries);
  }

  Collection<AlertEntry> all() {
    return entries.values();
  }

  /** Those that were rightly raised, as they are now; changes do not show in it. */
  List<AlertEntry> standing() {
    List<AlertEntry> standing = new ArrayList<>(entries.size());
    for (AlertEntry entry : entries.values()) {
      if (!entry.isRevoked()) {
        standing.add(entry);
      }
    }
    return standing;
  }

  /**
   * Those of {@link #standing} that something may still become of at {@code now}. What is older is
   * history, whether or not it has been let go already.
   */
  List<AlertEntry> openAt(long now) {
    List<AlertEntry> open = standing();
    open.removeIf(
        entry ->
            entry.raisedAt() + LONG_LOOK_BACK < now
                && (entry.deadline() == Terms.NEVER || entry.deadline() < now));
    return open;
  }

  void put(AlertEntry entry) {
    entries.put(entry.suspicion().alertId(), entry);
  }

  AlertEntry get(String alertId) {
    return entries.get(alertId);
  }

  /** Whether the alert was raised and need not be found again. */
  boolean isRaised(String alertId) {
    AlertEntry entry = entries.get(alertId);
    return entry != null && !entry.isRevoked();
  }

  /** Takes every alert back to how it stood just before {@code time}. */
  void rewind(long time) {
    Map<String, AlertEntry> before = new LinkedHashMap<>();
    entries.forEach(
        (id, entry) -> {
          List<Transition> life =
              entry.life().stream().filter(step -> step.decidedAt() < time).toList();
          if (!life.isEmpty()) {
            before.put(id, entry.withLife(life));
          }
        });
    entries = before;
  }

  /**
   * The alerts that a suspicion is about already: of the same rule and scope, and about the same
   * stay. There are several where what was two visits turns out to be one.
   */
  List<AlertEntry> sameAs(Suspicion suspicion) {
    List<AlertEntry> same = new ArrayList<>();
    for (AlertEntry entry : entries.values()) {
      if (isOther(entry, suspicion)
          && entry.suspicion().subject().meets(suspicion.subject())
          && !wasRevisedAway(entry)) {
        same.add(entry);
      }
    }
    return same;
  }

  private static boolean wasRevisedAway(AlertEntry entry) {
    return entry.status() == AlertStatus.RETRACTED
        && entry.last().reason() == RetractReason.IDENTITY_REVISED;
  }

  /** Whether a standing alert of the rule and scope is so near that there is no second one. */
  boolean coolsDown(Suspicion suspicion) {
    Subject subject = suspicion.subject();
    for (AlertEntry entry : entries.values()) {
      Subject other = entry.suspicion().subject();
      if (isOther(entry, suspicion)
          && entry.status() != AlertStatus.RETRACTED
          && other.isOfScope(subject)
          && Math.abs(other.at() - subject.at()) < suspicion.terms().coolDownMillis()) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOther(AlertEntry entry, Suspicion suspicion) {
    return !entry.isRevoked()
        && entry.suspicion().rule().id().equals(suspicion.rule().id())
        && !entry.suspicion().alertId().equals(suspicion.alertId());
  }

  /** The first deadline after {@code clock}; or MAX_VALUE. */
  long nextDeadline(long clock) {
    long next = Long.MAX_VALUE;
    for (AlertEntry entry : entries.values()) {
      if (isPending(entry) && entry.deadline() > clock) {
        next = Math.min(next, entry.deadline());
      }
    }
    return next;
  }

  /** The oldest deadline that has passed without anything coming of it; or MAX_VALUE. */
  long oldestOverdue(long clock) {
    long oldest = Long.MAX_VALUE;
    for (AlertEntry entry : entries.values()) {
      if (isPending(entry) && entry.deadline() <= clock) {
        oldest = Math.min(oldest, entry.deadline());
      }
    }
    return oldest;
  }

  private static boolean isPending(AlertEntry entry) {
    return entry.status() == AlertStatus.SUSPECTED && entry.deadline() != Terms.NEVER;
  }
}
