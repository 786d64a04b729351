package dev.showroom.core.rules.cel;

import dev.showroom.core.rules.cel.Scoring.Bound;
import dev.showroom.core.rules.cel.Scoring.Shape;
import dev.showroom.core.yaml.Problems;
import dev.showroom.core.yaml.Section;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;

/** Reads how a rule's features make its score. */
final class ScoringReader {
  private static final List<String> FOR =
      List.of("feature", "threshold", "full", "weight", "shape");
  private static final List<String> AGAINST = List.of("feature", "each", "most");
  private static final Set<ValueType> NUMBERS =
      EnumSet.of(ValueType.INT, ValueType.DOUBLE, ValueType.BOOL, ValueType.DURATION);

  private final Section rule;
  private final Map<String, Expression> features;
  private final List<Settings> settings;
  private final Problems problems;

  ScoringReader(
      Section rule,
      Map<String, Expression> features,
      Settings base,
      Map<String, Settings> overrides,
      Problems problems) {
    this.rule = rule;
    this.features = features;
    this.settings = new ArrayList<>(List.of(base));
    this.settings.addAll(overrides.values());
    this.problems = problems;
  }

  Scoring read() {
    List<Scoring.For> score = new ArrayList<>();
    int sum = 0;
    for (Node node : rule.list("score")) {
      Scoring.For part = readFor(Section.of(node, "a part of the score", FOR, problems));
      if (part != null) {
        sum += part.weight();
        score.add(part);
      }
    }
    if (sum > 1000) {
      problems.add(
          rule.place("score"), "The weights add up to " + sum / 1000.0 + "; a score is at most 1.");
    }
    List<Scoring.Against> against = new ArrayList<>();
    for (Node node : rule.list("against")) {
      Section section = Section.of(node, "a part against the score", AGAINST, problems);
      String feature = feature(section);
      int each = millis(section, "each");
      int most = millis(section, "most");
      against.add(new Scoring.Against(feature, each, most));
    }
    return new Scoring(List.copyOf(score), List.copyOf(against));
  }

  private Scoring.For readFor(Section section) {
    String feature = feature(section);
    int weight = millis(section, "weight");
    boolean full = section.has("full");
    String word =
        section.word(
            "shape", List.of("graded", "held", "weighed"), "shape", full ? "weighed" : "graded");
    Shape shape = Shape.valueOf(word.toUpperCase(java.util.Locale.ROOT));
    if (shape == Shape.GRADED) {
      section.require("threshold", "half of the weight counts at it, all at twice it");
    } else if (shape == Shape.WEIGHED) {
      section.require("full", "all of the weight counts at it");
    }
    if (full && shape != Shape.WEIGHED || section.has("threshold") && shape == Shape.WEIGHED) {
      problems.add(
          section.keyPlace(full ? "full" : "threshold"),
          "'threshold' goes with shapes graded and held, 'full' with shape weighed.");
      return null;
    }
    Bound bound = bound(section, full ? "full" : "threshold", shape != Shape.HELD);
    return new Scoring.For(feature, shape, bound, weight);
  }

  private String feature(Section section) {
    section.require("feature", "the name of a feature of this rule");
    String name = section.text("feature");
    if (name == null) {
      return null;
    }
    if (!features.containsKey(name)) {
      problems.add(
          section.place("feature"),
          "There is no feature '" + name + "'" + Problems.meant(name, features.keySet()));
    } else if (features.get(name) != null && !NUMBERS.contains(features.get(name).type())) {
      problems.add(
          section.place("feature"),
          "Feature '%s' is of type %s, which cannot count."
              .formatted(name, features.get(name).type().text()));
    }
    return name;
  }

  private int millis(Section section, String key) {
    section.require(key, "a number from 0 to 1");
    Double number = section.number(key, 0, 1);
    return number == null ? 0 : (int) Math.round(number * 1000);
  }

  /** Null where there is none, or it is wrong. */
  private Bound bound(Section section, String key, boolean positive) {
    String text = section.text(key);
    if (text == null) {
      return null;
    }
    Double number = Section.numberOf(text);
    Bound bound = new Bound(number, number == null ? text : null);
    for (Settings each : settings) {
      Object param = number == null ? each.params().get(text) : number;
      if (param == null || param instanceof String) {
        problems.add(
            section.place(key),
            "'%s' must be a number or the name of a parameter that is one, not '%s'%s"
                .formatted(key, text, Problems.meant(text, each.params().keySet())));
        return null;
      }
      if (positive && Scoring.asNumber(param) <= 0) {
        problems.add(section.place(key), "'" + key + "' must be more than 0, in every category.");
        return null;
      }
    }
    return bound;
  }
}
