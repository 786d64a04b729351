package dev.showroom.core.yaml;

import dev.showroom.common.Durations;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A map of a file, read key by key; says what is wrong with it as it is read. */
public final class Section {
  private static final Pattern WHOLE = Pattern.compile("[0-9]{1,9}");
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE]-?\\d+)?");

  private final Place place;
  private final Problems problems;
  private final Map<String, Node> entries = new LinkedHashMap<>();
  private final Map<String, Place> keys = new LinkedHashMap<>();
  private boolean isMap = true;

  private Section(Place place, Problems problems) {
    this.place = place;
    this.problems = problems;
  }

  /**
   * @param what it is, for the sentence, such as "a rule"
   * @param known the keys that it may have; null for any
   */
  public static Section of(Node node, String what, List<String> known, Problems problems) {
    Section section = new Section(Source.place(node), problems);
    if (!(node instanceof MappingNode mapping)) {
      problems.add(section.place, "Here " + what + " is expected, which is a map of keys.");
      section.isMap = false;
      return section;
    }
    for (NodeTuple tuple : mapping.getValue()) {
      Place place = Source.place(tuple.getKeyNode());
      String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
      if (known != null && !known.contains(key)) {
        problems.add(
            place, "There is no key '" + key + "' in " + what + Problems.meant(key, known));
      } else if (section.entries.putIfAbsent(key, tuple.getValueNode()) != null) {
        problems.add(place, "The key '" + key + "' stands here a second time.");
      } else {
        section.keys.put(key, place);
      }
    }
    return section;
  }

  /** The map behind a key; an empty one where there is none. */
  public Section section(String key, List<String> known) {
    return has(key)
        ? of(entries.get(key), "'" + key + "'", known, problems)
        : new Section(place, problems);
  }

  public Place place() {
    return place;
  }

  public Place place(String key) {
    return entries.containsKey(key) ? Source.place(entries.get(key)) : place;
  }

  public Place keyPlace(String key) {
    return keys.get(key);
  }

  public boolean has(String key) {
    return entries.containsKey(key);
  }

  public Node node(String key) {
    return entries.get(key);
  }

  public Map<String, Node> entries() {
    return entries;
  }

  /** Whether it is a map, or is not there. */
  public boolean isMap() {
    return isMap;
  }

  public void require(String key, String what) {
    if (!has(key) && isMap) {
      problems.add(place, "The key '" + key + "' is missing: " + what + ".");
    }
  }

  /** The text of a scalar; null where there is none. */
  public String text(String key) {
    Node node = entries.get(key);
    if (node == null) {
      return null;
    }
    if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
      return scalar.getValue();
    }
    problems.add(Source.place(node), "'" + key + "' must be one value.");
    return null;
  }

  public List<Node> list(String key) {
    Node node = entries.get(key);
    if (node == null) {
      return List.of();
    }
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    problems.add(Source.place(node), "'" + key + "' must be a list: [...], or lines with '- '.");
    return List.of();
  }

  /** A list of words that must be among these. */
  public List<String> words(String key, Iterable<String> known, String what) {
    List<String> words = new ArrayList<>();
    List<String> candidates = new ArrayList<>();
    known.forEach(candidates::add);
    for (Node node : list(key)) {
      String word = node instanceof ScalarNode scalar ? scalar.getValue() : "";
      if (candidates.contains(word)) {
        words.add(word);
      } else {
        problems.add(
            Source.place(node),
            "'" + word + "' is no " + what + Problems.meantConstant(word, candidates));
      }
    }
    return words;
  }

  /** One of these words; {@code otherwise} where the key is missing or wrong. */
  public String word(String key, List<String> known, String what, String otherwise) {
    String word = text(key);
    if (word == null || known.contains(word)) {
      return word == null ? otherwise : word;
    }
    problems.add(place(key), "'" + word + "' is no " + what + Problems.meantConstant(word, known));
    return otherwise;
  }

  /** A constant of an enumeration that the file spells as Java does, or in small letters. */
  public <E extends Enum<E>> E constant(String key, Class<E> type, boolean small, String what) {
    List<String> names = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      names.add(small ? constant.name().toLowerCase(Locale.ROOT) : constant.name());
    }
    String word = word(key, names, what, null);
    return word == null ? null : type.getEnumConstants()[names.indexOf(word)];
  }

  public boolean flag(String key, boolean otherwise) {
    String text = text(key);
    if (text == null || text.equals("true") || text.equals("false")) {
      return text == null ? otherwise : text.equals("true");
    }
    problems.add(place(key), "'" + key + "' must be true or false, not '" + text + "'.");
    return otherwise;
  }

  /** The number of a version. */
  public int version(String key) {
    String text = text(key);
    if (text == null) {
      return 0;
    }
    if (WHOLE.matcher(text).matches()) {
      int version = Integer.parseInt(text);
      if (version > 0) {
        return version;
      }
    }
    problems.add(place(key), "'" + key + "' must be a whole number from 1, not '" + text + "'.");
    return 0;
  }

  /** A moment, in epoch milliseconds. */
  public long time(String key, long otherwise) {
    String text = text(key);
    if (text == null) {
      return otherwise;
    }
    try {
      return Instant.parse(text).toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      problems.add(
          place(key),
          "'" + key + "' must be a time such as 2026-01-31T00:00:00Z, not '" + text + "'.");
      return otherwise;
    }
  }

  public Duration duration(String key, Duration most) {
    String text = text(key);
    if (text == null) {
      return Duration.ZERO;
    }
    Duration duration = Durations.parse(text).orElse(null);
    if (duration == null) {
      problems.add(
          place(key),
          "'" + key + "' must be a duration such as 30m, 72h or 14d, not '" + text + "'.");
      return Duration.ZERO;
    }
    if (duration.compareTo(most) > 0) {
      problems.add(
          place(key),
          "'" + key + "' must be at most " + Durations.format(most) + ", not " + text + ".");
    }
    return duration;
  }

  /** A number from {@code least} to {@code most}, or null. */
  public Double number(String key, double least, double most) {
    String text = text(key);
    if (text == null) {
      return null;
    }
    Double number = numberOf(text);
    if (number == null || number < least || number > most) {
      problems.add(
          place(key),
          "'%s' must be a number from %s to %s, not '%s'."
              .formatted(key, plain(least), plain(most), text));
      return null;
    }
    return number;
  }

  public static Double numberOf(String text) {
    return NUMBER.matcher(text).matches() ? Double.valueOf(text) : null;
  }

  public static String plain(double number) {
    return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
  }
}
