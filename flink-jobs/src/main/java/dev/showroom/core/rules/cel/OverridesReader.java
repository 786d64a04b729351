package dev.showroom.core.rules.cel;

import dev.showroom.core.alert.Level;
import dev.showroom.core.yaml.Problems;
import dev.showroom.core.yaml.Section;
import dev.showroom.core.yaml.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads what of a rule is otherwise for some categories. */
final class OverridesReader {
  private static final List<String> KEYS =
      List.of("category", "params", "mode", "minScore", "enabled");

  private final Section rule;
  private final Problems problems;

  OverridesReader(Section rule, Problems problems) {
    this.rule = rule;
    this.problems = problems;
  }

  /**
   * @param base what holds where nothing is said
   */
  Map<String, Settings> read(Settings base, Level level) {
    if (rule.has("overrides") && level == Level.CUSTOMER) {
      problems.add(
          rule.keyPlace("overrides"), "A rule of level customer has no category to override for.");
    }
    Map<String, Settings> all = new LinkedHashMap<>();
    for (Node node : rule.list("overrides")) {
      Section section = Section.of(node, "an override", KEYS, problems);
      section.require("category", "the categories that it is for");
      Settings settings =
          new Settings(
              section.flag("enabled", base.enabled()),
              section.has("mode") ? RuleReader.shadow(section) : base.shadow(),
              section.has("minScore")
                  ? (int) Math.round(RuleReader.minScore(section) * 1000)
                  : base.minScoreMillis(),
              params(section, base.params()));
      for (String category : categories(section)) {
        if (all.putIfAbsent(category, settings) != null) {
          problems.add(
              section.place("category"), "Category '" + category + "' is overridden twice.");
        }
      }
    }
    return all;
  }

  private List<String> categories(Section section) {
    List<String> categories = new ArrayList<>();
    for (Node node : section.list("category")) {
      if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
        categories.add(scalar.getValue());
      } else {
        problems.add(Source.place(node), "A category must be a text.");
      }
    }
    return categories;
  }

  private Map<String, Object> params(Section section, Map<String, Object> base) {
    Map<String, Object> params = new LinkedHashMap<>(base);
    if (!section.has("params")) {
      return params;
    }
    Section given = Section.of(section.node("params"), "params", null, problems);
    given
        .entries()
        .forEach(
            (name, node) -> {
              if (!base.containsKey(name)) {
                problems.add(
                    given.keyPlace(name),
                    "The rule has no parameter '"
                        + name
                        + "'"
                        + Problems.meant(name, base.keySet()));
                return;
              }
              Object value = ParamsReader.value(name, node, problems);
              if (value instanceof Long whole && base.get(name) instanceof Double) {
                value = whole.doubleValue();
              }
              if (value != null && value.getClass() != base.get(name).getClass()) {
                problems.add(
                    Source.place(node),
                    "Parameter '%s' must be of type %s, as it is in the rule."
                        .formatted(name, ValueType.ofValue(base.get(name)).text()));
                return;
              }
              if (value != null) {
                params.put(name, value);
              }
            });
    return params;
  }
}
