package dev.showroom.diff;

import dev.showroom.common.CommandFailure;
import dev.showroom.schemas.Alert;
import dev.showroom.schemas.LateEvent;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The alerts of one run.
 *
 * @param name live or replay
 * @param lives by alert id
 * @param copies how many lines said again what had been said
 * @param late what came late in this run
 * @param causes by alert id: revision to the late event that caused it
 * @param end event time up to which the run has decided, as far as is known
 */
record Side(
    String name,
    Map<String, AlertLife> lives,
    long copies,
    List<LateEvent> late,
    Map<String, NavigableMap<Integer, LateEvent>> causes,
    Instant end) {

  /**
   * @param alerts every revision, in any order, at least once
   * @param until when the run ended, or null for the newest moment that its records tell of
   */
  static Side of(String name, List<Alert> alerts, List<LateEvent> late, Instant until) {
    Map<String, AlertLife> lives = new TreeMap<>();
    long copies = 0;
    Instant end = Instant.MIN;
    for (Alert alert : alerts) {
      Alert before =
          lives
              .computeIfAbsent(alert.getAlertId(), id -> new AlertLife(new TreeMap<>()))
              .revisions()
              .put(alert.getRevision(), alert);
      copies += before == null ? 0 : 1;
      end = later(end, alert.getDecidedAt());
    }
    Map<String, NavigableMap<Integer, LateEvent>> causes = new HashMap<>();
    for (LateEvent event : late) {
      end = later(end, event.getWatermark());
      event.getChanged().forEach(revision -> addCause(causes, revision, event));
    }
    // Of a run that said nothing at all it is not known that it ended early: it may have failed.
    Instant known = end.equals(Instant.MIN) ? Instant.MAX : end;
    return new Side(name, lives, copies, late, causes, until == null ? known : until);
  }

  /**
   * The late event that caused a revision of the alert, the earliest that is not before that one;
   * null where there is none.
   */
  LateEvent causeOf(String alertId, int fromRevision) {
    Map.Entry<Integer, LateEvent> cause =
        causes.getOrDefault(alertId, Collections.emptyNavigableMap()).ceilingEntry(fromRevision);
    return cause == null ? null : cause.getValue();
  }

  /** {@code alertId#revision}. */
  private static void addCause(
      Map<String, NavigableMap<Integer, LateEvent>> causes, String changed, LateEvent event) {
    int mark = changed.lastIndexOf('#');
    try {
      causes
          .computeIfAbsent(changed.substring(0, Math.max(mark, 0)), id -> new TreeMap<>())
          .putIfAbsent(Integer.parseInt(changed.substring(mark + 1)), event);
    } catch (NumberFormatException e) {
      throw new CommandFailure(
          "A late event names '" + changed + "', which is no revision of an alert.", e);
    }
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
