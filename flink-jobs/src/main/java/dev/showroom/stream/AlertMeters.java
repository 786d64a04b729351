package dev.showroom.stream;

import dev.showroom.core.alert.AlertRevision;
import dev.showroom.core.journey.JourneyFold;
import dev.showroom.metrics.Counts;
import dev.showroom.metrics.Elapsed;
import dev.showroom.metrics.Meter;
import dev.showroom.metrics.Meters;
import java.util.HashSet;
import java.util.Set;

/** How many alerts leave, and how soon. */
final class AlertMeters {
  private final Counts alerts;
  private final Elapsed elapsed;

  AlertMeters(Meters meters) {
    alerts = meters.counts(Meter.ALERTS);
    elapsed = meters.elapsed(Meter.EVENT_TO_ALERT);
  }

  void told(JourneyFold.Outcome outcome) {
    if (outcome.revisions().isEmpty()) {
      return;
    }
    Set<String> byLateRecords = new HashSet<>();
    outcome
        .corrections()
        .forEach(late -> late.changed().forEach(one -> byLateRecords.add(one.name())));
    for (AlertRevision revision : outcome.revisions()) {
      boolean shadow = revision.suspicion().rule().shadow();
      alerts.add(
          revision.suspicion().rule().pattern(),
          revision.transition().status().name(),
          lane(shadow));
      if (!shadow && !byLateRecords.contains(revision.name())) {
        elapsed.since(revision.transition().decidedAt());
      }
    }
  }

  /** What is only looked at counts by itself. */
  static String lane(boolean shadow) {
    return shadow ? "shadow" : "live";
  }
}
