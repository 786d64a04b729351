package dev.showroom.explain;

import dev.showroom.core.alert.AlertRevision;
import dev.showroom.core.alert.Contribution;
import dev.showroom.core.alert.Level;
import dev.showroom.core.alert.Suspicion;
import dev.showroom.core.alert.Terms;
import dev.showroom.core.catalogue.FeedReport;
import dev.showroom.core.rules.Explanation;
import dev.showroom.schemas.AlertStatus;
import dev.showroom.schemas.codec.IsoTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What was decided at a moment, in lines. */
final class StepWords {
  private static final String INDENT = "    ";

  /** So many feeds are named that are behind. */
  private static final int FEEDS_NAMED = 3;

  private final Announced announced;
  private final boolean verbose;
  private final Map<Question.Topic, String> said = new HashMap<>();
  private int leftOut;

  /**
   * @param verbose whether also to tell questions that were far from a yes, and those that had the
   *     same answer before
   */
  StepWords(Announced announced, boolean verbose) {
    this.announced = announced;
    this.verbose = verbose;
  }

  /** How many questions were not told. */
  int leftOut() {
    return leftOut;
  }

  /** Empty where there is nothing to tell. */
  List<String> of(Step step) {
    List<String> lines = new ArrayList<>();
    for (Step.Answer answer : step.answers()) {
      List<String> told = answer(answer);
      // That an alert stands which was told before is nothing new.
      String gist =
          answer.question().holds()
              ? answer.question().explanation().toString()
              : String.join("\n", told);
      boolean isNew = !gist.equals(said.put(answer.question().topic(), gist));
      if (verbose || answer.question().isNear() && isNew) {
        lines.addAll(told);
      } else {
        leftOut++;
      }
    }
    for (AlertRevision revision : step.revisions()) {
      lines.addAll(revision(revision));
    }
    step.waiting().forEach((alert, feeds) -> lines.add(waits(alert, feeds)));
    return lines;
  }

  // ---- questions

  private static List<String> answer(Step.Answer answer) {
    Question question = answer.question();
    List<String> lines = new ArrayList<>();
    lines.add(
        "asked   %s about %s (%s of %s, version %d%s)"
            .formatted(
                question.rule().id(),
                scope(question.rule().level(), question.scope()),
                question.rule().trigger().text(),
                IsoTime.format(question.at()),
                question.version(),
                question.rule().shadow() ? ", shadow" : ""));
    for (Explanation.Feature feature : question.explanation().features()) {
      lines.add(INDENT + feature.name() + " = " + feature.value());
    }
    boolean isFirst = true;
    for (Explanation.Condition condition : question.explanation().conditions()) {
      String source = condition.source().strip().replaceAll("\\s+", " ");
      if (condition.holds()) {
        lines.add(INDENT + "held     " + source);
      } else {
        lines.add(
            INDENT + "HELD NOT " + source + (isFirst ? "   <-- first that did not hold" : ""));
        isFirst = false;
      }
    }
    lines.add(
        INDENT
            + "score    %s, at least %s is asked"
                .formatted(
                    thousandths(question.explanation().scoreMillis()),
                    thousandths(question.explanation().minScoreMillis())));
    lines.add(INDENT + "=> " + answer.outcome());
    return lines;
  }

  private static String scope(Level level, String value) {
    return level == Level.CUSTOMER
        ? "the customer"
        : level.name().toLowerCase(Locale.ROOT) + " '" + value + "'";
  }

  // ---- alerts

  private List<String> revision(AlertRevision revision) {
    Suspicion suspicion = revision.suspicion();
    AlertStatus status = revision.transition().status();
    List<String> lines = new ArrayList<>();
    lines.add(
        "ALERT   %s %s %s%s, revision %d%s"
            .formatted(
                suspicion.alertId(),
                suspicion.rule().pattern(),
                status,
                revision.transition().reason() == null ? "" : " " + revision.transition().reason(),
                revision.revision(),
                suspicion.rule().shadow() ? ", shadow" : ""));
    if (revision.transition().cause() != null) {
      lines.add(INDENT + "because of " + revision.transition().cause());
    }
    if (status == AlertStatus.SUSPECTED) {
      lines.add(
          INDENT
              + "score %s, value at risk %s"
                  .formatted(
                      thousandths(suspicion.scoreMillis()),
                      FactWords.money(suspicion.valueAtRiskMinor())));
      suspicion.reasons().forEach(reason -> lines.add(INDENT + "for      " + part(reason)));
      suspicion.counterEvidence().forEach(part -> lines.add(INDENT + "against  " + part(part)));
      lines.add(INDENT + "rests on " + String.join(", ", suspicion.evidence()));
      suspicion.clearedBy().forEach(clears -> lines.add(INDENT + "cleared by: " + clears));
      if (suspicion.terms().deadline() != Terms.NEVER) {
        lines.add(INDENT + "deadline " + IsoTime.format(suspicion.terms().deadline()));
      }
    } else if (revision.transition().decidedAt() > suspicion.terms().deadline()) {
      for (FeedReport report : announced.reportsAt(revision.transition().decidedAt())) {
        lines.add(
            INDENT
                + "reported by %s: complete through %s"
                    .formatted(report.feed(), IsoTime.format(report.completeThrough())));
      }
    }
    return lines;
  }

  private static String part(Contribution part) {
    return "%s %s%s: %s%s"
        .formatted(
            part.feature(),
            number(part.value()),
            part.threshold() == null ? "" : " (asked " + number(part.threshold()) + ")",
            part.millis() < 0 ? "" : "+",
            thousandths(part.millis()));
  }

  private static String waits(AlertRevision alert, Map<String, Long> behind) {
    String named =
        behind.entrySet().stream()
            .limit(FEEDS_NAMED)
            .map(feed -> feed.getKey() + " (through " + IsoTime.format(feed.getValue()) + ")")
            .collect(Collectors.joining(", "));
    int more = behind.size() - FEEDS_NAMED;
    return "waits   alert %s: its deadline has passed, but not yet all up to it is reported by %s%s"
        .formatted(alert.suspicion().alertId(), named, more > 0 ? " and " + more + " more" : "");
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.3f", value);
  }

  private static String thousandths(int millis) {
    return String.format(Locale.ROOT, "%.3f", millis / 1_000.0);
  }
}
