package dev.showroom.backtest;

import dev.showroom.schemas.Alert;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * An alert that the candidate has otherwise than the baseline.
 *
 * @param baseline null where the candidate added it
 * @param candidate null where the candidate dropped it
 * @param category of the product; null where the alert is about none, or it is unknown
 * @param what of both differs: status, time, score, reasons
 */
record Change(
    Kind kind, AlertStory baseline, AlertStory candidate, String category, List<String> what) {
  enum Kind {
    ADDED,
    DROPPED,
    CHANGED
  }

  /** Null where the two say the same. */
  static Change of(AlertStory baseline, AlertStory candidate, Categories categories) {
    Alert some = (candidate == null ? baseline : candidate).raised();
    String category = categories.of(some);
    if (baseline == null || candidate == null) {
      return new Change(
          baseline == null ? Kind.ADDED : Kind.DROPPED, baseline, candidate, category, List.of());
    }
    List<String> what = new ArrayList<>();
    Alert one = baseline.last();
    Alert other = candidate.last();
    if (one.getStatus() != other.getStatus()
        || one.getRetractReason() != other.getRetractReason()) {
      what.add("status");
    }
    if (!one.getDecidedAt().equals(other.getDecidedAt())
        || !baseline.raised().getDecidedAt().equals(candidate.raised().getDecidedAt())) {
      what.add("time");
    }
    one = baseline.content();
    other = candidate.content();
    if (one.getScore() != other.getScore()) {
      what.add("score");
    }
    if (!Objects.equals(one.getReasons(), other.getReasons())
        || !Objects.equals(one.getCounterEvidence(), other.getCounterEvidence())
        || !Objects.equals(one.getEvidence(), other.getEvidence())) {
      what.add("reasons");
    }
    if (one.getShadow() != other.getShadow()) {
      what.add("mode");
    }
    if (one.getValueAtRiskMinor() != other.getValueAtRiskMinor()) {
      what.add("value at risk");
    }
    return what.isEmpty()
        ? null
        : new Change(Kind.CHANGED, baseline, candidate, category, List.copyOf(what));
  }

  /** The alert as the candidate has it, or else as the baseline has it. */
  AlertStory story() {
    return candidate == null ? baseline : candidate;
  }

  /** Monday of the week (UTC) in which it was raised. */
  LocalDate week() {
    return weekOf(story().raised());
  }

  static LocalDate weekOf(Alert alert) {
    return alert
        .getDecidedAt()
        .atZone(ZoneOffset.UTC)
        .toLocalDate()
        .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
  }
}
