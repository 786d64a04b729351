package dev.showroom.backtest;

import dev.showroom.evaluate.Report;
import dev.showroom.schemas.Alert;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;

/**
 * One candidate against the baseline.
 *
 * @param changes by customer and alert
 * @param truth how right the candidate is; null where the truth is not known
 * @param offers null where no offers were decided
 */
record Comparison(
    Candidate candidate,
    Group all,
    List<Group> byPattern,
    List<Group> byStore,
    List<Group> byCategory,
    List<Group> byWeek,
    List<Change> changes,
    Report truth,
    OfferComparison offers) {
  private static final String NONE = "(none)";

  static Comparison of(
      Candidate candidate,
      Map<String, AlertStory> baseline,
      Map<String, AlertStory> stories,
      Categories categories,
      Report truth,
      OfferComparison offers) {
    TreeSet<String> ids = new TreeSet<>(baseline.keySet());
    ids.addAll(stories.keySet());
    List<Change> changes = new ArrayList<>();
    for (String id : ids) {
      Change change = Change.of(baseline.get(id), stories.get(id), categories);
      if (change != null) {
        changes.add(change);
      }
    }
    changes.sort((one, other) -> Views.ORDER.compare(one.story().last(), other.story().last()));
    Tally tally = new Tally(baseline, stories, changes);
    return new Comparison(
        candidate,
        tally.by((alert, category) -> "all", categories).stream()
            .findFirst()
            .orElse(Group.none("all")),
        tally.by((alert, category) -> alert.getPattern(), categories),
        tally.by((alert, category) -> alert.getStoreId(), categories),
        tally.by((alert, category) -> category, categories),
        tally.by((alert, category) -> Change.weekOf(alert).toString(), categories),
        List.copyOf(changes),
        truth,
        offers);
  }

  private record Tally(
      Map<String, AlertStory> baseline, Map<String, AlertStory> candidate, List<Change> changes) {
    List<Group> by(BiFunction<Alert, String, String> key, Categories categories) {
      Map<String, Group> groups = new TreeMap<>();
      for (AlertStory story : baseline.values()) {
        String name = name(key, story.raised(), categories);
        groups.put(name, group(groups, name).plusBaseline(story.stands()));
      }
      for (AlertStory story : candidate.values()) {
        String name = name(key, story.raised(), categories);
        groups.put(name, group(groups, name).plusCandidate(story.stands()));
      }
      for (Change change : changes) {
        String name = name(key, change.story().raised(), categories);
        groups.put(name, group(groups, name).plus(change.kind()));
      }
      return List.copyOf(groups.values());
    }

    private static Group group(Map<String, Group> groups, String name) {
      return groups.getOrDefault(name, Group.none(name));
    }

    private static String name(
        BiFunction<Alert, String, String> key, Alert alert, Categories categories) {
      String name = key.apply(alert, categories.of(alert));
      return name == null ? NONE : name;
    }
  }
}
