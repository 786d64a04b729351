package dev.showroom.core.policy.file;

import dev.showroom.common.Durations;
import dev.showroom.core.yaml.Problems;
import dev.showroom.core.yaml.Section;
import dev.showroom.core.yaml.Source;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads what policies are made of: money, shares, spans, times, and lists of names. */
final class Terms {
  /** In minor units; sums of many such amounts still fit. */
  static final long MOST_MONEY = 1_000_000_000_000L;

  private static final Pattern NUMBER = Pattern.compile("\\d{1,19}(\\.\\d{1,9})?");
  private static final Pattern PERCENT = Pattern.compile("(" + NUMBER + ")\\s?%");
  private static final Pattern MONEY = Pattern.compile("\\d{1,18}|\\d{1,3}(_\\d{3}){1,5}");
  private static final Pattern TIME_OF_DAY = Pattern.compile("([01]?\\d|2[0-3]):[0-5]\\d");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  private final Problems problems;

  Terms(Problems problems) {
    this.problems = problems;
  }

  Problems problems() {
    return problems;
  }

  // ---- names

  /** The id of an offer or a campaign; null where it is none. */
  String id(Section section, String what, String such) {
    section.require("id", "the " + what + "'s name, such as " + such);
    String id = section.text("id");
    if (id != null && !ID.matcher(id).matches()) {
      problems.add(
          section.place("id"),
          "'%s' is no name for %s: letters, digits, '.', '-' and '_', such as %s."
              .formatted(id, what.equals("offer") ? "an offer" : "a " + what, such));
      return null;
    }
    return id;
  }

  /** A list of any names; empty where there is none, which stands for any. */
  Set<String> names(Section section, String key, String what) {
    Set<String> names = new LinkedHashSet<>();
    for (Node node : entries(section, key)) {
      if (!(node instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
        problems.add(Source.place(node), what + " must be a text.");
      } else if (!names.add(scalar.getValue())) {
        twice(node, scalar.getValue());
      }
    }
    return names;
  }

  Set<String> categories(Section section, String key) {
    Set<String> names = names(section, key, "A category");
    for (Node node : section.list(key)) {
      if (node instanceof ScalarNode scalar) {
        category(node, scalar.getValue());
      }
    }
    return names;
  }

  void category(Node node, String name) {
    int star = name.indexOf('*');
    if (star >= 0 && star < name.length() - 1) {
      problems.add(
          Source.place(node),
          "'" + name + "': '*' stands at the end of a category only, for all that begin alike.");
    }
  }

  /** The entries of a list, which is not empty where it is there. */
  List<Node> entries(Section section, String key) {
    requireNotEmpty(section, key, "'" + key + "' is empty; leave it out for any.");
    return section.list(key);
  }

  void requireNotEmpty(Section section, String key, String sentence) {
    if (section.node(key) instanceof SequenceNode list && list.getValue().isEmpty()) {
      problems.add(section.place(key), sentence);
    }
  }

  void twice(Node node, String name) {
    problems.add(Source.place(node), "'" + name + "' stands in the list a second time.");
  }

  // ---- numbers

  /** Whole minor units from {@code least} on; {@code otherwise} where it is missing or wrong. */
  long money(Section section, String key, long least, long otherwise) {
    String text = section.text(key);
    if (text == null) {
      return otherwise;
    }
    if (MONEY.matcher(text).matches()) {
      long money = Long.parseLong(text.replace("_", ""));
      if (money >= least && money <= MOST_MONEY) {
        return money;
      }
    }
    problems.add(
        section.place(key),
        "'%s' must be money in whole minor units, such as cents, from %d to %d, not '%s'."
            .formatted(key, least, MOST_MONEY, text));
    return otherwise;
  }

  /** A whole number; {@code otherwise} where it is missing or wrong. */
  int whole(Section section, String key, int least, int most, int otherwise) {
    String text = section.text(key);
    if (text == null) {
      return otherwise;
    }
    if (text.matches("\\d{1,9}")) {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    }
    problems.add(
        section.place(key),
        "'%s' must be a whole number from %d to %d, not '%s'.".formatted(key, least, most, text));
    return otherwise;
  }

  /** From 0 to 1, in thousandths; {@code otherwise} where it is missing or wrong. */
  int share(Section section, String key, int otherwise) {
    String text = section.text(key);
    if (text == null) {
      return otherwise;
    }
    Matcher percent = PERCENT.matcher(text);
    BigDecimal millis =
        percent.matches()
            ? new BigDecimal(percent.group(1)).movePointRight(1)
            : NUMBER.matcher(text).matches() ? new BigDecimal(text).movePointRight(3) : null;
    if (millis == null || millis.compareTo(BigDecimal.valueOf(1_000)) > 0) {
      boolean sign = text.matches("\\d{1,2}(\\.\\d+)?");
      problems.add(
          section.place(key),
          "'%s' must be a share from 0 to 1, such as 0.1 or 10%%, not '%s'%s"
              .formatted(key, text, sign ? "; did you mean '" + text + "%'?" : "."));
      return otherwise;
    }
    if (millis.stripTrailingZeros().scale() > 0) {
      problems.add(
          section.place(key),
          "'%s' must be a share in whole thousandths, such as 0.075 or 7.5%%, not '%s'."
              .formatted(key, text));
      return otherwise;
    }
    return millis.intValueExact();
  }

  /** A share that is written with its sign: a bare 1 could be all or a hundredth. */
  int percent(Section section, String key) {
    String text = section.text(key);
    if (text == null) {
      return 0;
    }
    if (text.indexOf('%') < 0) {
      problems.add(
          section.place(key),
          "'%s' must be written with its sign, such as 10%% or 7.5%%, not '%s'."
              .formatted(key, text));
      return 0;
    }
    int before = problems.size();
    int share = share(section, key, 0);
    if (share == 0 && problems.size() == before) {
      problems.add(section.place(key), "'" + key + "' must be more than 0%.");
    }
    return share;
  }

  // ---- times

  /** More than nothing; {@code otherwise} where it is missing. */
  long millis(Section section, String key, Duration most, Duration otherwise) {
    if (!section.has(key)) {
      return otherwise.toMillis();
    }
    int before = problems.size();
    Duration span = section.duration(key, most);
    if (span.isZero() && problems.size() == before) {
      problems.add(section.place(key), "'" + key + "' must be more than 0s.");
    }
    return span.toMillis();
  }

  /** Minute of the day; -1 where it is missing or wrong. */
  int timeOfDay(Section section, String key) {
    String text = section.text(key);
    if (text == null) {
      return -1;
    }
    if (!TIME_OF_DAY.matcher(text).matches()) {
      problems.add(
          section.place(key),
          "'" + key + "' must be a time of day from 00:00 to 23:59, not '" + text + "'.");
      return -1;
    }
    return LocalTime.parse(text.length() == 4 ? "0" + text : text).toSecondOfDay() / 60;
  }

  /** A moment, or the first one of a date; {@code otherwise} where it is missing or wrong. */
  long moment(Section section, String key, ZoneId zone, long otherwise) {
    String text = section.text(key);
    if (text == null) {
      return otherwise;
    }
    try {
      return text.contains("T")
          ? Instant.parse(text).toEpochMilli()
          : LocalDate.parse(text).atStartOfDay(zone).toInstant().toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      problems.add(
          section.place(key),
          "'%s' must be a date such as 2026-01-31, or a time such as 2026-01-31T08:00:00Z, not '%s'."
              .formatted(key, text));
      return otherwise;
    }
  }

  /** The zone of a name; UTC, to go on with, where there is none such. */
  ZoneId zone(Section section, String key) {
    String text = section.text(key);
    try {
      return text == null ? ZoneId.of("UTC") : ZoneId.of(text);
    } catch (DateTimeException e) {
      problems.add(
          section.place(key),
          "'"
              + text
              + "' is no time zone"
              + Problems.meantConstant(text, ZoneId.getAvailableZoneIds()));
      return ZoneId.of("UTC");
    }
  }

  static String text(int millis) {
    return BigDecimal.valueOf(millis, 1).stripTrailingZeros().toPlainString() + "%";
  }

  static String text(long millis) {
    return Durations.format(Duration.ofMillis(millis));
  }
}
