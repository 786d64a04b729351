package dev.showroom.explain;

import dev.showroom.common.CommandFailure;
import dev.showroom.common.Durations;
import dev.showroom.common.Suggestions;
import dev.showroom.core.alert.AlertRevision;
import dev.showroom.core.alert.Level;
import dev.showroom.core.alert.Suspicion;
import dev.showroom.core.alert.Terms;
import dev.showroom.core.rules.Rule;
import dev.showroom.core.rules.RuleSet;
import dev.showroom.schemas.AlertStatus;
import dev.showroom.schemas.codec.IsoTime;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** How a customer stands at one moment of event time, rule by rule: why, and why not. */
final class StandingWords {
  private static final String INDENT = "    ";

  /** Of so many things that a rule was asked about it is told why there is no alert. */
  private static final int NEAREST = 3;

  private final long at;
  private final String pattern;
  private final List<Rule> rules;

  /**
   * @param pattern only of rules that find this; null for all
   * @param set in force then; null for none
   * @throws CommandFailure where no rule finds the pattern
   */
  StandingWords(long at, String pattern, RuleSet set) {
    this.at = at;
    this.pattern = pattern;
    this.rules = set == null ? List.of() : set.rules();
    requireKnown();
  }

  void print(List<Step> steps, PrintWriter out) {
    out.println();
    out.println("as of " + IsoTime.format(at) + ", rule by rule");
    for (Rule rule : rules) {
      if (pattern == null || rule.pattern().equals(pattern)) {
        lines(rule, steps).forEach(out::println);
      }
    }
    out.flush();
  }

  private void requireKnown() {
    if (rules.isEmpty()) {
      throw new CommandFailure("No rules were in force at that time.");
    }
    TreeSet<String> patterns = new TreeSet<>();
    rules.forEach(rule -> patterns.add(rule.pattern()));
    if (pattern != null && !patterns.contains(pattern)) {
      throw new CommandFailure(
          "No rule finds '%s'%s"
              .formatted(
                  pattern,
                  Suggestions.nearest(pattern, patterns)
                      .map(near -> "; did you mean '" + near + "'?")
                      .orElse("; there are " + String.join(", ", patterns) + ".")));
    }
  }

  private List<String> lines(Rule rule, List<Step> steps) {
    List<String> lines = new ArrayList<>();
    lines.add(rule.id());
    Map<String, AlertRevision> alerts = new LinkedHashMap<>();
    Map<Question.Topic, Step.Answer> answers = new LinkedHashMap<>();
    for (Step step : steps) {
      for (AlertRevision revision : step.revisions()) {
        if (revision.suspicion().rule().id().equals(rule.id())) {
          alerts.put(revision.suspicion().alertId(), revision);
        }
      }
      for (Step.Answer answer : step.answers()) {
        if (answer.question().rule().id().equals(rule.id())) {
          answers.remove(answer.question().topic());
          answers.put(answer.question().topic(), answer);
        }
      }
    }
    alerts.values().forEach(alert -> lines.addAll(alert(alert)));
    List<Step.Answer> without =
        answers.values().stream()
            .filter(answer -> !answer.question().holds() || answer.question().excluded() != null)
            .sorted(
                Comparator.comparingInt(StandingWords::missing)
                    .thenComparing(answer -> -answer.question().at()))
            .toList();
    without.stream().limit(NEAREST).forEach(answer -> lines.addAll(whyNot(answer)));
    if (without.size() > NEAREST) {
      lines.add(
          INDENT + "and %d more that were further from a yes".formatted(without.size() - NEAREST));
    }
    if (answers.isEmpty() && alerts.isEmpty()) {
      lines.add(
          INDENT + "never asked: no '%s' yet that it is about".formatted(rule.trigger().text()));
    }
    return lines;
  }

  private static int missing(Step.Answer answer) {
    return answer.question().explanation().shortfalls().size();
  }

  private List<String> whyNot(Step.Answer answer) {
    Question question = answer.question();
    List<String> lines = new ArrayList<>();
    lines.add(
        INDENT
            + "no alert about %s (%s of %s)"
                .formatted(
                    question.rule().level() == Level.CUSTOMER
                        ? "the customer"
                        : question.rule().level().name().toLowerCase(Locale.ROOT)
                            + " '"
                            + question.scope()
                            + "'",
                    question.rule().trigger().text(),
                    IsoTime.format(question.at())));
    if (question.excluded() != null) {
      lines.add(INDENT + INDENT + "excluded: " + question.excluded());
    }
    question.explanation().shortfalls().forEach(each -> lines.add(INDENT + INDENT + each));
    return lines;
  }

  private List<String> alert(AlertRevision alert) {
    Suspicion suspicion = alert.suspicion();
    List<String> lines = new ArrayList<>();
    lines.add(
        INDENT
            + "alert %s %s%s since %s"
                .formatted(
                    suspicion.alertId(),
                    alert.transition().status(),
                    alert.transition().reason() == null ? "" : " " + alert.transition().reason(),
                    IsoTime.format(alert.transition().decidedAt())));
    if (alert.transition().status() != AlertStatus.SUSPECTED) {
      return lines;
    }
    Terms terms = suspicion.terms();
    if (terms.deadline() == Terms.NEVER) {
      lines.add(INDENT + INDENT + "no deadline: it stands");
    } else {
      String what =
          terms.lapse() != null ? "RETRACTED " + terms.lapse() : AlertStatus.CONFIRMED.name();
      lines.add(
          INDENT
              + INDENT
              + (terms.deadline() > at
                  ? "deadline %s, in %s: then %s"
                      .formatted(
                          IsoTime.format(terms.deadline()), span(terms.deadline() - at), what)
                  : "deadline %s has passed: %s when the tills have reported up to it"
                      .formatted(IsoTime.format(terms.deadline()), what)));
    }
    suspicion.clearedBy().forEach(clears -> lines.add(INDENT + INDENT + "cleared by: " + clears));
    return lines;
  }

  private static String span(long millis) {
    Duration span = Duration.ofMillis(millis);
    if (span.toHours() < 1) {
      return Durations.format(Duration.ofSeconds(Math.max(1, span.toSeconds())));
    }
    return span.toDays() == 0
        ? span.toHours() + "h"
        : span.toDays() + "d " + span.toHoursPart() + "h";
  }
}
