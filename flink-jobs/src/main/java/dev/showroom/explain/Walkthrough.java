package dev.showroom.explain;

import dev.showroom.core.alert.AlertRevision;
import dev.showroom.core.detect.Observer;
import dev.showroom.core.journey.Journey;
import dev.showroom.core.journey.JourneyFold;
import dev.showroom.core.journey.Surroundings;
import dev.showroom.core.rules.Rule;
import dev.showroom.core.rules.RuleBook;
import dev.showroom.core.rules.Scene;
import dev.showroom.core.rules.Trigger;
import dev.showroom.schemas.AlertStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Walks one customer's journey moment by moment, and notes what is asked and what comes of it. */
final class Walkthrough {
  private final Found found;
  private final Outcomes outcomes = new Outcomes();
  private final Set<String> waiting = new HashSet<>();
  private List<Question> asked = new ArrayList<>();

  private Walkthrough(Found found) {
    this.found = found;
  }

  /** Every moment up to the end at which something was to be decided, in order. */
  static List<Step> of(Found found, List<Belongings.Given> given, RuleBook rules) {
    return new Walkthrough(found).walk(given, rules);
  }

  private List<Step> walk(List<Belongings.Given> given, RuleBook rules) {
    Announced announced = found.announced();
    Surroundings surroundings = new Surroundings(announced::product, rules, announced.feeds());
    JourneyFold fold = new JourneyFold(new Listener());
    Journey journey = new Journey();
    for (Belongings.Given one : given) {
      journey.accept(one.envelope(), surroundings.allBrowsingMatters());
    }
    List<Step> steps = new ArrayList<>();
    for (long at = journey.nextStep(); at <= found.end(); at = journey.nextStep()) {
      List<AlertRevision> revisions =
          fold.advance(found.customerId(), journey, at, surroundings).revisions();
      List<Step.Answer> answers =
          asked.stream()
              .map(question -> new Step.Answer(question, outcomes.of(question, revisions)))
              .toList();
      asked = new ArrayList<>();
      outcomes.tell(revisions);
      steps.add(
          new Step(
              at, answers, revisions, journey.head().waitsForFeeds() ? beginToWait(at) : Map.of()));
    }
    return steps;
  }

  private Map<AlertRevision, Map<String, Long>> beginToWait(long now) {
    Map<AlertRevision, Map<String, Long>> begun = new LinkedHashMap<>();
    for (AlertRevision told : outcomes.told()) {
      long deadline = told.suspicion().terms().deadline();
      if (told.transition().status() == AlertStatus.SUSPECTED && deadline <= now) {
        Map<String, Long> behind = found.announced().behind(deadline, now);
        if (!behind.isEmpty() && waiting.add(told.suspicion().alertId())) {
          begun.put(told, behind);
        }
      }
    }
    return begun;
  }

  private final class Listener implements Observer {
    @Override
    public void asked(Rule rule, int version, String scope, long at, String excluded, Scene scene) {
      boolean ofVisit =
          rule.trigger() == Trigger.VISIT_EXIT || rule.trigger() == Trigger.VISIT_BROWSE;
      asked.add(
          new Question(
              rule,
              version,
              scope,
              at,
              ofVisit ? time(scene, "visit.enter") : at,
              ofVisit ? time(scene, "visit.exit") : at,
              excluded,
              rule.explain(scene)));
    }

    private static long time(Scene scene, String name) {
      return ((Instant) scene.valueOf(name)).toEpochMilli();
    }
  }
}
