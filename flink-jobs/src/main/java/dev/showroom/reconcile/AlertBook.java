package dev.showroom.reconcile;

import dev.showroom.schemas.Alert;
import dev.showroom.schemas.AlertStatus;
import dev.showroom.schemas.codec.OutTopic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The alerts: whether all revisions are there, what they rest on, and whether each is decided. */
final class AlertBook {
  private final Kept kept;
  private final Findings findings;
  private final Map<String, Entry> alerts = new TreeMap<>();

  private record Suspected(String pattern, double score, long time) {}

  private static final class Entry extends Revisions {
    boolean shadow;
    AlertStatus status;
    long time;
    long[] evidence = {};
    long[] named = {};
    final List<Suspected> suspected = new ArrayList<>();

    long unknownTo(InputBook input) {
      long unknown = 0;
      for (int i = 0; i < evidence.length; i++) {
        unknown += input.contains(evidence[i]) || input.contains(named[i]) ? 0 : 1;
      }
      return unknown;
    }
  }

  AlertBook(Kept kept, Findings findings) {
    this.kept = kept;
    this.findings = findings;
  }

  void add(Alert alert) {
    Entry entry = alerts.computeIfAbsent(alert.getAlertId(), id -> new Entry());
    long time = alert.getDecidedAt().toEpochMilli();
    long digest = Digests.of(alert);
    Long before = entry.digest(alert.getRevision());
    if (before != null) {
      findings.addAgain(
          before == digest,
          Kind.ALERT_REVISION_DIFFERS,
          alert.getAlertId(),
          alert.getRevision(),
          time);
      return;
    }
    if (entry.add(alert.getRevision(), digest)) {
      entry.status = alert.getStatus();
      entry.time = time;
      entry.shadow = alert.getShadow();
      entry.evidence = alert.getEvidence().stream().mapToLong(Digests::of).toArray();
      entry.named = alert.getEvidence().stream().mapToLong(Digests::ofNamed).toArray();
    }
    if (alert.getStatus() == AlertStatus.SUSPECTED) {
      entry.suspected.add(new Suspected(alert.getPattern(), alert.getScore(), time));
    }
  }

  boolean contains(String alertId) {
    return alerts.containsKey(alertId);
  }

  /** Since when it is retracted; {@link Finding#NO_TIME} where it is not. */
  long retractedAt(String alertId) {
    Entry entry = alerts.get(alertId);
    return entry == null || entry.status != AlertStatus.RETRACTED ? Finding.NO_TIME : entry.time;
  }

  void check(InputBook input, DecisionBook decisions, Reconciliation.ActedOn actedOn) {
    alerts.forEach((id, entry) -> check(id, entry, input, decisions, actedOn));
  }

  private void check(
      String id,
      Entry entry,
      InputBook input,
      DecisionBook decisions,
      Reconciliation.ActedOn actedOn) {
    findings.addGaps(
        Kind.ALERT_REVISION_MISSING, id, entry, kept.isCut(OutTopic.ALERTS), 1, entry.time);
    if (!input.isEmpty() && !kept.isInputCut()) {
      long unknown = entry.unknownTo(input);
      if (unknown > 0) {
        findings.add(
            Kind.EVIDENCE_WITHOUT_INPUT,
            id,
            entry.time,
            unknown + " of " + entry.evidence.length + " events");
      }
    }
    if (kept.isAbsent(OutTopic.COUPON_DECISIONS) || entry.shadow || decisions.isDecided(id)) {
      return;
    }
    entry.suspected.stream()
        .filter(s -> actedOn.test(s.pattern(), s.score(), s.time()))
        .mapToLong(Suspected::time)
        .min()
        .ifPresent(
            time -> findings.addUnlessUnderWay(time, Kind.ALERT_WITHOUT_DECISION, id, "suspected"));
  }
}
