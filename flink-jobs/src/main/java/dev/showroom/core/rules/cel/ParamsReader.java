package dev.showroom.core.rules.cel;

import dev.showroom.common.Durations;
import dev.showroom.core.History;
import dev.showroom.core.yaml.Problems;
import dev.showroom.core.yaml.Section;
import dev.showroom.core.yaml.Source;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads the parameters of a rule. */
final class ParamsReader {
  private static final Pattern WHOLE = Pattern.compile("-?\\d{1,18}");

  private final Section rule;
  private final Names names;
  private final Problems problems;

  ParamsReader(Section rule, Names names, Problems problems) {
    this.rule = rule;
    this.names = names;
    this.problems = problems;
  }

  Map<String, Object> read() {
    Map<String, Object> values = new LinkedHashMap<>();
    if (rule.has("params")) {
      Section section = Section.of(rule.node("params"), "params", null, problems);
      section
          .entries()
          .forEach(
              (name, node) -> {
                names.checkParam(name, section.keyPlace(name));
                Object value = value(name, node, problems);
                if (value != null) {
                  values.put(name, value);
                }
              });
    }
    return values;
  }

  /** A whole number, a number, true or false, a duration, or a text; null where it is none. */
  static Object value(String name, Node node, Problems problems) {
    if (!(node instanceof ScalarNode scalar) || scalar.getValue().isEmpty()) {
      problems.add(Source.place(node), "Parameter '" + name + "' must be one value.");
      return null;
    }
    String text = scalar.getValue();
    if (scalar.getScalarStyle() != ScalarStyle.PLAIN) {
      return text;
    }
    if (WHOLE.matcher(text).matches()) {
      return Long.valueOf(text);
    }
    Double number = Section.numberOf(text);
    if (number != null) {
      return number;
    }
    if (text.equals("true") || text.equals("false")) {
      return Boolean.valueOf(text);
    }
    Duration duration = Durations.parse(text).orElse(null);
    if (duration == null) {
      return text;
    }
    if (duration.compareTo(History.LONG_LOOK_BACK) > 0) {
      problems.add(
          Source.place(node),
          "Parameter '%s' must be at most %s: nothing is kept longer."
              .formatted(name, Durations.format(History.LONG_LOOK_BACK)));
    }
    return duration;
  }
}
