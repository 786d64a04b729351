package dev.showroom.config;

import dev.showroom.common.CommandFailure;
import dev.showroom.common.Durations;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One option of the configuration file: all that its parsing, its check and its documentation need.
 *
 * @param <T> what the option is in {@link RunConfig}
 * @param <E> what one text of it becomes: the same for a scalar, an element of a list or a map
 * @param name dotted, {@code section.option}
 * @param type for people, with the bounds
 * @param doc one line
 * @param keys of a map, else null
 */
record Option<T, E>(
    String name,
    Shape shape,
    String type,
    T defaultValue,
    Element<E> element,
    Keys keys,
    String doc) {

  enum Shape {
    SCALAR,
    LIST,
    MAP
  }

  /** Reads one text. */
  interface Element<E> {
    /**
     * @throws BadValue whose message completes "Option 'x' ..."
     */
    E parse(String text) throws BadValue;
  }

  static final class BadValue extends Exception {
    private static final long serialVersionUID = 1L;

    BadValue(String predicate) {
      super(predicate, null, false, false);
    }
  }

  /** Which keys a map option takes, and how they look in the name of an environment variable. */
  record Keys(
      Function<String, Optional<Complaint>> complaint, UnaryOperator<String> fromEnvironment) {}

  /** {@code SHOWROOM_KAFKA_TOPIC_PREFIX} for {@code kafka.topic-prefix}. */
  String environmentVariable() {
    return "SHOWROOM_" + name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  String defaultText() {
    if (defaultValue instanceof Duration duration) {
      return Durations.format(duration);
    }
    if (defaultValue instanceof List<?> list) {
      return list.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
    if (defaultValue instanceof Map<?, ?> || defaultValue.toString().isEmpty()) {
      return "";
    }
    return defaultValue instanceof Enum<?> constant ? word(constant) : defaultValue.toString();
  }

  // ---- the kinds of options

  static Option<String, String> text(
      String name, String defaultValue, Pattern form, String type, String doc) {
    Element<String> element =
        text -> {
          if (!form.matcher(text).matches()) {
            throw new BadValue("must be " + type + ", not " + quote(text));
          }
          return text;
        };
    return new Option<>(name, Shape.SCALAR, type, defaultValue, element, null, doc);
  }

  /** The file is read at once, for the names in it; nothing of it is quoted. */
  static Option<SecretProperties, SecretProperties> secretProperties(String name, String doc) {
    Element<SecretProperties> element =
        text -> {
          try {
            return SecretProperties.of(text);
          } catch (CommandFailure e) {
            throw new BadValue("is not right: " + e.getMessage().replaceFirst("\\.$", ""));
          }
        };
    return new Option<>(name, Shape.SCALAR, "a file", SecretProperties.NONE, element, null, doc);
  }

  /** Empty, or an address on the web. What was written may hold a token: it is not quoted. */
  static Option<String, String> url(String name, String doc) {
    String type = "an http or https address";
    return new Option<>(name, Shape.SCALAR, type, "", address(type), null, doc);
  }

  /** Any number of such addresses, also none. */
  static Option<List<String>, String> urls(String name, String doc) {
    String type = "a list of http or https addresses";
    return new Option<>(name, Shape.LIST, type.substring(2), List.of(), address(type), null, doc);
  }

  private static Element<String> address(String type) {
    return text -> {
      if (!text.isEmpty() && !isWebAddress(text)) {
        throw new BadValue("must be " + type + " with a host, and without user or fragment");
      }
      return text;
    };
  }

  private static boolean isWebAddress(String text) {
    try {
      URI uri = new URI(text);
      return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawFragment() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  static Option<Integer, Integer> number(
      String name, int defaultValue, int min, int max, String doc) {
    Element<Integer> element =
        text -> {
          if (!text.matches("-?\\d+")) {
            throw new BadValue("must be a whole number, not " + quote(text));
          }
          int value = text.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(text);
          if (value < min || value > max || text.length() > 9) {
            throw new BadValue("must be from " + min + " to " + max + ", not " + cut(text));
          }
          return value;
        };
    String type = "whole number, " + min + " to " + max;
    return new Option<>(name, Shape.SCALAR, type, defaultValue, element, null, doc);
  }

  static Option<Boolean, Boolean> flag(String name, boolean defaultValue, String doc) {
    Element<Boolean> element =
        text ->
            switch (text) {
              case "true" -> true;
              case "false" -> false;
              default -> throw new BadValue("must be true or false, not " + quote(text));
            };
    return new Option<>(name, Shape.SCALAR, "true or false", defaultValue, element, null, doc);
  }

  static <C extends Enum<C>> Option<C, C> choice(
      String name, C defaultValue, Class<C> type, String doc) {
    String words =
        Arrays.stream(type.getEnumConstants()).map(Option::word).collect(Collectors.joining(", "));
    Element<C> element =
        text -> {
          for (C constant : type.getEnumConstants()) {
            if (word(constant).equals(text)) {
              return constant;
            }
          }
          throw new BadValue("must be one of " + words + ", not " + quote(text));
        };
    return new Option<>(name, Shape.SCALAR, "one of " + words, defaultValue, element, null, doc);
  }

  static Option<Duration, Duration> duration(
      String name, String defaultValue, String min, String max, String doc) {
    return new Option<>(
        name,
        Shape.SCALAR,
        "duration, " + min + " to " + max,
        Durations.parse(defaultValue).orElseThrow(),
        durationElement(min, max),
        null,
        doc);
  }

  static Option<Map<String, Duration>, Duration> durations(
      String name, Keys keys, String keyName, String min, String max, String doc) {
    return new Option<>(
        name,
        Shape.MAP,
        "map from " + keyName + " to duration, " + min + " to " + max,
        Map.of(),
        durationElement(min, max),
        keys,
        doc);
  }

  static Option<Map<String, String>, String> texts(String name, Keys keys, String doc) {
    return new Option<>(name, Shape.MAP, "map of text", Map.of(), text -> text, keys, doc);
  }

  static Option<List<String>, String> list(
      String name, List<String> defaultValue, Pattern form, String of, String doc) {
    Element<String> element =
        text -> {
          if (!form.matcher(text).matches()) {
            throw new BadValue("must be a list of " + of + ", and " + quote(text) + " is none");
          }
          return text;
        };
    return new Option<>(name, Shape.LIST, "list of " + of, defaultValue, element, null, doc);
  }

  private static Element<Duration> durationElement(String min, String max) {
    Duration least = Durations.parse(min).orElseThrow();
    Duration most = Durations.parse(max).orElseThrow();
    return text -> {
      Duration value =
          Durations.parse(text)
              .orElseThrow(
                  () ->
                      new BadValue(
                          "must be a duration such as 500ms, 5s, 10m, 2h or 14d, not "
                              + quote(text)));
      if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
        throw new BadValue("must be from " + min + " to " + max + ", not " + cut(text));
      }
      return value;
    };
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  static String quote(String text) {
    return "'" + cut(text) + "'";
  }

  private static String cut(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    return line.length() <= 60 ? line : line.substring(0, 59) + "…";
  }
}
