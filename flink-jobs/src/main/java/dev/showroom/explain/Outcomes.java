package dev.showroom.explain;

import dev.showroom.core.alert.AlertRevision;
import dev.showroom.core.alert.Subject;
import dev.showroom.core.rules.Explanation;
import dev.showroom.schemas.AlertStatus;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says what came of a question, by the alerts that left up to then. */
final class Outcomes {
  /** The newest revision of each alert. */
  private final Map<String, AlertRevision> told = new LinkedHashMap<>();

  /** Of each alert, newest revision. */
  Collection<AlertRevision> told() {
    return told.values();
  }

  void tell(List<AlertRevision> revisions) {
    revisions.forEach(revision -> told.put(revision.suspicion().alertId(), revision));
  }

  /** What came of a question, before {@link #tell} is told of the revisions that left with it. */
  String of(Question question, List<AlertRevision> revisions) {
    if (question.excluded() != null) {
      return "nothing: excluded, " + question.excluded();
    }
    if (!question.holds()) {
      return whyNot(question.explanation());
    }
    for (AlertRevision revision : revisions) {
      if (isAbout(revision, question) && revision.transition().status() == AlertStatus.SUSPECTED) {
        String id = revision.suspicion().alertId();
        return (told.containsKey(id) ? "opened again: alert " : "raised: alert ") + id;
      }
    }
    for (AlertRevision before : told.values()) {
      if (isAbout(before, question)) {
        return "nothing new: it is alert " + name(before);
      }
    }
    for (AlertRevision before : told.values()) {
      if (isOfScope(before, question) && meets(before.suspicion().subject(), question)) {
        return "nothing new: the same visit has alert " + name(before);
      }
    }
    for (AlertRevision before : told.values()) {
      if (isOfScope(before, question)
          && before.transition().status() != AlertStatus.RETRACTED
          && Math.abs(before.suspicion().subject().at() - question.at())
              < question.rule().coolDownMillis()) {
        return "nothing: cooling down after alert " + name(before);
      }
    }
    return "nothing: what would retract it at once is known already";
  }

  private static String whyNot(Explanation explanation) {
    boolean all = explanation.conditions().stream().allMatch(Explanation.Condition::holds);
    if (!all) {
      return "nothing";
    }
    return explanation.scoreMillis() < explanation.minScoreMillis()
        ? "nothing: the score is too low"
        : "nothing: the rule is switched off for this category";
  }

  private static boolean isOfScope(AlertRevision revision, Question question) {
    return revision.suspicion().rule().id().equals(question.rule().id())
        && revision.suspicion().subject().level() == question.rule().level()
        && revision.suspicion().subject().scope().equals(question.scope());
  }

  private static boolean isAbout(AlertRevision revision, Question question) {
    return isOfScope(revision, question) && revision.suspicion().subject().at() == question.at();
  }

  private static boolean meets(Subject subject, Question question) {
    return subject.from() < subject.to()
        && question.from() < question.to()
        && subject.from() <= question.to()
        && question.from() <= subject.to();
  }

  private static String name(AlertRevision revision) {
    return revision.suspicion().alertId() + ", " + revision.transition().status();
  }
}
