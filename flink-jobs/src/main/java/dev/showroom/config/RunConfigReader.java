package dev.showroom.config;

import dev.showroom.common.CommandFailure;
import dev.showroom.config.Option.BadValue;
import dev.showroom.config.Settings.Given;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads one configuration. Goes on after an error, so that all are told at once, in the order of
 * the file. No message quotes a value of {@code kafka.properties}: it may be a secret.
 */
final class RunConfigReader {
  private final Settings settings = new Settings();

  private RunConfigReader() {}

  /**
   * @throws CommandFailure that tells everything that is wrong
   */
  static RunConfig read(Path file, Map<String, String> environment) {
    return new RunConfigReader().readBoth(file, environment);
  }

  private RunConfig readBoth(Path file, Map<String, String> environment) {
    ConfigurationFile.read(file, settings);
    ConfigurationEnvironment.read(environment, settings);
    Map<Option<?, ?>, Object> values = parseAll();
    checkRules(values);
    settings.requireRight(file);
    return OptionValues.config(values);
  }

  /** Every option that is set and right; one that is wrong stands with a null. */
  private Map<Option<?, ?>, Object> parseAll() {
    Map<Option<?, ?>, Object> values = new HashMap<>();
    settings
        .given()
        .forEach(
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
      settings.complain(value.place(), "Option '" + option.name() + "' must not be empty");
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
      badKey.ifPresent(complaint -> settings.complain(value.place(), complaint));
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
      settings.complain(place, "Option '" + name + "' " + e.getMessage());
      return null;
    }
  }

  private void checkRules(Map<Option<?, ?>, Object> values) {
    Map<Option<?, ?>, Object> right = new HashMap<>(values);
    right.values().removeIf(Objects::isNull);
    RunConfig config = OptionValues.config(right);
    for (OptionRules.Rule rule : OptionRules.ALL) {
      boolean wrongAlready =
          rule.options().stream().anyMatch(o -> values.containsKey(o) && values.get(o) == null);
      if (!wrongAlready) {
        rule.check()
            .complaint(config)
            .ifPresent(what -> settings.complain(placeOf(rule), new Complaint(what)));
      }
    }
  }

  private Place placeOf(OptionRules.Rule rule) {
    return rule.options().stream()
        .filter(settings.given()::containsKey)
        .flatMap(option -> settings.given().get(option).values().stream())
        .map(Given::place)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the defaults break a rule: " + rule.doc()));
  }
}
