package dev.showroom.backtest;

import dev.showroom.common.CommandFailure;
import dev.showroom.common.Durations;
import dev.showroom.common.Suggestions;
import dev.showroom.config.NamedFile;
import dev.showroom.core.rules.cel.RuleCache;
import dev.showroom.core.rules.cel.RuleFiles;
import dev.showroom.core.yaml.Checked;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Candidates that differ from a rule file in some parameters only: every combination of the values
 * that are to be tried.
 *
 * <p>Written {@code [FILE:] [RULE:] name=values; name=values}. A name is a parameter of a rule as
 * the file has it, or {@code minScore}, {@code coolDown} or {@code watch}; where several rules have
 * it, {@code RULE.name}. Values are written as in the file, with commas between, or {@code
 * from..to/step}.
 */
public final class Sweep {
  public static final int MOST_CANDIDATES = 200;
  private static final Set<String> OF_ANY_RULE = Set.of("minScore", "coolDown", "watch");

  /** Where a value stands: of the rule itself or of its params. */
  private record Place(String rule, String name) {}

  private record Axis(Place place, List<String> values) {}

  private final Path file;
  private final String yaml;
  private final List<Axis> axes;
  private final RuleCache known = new RuleCache();

  private Sweep(Path file, String yaml, List<Axis> axes) {
    this.file = file;
    this.yaml = yaml;
    this.axes = axes;
  }

  /**
   * @param baseline text of the rules where the sweep names no file
   * @throws CommandFailure with what is wrong, and the nearest right name
   */
  public static Sweep parse(String text, Supplier<String> baseline) {
    String rest = text.strip();
    Path file = null;
    String rule = null;
    // What stands before the first '=' and ends in ':' names a file, a rule, or both.
    int equals = rest.indexOf('=');
    if (equals < 0) {
      throw wrong("'" + text + "' tries no values: write for example 'minResearch=2..6'.");
    }
    int colon = rest.lastIndexOf(':', equals);
    if (colon >= 0) {
      String head = rest.substring(0, colon).strip();
      rest = rest.substring(colon + 1);
      int last = head.lastIndexOf(':');
      String tail = head.substring(last + 1).strip();
      if (tail.matches("[A-Z][A-Z0-9_]*") && !Files.exists(Path.of(tail))) {
        rule = tail;
        head = last < 0 ? "" : head.substring(0, last).strip();
      }
      file = head.isEmpty() ? null : Path.of(head);
    }
    String yaml = file == null ? baseline.get() : NamedFile.rules(file);
    return new Sweep(file, yaml, new Reader(yaml).axes(rule, rest));
  }

  /** The file that it is about, or null. */
  public Path file() {
    return file;
  }

  /**
   * Every combination, the last parameter changing fastest.
   *
   * @throws CommandFailure where they are too many, or one of them makes no right rules
   */
  public List<Candidate> candidates() {
    requireFew();
    List<Map<Place, String>> all = new ArrayList<>(List.of(Map.of()));
    for (Axis axis : axes) {
      List<Map<Place, String>> longer = new ArrayList<>();
      for (Map<Place, String> some : all) {
        for (String value : axis.values()) {
          Map<Place, String> more = new LinkedHashMap<>(some);
          more.put(axis.place(), value);
          longer.add(more);
        }
      }
      all = longer;
    }
    return all.stream().map(this::candidate).toList();
  }

  void requireFew() {
    long count = 1;
    for (Axis axis : axes) {
      count *= axis.values().size();
      if (count > MOST_CANDIDATES) {
        break;
      }
    }
    if (count > MOST_CANDIDATES) {
      throw wrong(
          "The sweep has more than %d combinations (%s); one pass takes %d at the most: try fewer values."
              .formatted(
                  MOST_CANDIDATES,
                  axes.stream()
                      .map(axis -> String.valueOf(axis.values().size()))
                      .collect(Collectors.joining(" × ")),
                  MOST_CANDIDATES));
    }
  }

  private Candidate candidate(Map<Place, String> values) {
    YamlEdit edit = new YamlEdit(yaml);
    for (MappingNode document : YamlEdit.documents(yaml)) {
      for (MappingNode rule : rules(document)) {
        values.forEach(
            (place, value) -> {
              if (place.rule().equals(text(rule, "id"))) {
                MappingNode params = (MappingNode) YamlEdit.value(rule, "params");
                boolean isParam = params != null && YamlEdit.value(params, place.name()) != null;
                edit.set(isParam ? params : rule, place.name(), value);
              }
            });
      }
    }
    Map<String, String> settings = new LinkedHashMap<>();
    boolean oneRule = axes.stream().map(axis -> axis.place().rule()).distinct().count() == 1;
    values.forEach(
        (place, value) ->
            settings.put(oneRule ? place.name() : place.rule() + "." + place.name(), value));
    String name =
        settings.entrySet().stream()
            .map(each -> each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining(" "));
    String candidate = edit.result();
    Checked<?> checked = RuleFiles.check(candidate, known);
    if (!checked.isRight()) {
      throw wrong("With " + name + " the rules are wrong in " + checked.problems().get(0));
    }
    return new Candidate(name, candidate, settings);
  }

  private static List<MappingNode> rules(MappingNode document) {
    List<MappingNode> rules = new ArrayList<>();
    if (YamlEdit.value(document, "rules") instanceof SequenceNode list) {
      for (Node node : list.getValue()) {
        if (node instanceof MappingNode rule) {
          rules.add(rule);
        }
      }
    }
    return rules;
  }

  private static String text(MappingNode mapping, String key) {
    return YamlEdit.value(mapping, key) instanceof ScalarNode scalar ? scalar.getValue() : null;
  }

  private static CommandFailure wrong(String sentence) {
    return new CommandFailure("--sweep: " + sentence);
  }

  /** Finds out which rule each name is of, and which values it is to have. */
  private static final class Reader {
    /** Names of parameters by rule. */
    private final Map<String, Set<String>> params = new LinkedHashMap<>();

    Reader(String yaml) {
      for (MappingNode document : YamlEdit.documents(yaml)) {
        for (MappingNode rule : rules(document)) {
          Set<String> names = params.computeIfAbsent(text(rule, "id"), id -> new LinkedHashSet<>());
          if (YamlEdit.value(rule, "params") instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
              names.add(((ScalarNode) tuple.getKeyNode()).getValue());
            }
          }
        }
      }
    }

    List<Axis> axes(String rule, String text) {
      if (rule != null && !params.containsKey(rule)) {
        throw wrong("There is no rule '" + rule + "'" + meant(rule, params.keySet()));
      }
      Map<String, List<String>> values = new LinkedHashMap<>();
      for (String part : text.split(";")) {
        if (part.isBlank()) {
          continue;
        }
        int equals = part.indexOf('=');
        if (equals < 0) {
          throw wrong(
              "'"
                  + part.strip()
                  + "' is no name=values, such as minResearch=2..6 or window=7d,14d.");
        }
        String name = part.substring(0, equals).strip();
        if (values.put(name, values(name, part.substring(equals + 1))) != null) {
          throw wrong("'" + name + "' stands twice.");
        }
      }
      return places(rule, values);
    }

    private List<Axis> places(String rule, Map<String, List<String>> values) {
      Map<String, Place> places = new LinkedHashMap<>();
      Set<String> named = new TreeSet<>();
      values
          .keySet()
          .forEach(
              name -> {
                Place place = certain(rule, name);
                places.put(name, place);
                if (place != null) {
                  named.add(place.rule());
                }
              });
      List<Axis> axes = new ArrayList<>();
      places.forEach(
          (name, place) -> {
            // A name that several rules have is of the one that the others are of.
            Place found =
                place != null
                    ? place
                    : named.size() == 1 ? of(named.iterator().next(), name) : null;
            if (found == null) {
              throw wrong(
                  "Several rules have '%s': say which, for example %s.%s."
                      .formatted(name, owners(name).iterator().next(), name));
            }
            if (axes.stream().anyMatch(axis -> axis.place().equals(found))) {
              throw wrong("'" + name + "' stands twice.");
            }
            axes.add(new Axis(found, values.get(name)));
          });
      return axes;
    }

    /** Null where it may be of several rules. */
    private Place certain(String rule, String name) {
      int dot = name.indexOf('.');
      if (dot > 0) {
        String owner = name.substring(0, dot);
        if (!params.containsKey(owner)) {
          throw wrong("There is no rule '" + owner + "'" + meant(owner, params.keySet()));
        }
        return known(owner, name.substring(dot + 1));
      }
      if (rule != null) {
        return known(rule, name);
      }
      Set<String> owners = owners(name);
      if (owners.isEmpty()) {
        Set<String> all = new TreeSet<>(OF_ANY_RULE);
        params.values().forEach(all::addAll);
        throw wrong("No rule has a parameter '" + name + "'" + meant(name, all));
      }
      return owners.size() == 1 ? new Place(owners.iterator().next(), name) : null;
    }

    private Set<String> owners(String name) {
      if (OF_ANY_RULE.contains(name)) {
        return params.keySet();
      }
      return params.entrySet().stream()
          .filter(each -> each.getValue().contains(name))
          .map(Map.Entry::getKey)
          .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Place of(String rule, String name) {
      return owners(name).contains(rule) ? new Place(rule, name) : null;
    }

    private Place known(String rule, String name) {
      if (of(rule, name) == null) {
        // Its own first: of names that are equally near, these are meant.
        Set<String> all = new LinkedHashSet<>(params.get(rule));
        all.addAll(OF_ANY_RULE);
        throw wrong("Rule " + rule + " has no parameter '" + name + "'" + meant(name, all));
      }
      return new Place(rule, name);
    }

    private static String meant(String typed, Set<String> names) {
      Map<String, String> byNormal = new LinkedHashMap<>();
      names.forEach(name -> byNormal.put(normal(name), name));
      return Suggestions.nearest(normal(typed), byNormal.keySet())
          .map(near -> "; did you mean '" + byNormal.get(near) + "'?")
          .orElse("; there are " + String.join(", ", names) + ".");
    }

    /** All small, so that capitals in the middle of a word do not make two names differ. */
    private static String normal(String name) {
      return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    // ---- values

    private static List<String> values(String name, String text) {
      Set<String> values = new LinkedHashSet<>();
      for (String part : text.split(",")) {
        String value = part.strip();
        if (value.contains("..")) {
          values.addAll(range(name, value));
        } else if (!value.isEmpty()) {
          values.add(value);
        }
      }
      if (values.isEmpty()) {
        throw wrong("'" + name + "' has no values to try.");
      }
      return List.copyOf(values);
    }

    private static List<String> range(String name, String text) {
      String[] ends = text.split("\\.\\.|/", -1);
      boolean hasStep = ends.length == 3 && text.indexOf('/') > text.indexOf("..");
      if (ends.length != 2 && !hasStep) {
        throw wrong("'" + text + "' is no range: write from..to or from..to/step.");
      }
      String step = hasStep ? ends[2].strip() : null;
      List<String> numbers = numbers(ends[0].strip(), ends[1].strip(), step);
      List<String> values = numbers == null ? durations(ends[0], ends[1], step) : numbers;
      if (values == null || values.isEmpty()) {
        throw wrong(
            "'%s=%s' is no range: write numbers or durations from the smaller to the larger, such as 2..6, 0.5..0.9/0.1 or 7d..28d/7d."
                .formatted(name, text));
      }
      return values;
    }

    /** Null where these are no numbers; whole numbers need no step. */
    private static List<String> numbers(String from, String to, String step) {
      try {
        BigDecimal first = new BigDecimal(from);
        BigDecimal last = new BigDecimal(to);
        BigDecimal width = step == null ? BigDecimal.ONE : new BigDecimal(step);
        boolean whole = first.scale() <= 0 && last.scale() <= 0;
        if (width.signum() <= 0 || step == null && !whole) {
          return List.of();
        }
        List<String> values = new ArrayList<>();
        for (BigDecimal value = first;
            value.compareTo(last) <= 0 && values.size() <= MOST_CANDIDATES;
            value = value.add(width)) {
          values.add(value.toPlainString());
        }
        return values;
      } catch (NumberFormatException e) {
        return null;
      }
    }

    private static List<String> durations(String from, String to, String step) {
      Duration first = Durations.parse(from.strip()).orElse(null);
      Duration last = Durations.parse(to.strip()).orElse(null);
      Duration width = step == null ? null : Durations.parse(step).orElse(null);
      if (first == null || last == null || width == null || width.isZero()) {
        return null;
      }
      List<String> values = new ArrayList<>();
      for (Duration value = first;
          value.compareTo(last) <= 0 && values.size() <= MOST_CANDIDATES;
          value = value.plus(width)) {
        values.add(Durations.format(value));
      }
      return values;
    }
  }
}
