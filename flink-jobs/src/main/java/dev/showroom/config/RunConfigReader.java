package dev.showroom.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.showroom.common.CommandFailure;
import dev.showroom.common.Suggestions;
import dev.showroom.common.TextFiles;
import dev.showroom.config.Option.BadValue;
import dev.showroom.config.Option.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Reads one configuration. Goes on after an error, so that all are told at once, in the order of
 * the file. No message quotes a value of {@code kafka.properties}, or a line of the file: either
 * may be a secret.
 */
final class RunConfigReader {
  private static final String ENVIRONMENT_PREFIX = "SHOWROOM_";

  private final Map<String, String> environment;
  private final List<Located> complaints = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();

  /** What is set, by option; a map option has one for each key. */
  private final Map<Option<?, ?>, Map<String, Given>> given = new HashMap<>();

  RunConfigReader(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Where something was said. */
  private record Place(int line, int column, String variable) {
    static Place of(JsonLocation location) {
      return new Place(location.getLineNr(), location.getColumnNr(), "");
    }

    static Place of(String variable) {
      return new Place(Integer.MAX_VALUE, 0, variable);
    }

    @Override
    public String toString() {
      return variable.isEmpty()
          ? "line " + line + ", column " + column
          : "environment variable " + variable;
    }
  }

  private record Located(Place place, Complaint complaint) {}

  /**
   * One value as it was written.
   *
   * @param texts one for a scalar, all of a list
   * @param list whether it was written as one
   */
  private record Given(List<String> texts, boolean list, Place place) {}

  RunConfig read(Path file) {
    String text = TextFiles.read(file, "configuration file");
    try (YAMLParser parser = YAMLFactory.builder().build().createParser(text)) {
      readDocument(parser, file);
    } catch (JsonProcessingException e) {
      throw notYaml(file, e);
    } catch (IOException e) {
      throw new IllegalStateException("text in memory can be read", e);
    }
    readEnvironment();
    Map<Option<?, ?>, Object> values = parseAll();
    checkRules(values);
    if (!complaints.isEmpty()) {
      throw failure(file);
    }
    return build(values);
  }

  /** Without the cause: its message, which a stack trace would show, quotes lines of the file. */
  private static CommandFailure notYaml(Path file, JsonProcessingException e) {
    String what = "The configuration file '" + file + "' is not YAML";
    if (e.getCause() instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
      Mark mark = marked.getProblemMark();
      Place place = new Place(mark.getLine() + 1, mark.getColumn() + 1, "");
      return new CommandFailure(what + " (" + place + "): " + marked.getProblem() + ".");
    }
    JsonLocation location = e.getLocation();
    return new CommandFailure(
        location == null ? what + "." : what + " (" + Place.of(location) + ").");
  }

  private CommandFailure failure(Path file) {
    List<String> sentences =
        complaints.stream()
            .sorted(
                Comparator.comparingInt((Located c) -> c.place().line())
                    .thenComparingInt(c -> c.place().column()))
            .map(c -> c.complaint().at(c.place().toString()))
            .toList();
    return new CommandFailure(
        sentences.size() == 1
            ? file + ": " + sentences.get(0)
            : file + " has " + sentences.size() + " errors:\n  " + String.join("\n  ", sentences));
  }

  private void complain(Place place, Complaint complaint) {
    complaints.add(new Located(place, complaint));
  }

  private void complain(Place place, String what) {
    complain(place, new Complaint(what));
  }

  // ---- the file

  private void readDocument(YAMLParser parser, Path file) throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      return; // Nothing but comments: all at its default.
    }
    if (first != JsonToken.START_OBJECT) {
      throw new CommandFailure(
          "The configuration file '" + file + "' is no map of options, such as 'kafka: ...'.");
    }
    readMap(parser, "");
    if (parser.nextToken() != null) {
      complain(
          Place.of(parser.currentTokenLocation()), "The file has a second document, after '---'");
    }
  }

  /** Reads a map up to its end; {@code path} is what its keys stand under, with the dot. */
  private void readMap(YAMLParser parser, String path) throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = path + parser.currentName();
      Place place = Place.of(parser.currentTokenLocation());
      parser.nextToken();
      Optional<Option<?, ?>> option = option(name);
      if (option.isPresent()) {
        readOption(parser, option.get(), "", place);
        continue;
      }
      Optional<Option<?, ?>> map = mapOver(name);
      if (map.isPresent()) {
        readOption(parser, map.get(), name.substring(map.get().name().length() + 1), place);
      } else if (isSection(name)) {
        readSection(parser, name, place);
      } else {
        complain(place, unknown(name));
        parser.skipChildren();
      }
    }
  }

  private void readSection(YAMLParser parser, String name, Place place) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      readMap(parser, name + ".");
    } else if (token != JsonToken.VALUE_NULL && !parser.getText().isEmpty()) {
      complain(place, "'" + name + "' must be a map of options");
      parser.skipChildren();
    }
  }

  /**
   * @param key of a map option, dots and all; empty at the option itself
   */
  private void readOption(YAMLParser parser, Option<?, ?> option, String key, Place place)
      throws IOException {
    String name = key.isEmpty() ? option.name() : option.name() + "." + key;
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT && option.shape() == Shape.MAP) {
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String inner = parser.currentName();
        Place innerPlace = Place.of(parser.currentTokenLocation());
        parser.nextToken();
        readOption(parser, option, key.isEmpty() ? inner : key + "." + inner, innerPlace);
      }
      return;
    }
    if (!seen.add(name)) {
      complain(place, "Option '" + name + "' is set a second time");
      parser.skipChildren();
    } else if (token == JsonToken.START_OBJECT) {
      complain(place, "Option '" + name + "' must be " + described(option) + ", not a map");
      parser.skipChildren();
    } else if (token == JsonToken.START_ARRAY) {
      readList(parser, option, key, name, place);
    } else if (parser.isCurrentAlias()) {
      complain(place, "Option '" + name + "' is a YAML alias, which is not supported here");
    } else if (token == JsonToken.VALUE_NULL) {
      complain(place, "Option '" + name + "' has no value");
    } else if (option.shape() == Shape.MAP && key.isEmpty()) {
      // Only a heading whose options are commented out is harmless.
      if (!parser.getText().isEmpty()) {
        complain(place, "Option '" + name + "' must be a map");
      }
    } else {
      Place valuePlace = Place.of(parser.currentTokenLocation());
      set(option, key, new Given(List.of(parser.getText()), false, valuePlace));
    }
  }

  private void readList(
      YAMLParser parser, Option<?, ?> option, String key, String name, Place place)
      throws IOException {
    if (option.shape() != Shape.LIST) {
      complain(place, "Option '" + name + "' must be " + described(option) + ", not a list");
      parser.skipChildren();
      return;
    }
    Place valuePlace = Place.of(parser.currentTokenLocation());
    List<String> texts = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken().isStructStart()) {
        complain(place, "Option '" + name + "' must be a " + option.type());
        parser.skipChildren();
      } else {
        texts.add(parser.getText());
      }
    }
    set(option, key, new Given(texts, true, valuePlace));
  }

  private static String described(Option<?, ?> option) {
    return switch (option.shape()) {
      case MAP -> "one text for each key";
      case LIST -> "a " + option.type();
      case SCALAR -> "a single value";
    };
  }

  private static Complaint unknown(String name) {
    List<String> candidates =
        Stream.concat(Options.ALL.stream().map(Option::name), Options.SECTIONS.keySet().stream())
            .toList();
    return new Complaint(
        "Unknown option '" + name + "'",
        Suggestions.nearest(name, candidates)
            .map(candidate -> "did you mean '" + candidate + "'?")
            .orElse(""));
  }

  private static Optional<Option<?, ?>> option(String name) {
    return Options.ALL.stream().filter(option -> option.name().equals(name)).findFirst();
  }

  /** The map option of which the name is one key. */
  private static Optional<Option<?, ?>> mapOver(String name) {
    return Options.ALL.stream()
        .filter(option -> option.shape() == Shape.MAP && name.startsWith(option.name() + "."))
        .findFirst();
  }

  private static boolean isSection(String name) {
    return Options.ALL.stream().anyMatch(option -> option.name().startsWith(name + "."));
  }

  // ---- the environment

  private void readEnvironment() {
    new TreeMap<>(environment)
        .forEach(
            (variable, text) -> {
              if (variable.startsWith(ENVIRONMENT_PREFIX) && !text.isEmpty()) {
                readVariable(variable, text);
              }
            });
  }

  private void readVariable(String variable, String text) {
    Given value = new Given(List.of(text), false, Place.of(variable));
    for (Option<?, ?> option : Options.ALL) {
      String name = option.environmentVariable();
      if (option.shape() == Shape.MAP) {
        if (variable.startsWith(name + "_")) {
          String key = variable.substring(name.length() + 1);
          set(option, option.keys().fromEnvironment().apply(key), value);
          return;
        }
        if (variable.equals(name)) {
          complain(
              value.place(),
              new Complaint(
                  "Option '" + option.name() + "' must be a map",
                  "set one variable for each key, its name after '" + name + "_'."));
          return;
        }
      } else if (variable.equals(name)) {
        set(option, "", value);
        return;
      }
    }
    // Other SHOWROOM_ variables may be anybody's (Kubernetes makes some for a service of that
    // name): only a near miss is one.
    LevenshteinDistance distance = new LevenshteinDistance(2);
    Options.ALL.stream()
        .map(Option::environmentVariable)
        .filter(name -> distance.apply(variable, name) >= 0)
        .min(Comparator.comparingInt(name -> distance.apply(variable, name)))
        .ifPresent(
            name ->
                complain(
                    value.place(),
                    new Complaint(
                        "Unknown option in the environment", "did you mean '" + name + "'?")));
  }

  private void set(Option<?, ?> option, String key, Given value) {
    given.computeIfAbsent(option, o -> new LinkedHashMap<>()).put(key, value);
  }

  // ---- values

  /** Every option that is set and right; one that is wrong stands with a null. */
  private Map<Option<?, ?>, Object> parseAll() {
    Map<Option<?, ?>, Object> values = new HashMap<>();
    given.forEach(
        (option, texts) ->
            values.put(
                option,
                switch (option.shape()) {
                  case SCALAR -> parseScalar(option, texts.get(""));
                  case LIST -> parseList(option, texts.get(""));
                  case MAP -> parseMap(option, texts);
                }));
    return values;
  }

  private Object parseScalar(Option<?, ?> option, Given value) {
    return element(option, option.name(), value.texts().get(0), value.place());
  }

  private Object parseList(Option<?, ?> option, Given value) {
    List<String> texts =
        value.list()
            ? value.texts()
            : Arrays.stream(value.texts().get(0).split(",", -1)).map(String::strip).toList();
    if (texts.isEmpty()) {
      complain(value.place(), "Option '" + option.name() + "' must not be empty");
      return null;
    }
    List<Object> elements = new ArrayList<>();
    for (String text : texts) {
      elements.add(element(option, option.name(), text, value.place()));
    }
    return elements.contains(null) ? null : elements;
  }

  private Object parseMap(Option<?, ?> option, Map<String, Given> texts) {
    Map<String, Object> elements = new HashMap<>();
    boolean right = true;
    for (Map.Entry<String, Given> entry : texts.entrySet()) {
      Given value = entry.getValue();
      Optional<Complaint> badKey = option.keys().complaint().apply(entry.getKey());
      badKey.ifPresent(complaint -> complain(value.place(), complaint));
      Object element =
          badKey.isPresent()
              ? null
              : element(
                  option,
                  option.name() + "." + entry.getKey(),
                  value.texts().get(0),
                  value.place());
      right &= element != null;
      elements.put(entry.getKey(), element);
    }
    return right ? elements : null;
  }

  private Object element(Option<?, ?> option, String name, String text, Place place) {
    try {
      return option.element().parse(text);
    } catch (BadValue e) {
      complain(place, "Option '" + name + "' " + e.getMessage());
      return null;
    }
  }

  // ---- the whole

  private void checkRules(Map<Option<?, ?>, Object> values) {
    Map<Option<?, ?>, Object> right = new HashMap<>(values);
    right.values().removeIf(java.util.Objects::isNull);
    RunConfig config = build(right);
    for (Options.Rule rule : Options.RULES) {
      boolean wrongAlready =
          rule.options().stream().anyMatch(o -> values.containsKey(o) && values.get(o) == null);
      if (!wrongAlready) {
        rule.check()
            .complaint(config)
            .ifPresent(what -> complain(placeOf(rule), new Complaint(what)));
      }
    }
  }

  private Place placeOf(Options.Rule rule) {
    return rule.options().stream()
        .filter(given::containsKey)
        .flatMap(option -> given.get(option).values().stream())
        .map(Given::place)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the defaults break a rule: " + rule.doc()));
  }

  /** The configuration with these values, and the default of every option that is not in them. */
  static RunConfig build(Map<Option<?, ?>, Object> values) {
    return new RunConfig(
        new RunConfig.Kafka(
            value(values, Options.BOOTSTRAP_SERVERS),
            value(values, Options.PROPERTIES),
            value(values, Options.TOPIC_PREFIX),
            value(values, Options.CONSUMER_GROUP),
            value(values, Options.STARTING_OFFSETS),
            value(values, Options.TRANSACTION_TIMEOUT),
            value(values, Options.PARTITIONS),
            value(values, Options.REPLICATION)),
        new RunConfig.Time(
            value(values, Options.LATENESS_BOUND),
            RunConfig.Time.byStream(value(values, Options.LATENESS_BOUND_BY_STREAM)),
            value(values, Options.CORRECTION_HORIZON),
            value(values, Options.FUTURE_TOLERANCE),
            value(values, Options.QUIET_AFTER),
            value(values, Options.IDLE_AFTER),
            value(values, Options.ALIGNMENT_DRIFT)),
        new RunConfig.Job(
            value(values, Options.PARALLELISM),
            value(values, Options.CHECKPOINT_DIR),
            value(values, Options.CHECKPOINT_INTERVAL),
            value(values, Options.ROCKSDB),
            value(values, Options.RULES_FILE),
            value(values, Options.POLICY_FILE),
            value(values, Options.UNALIGNED_CHECKPOINTS),
            value(values, Options.RESTART_RESET_AFTER)),
        new RunConfig.Coupons(
            value(values, Options.COUPONS_ENABLED),
            new CouponKeys(value(values, Options.COUPONS_KEY_FILE))),
        new RunConfig.Push(
            value(values, Options.PUSH_URL),
            value(values, Options.PUSH_FORMAT),
            value(values, Options.PUSH_SECRET_FILE),
            value(values, Options.PUSH_ALLOW_HTTP),
            value(values, Options.PUSH_TRIES),
            value(values, Options.PUSH_TIMEOUT),
            value(values, Options.PUSH_FIRST_BACKOFF),
            value(values, Options.PUSH_LONGEST_BACKOFF),
            value(values, Options.PUSH_IN_FLIGHT),
            value(values, Options.PUSH_CIRCUIT_PAUSE),
            value(values, Options.PUSH_CLOCK)));
  }

  @SuppressWarnings("unchecked")
  private static <T> T value(Map<Option<?, ?>, Object> values, Option<T, ?> option) {
    Object value = values.get(option);
    return value == null ? option.defaultValue() : (T) value;
  }
}
