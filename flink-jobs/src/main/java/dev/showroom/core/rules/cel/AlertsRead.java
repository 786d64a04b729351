package dev.showroom.core.rules.cel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which alerts the expressions of a rule look at, as far as their text says so.
 *
 * @param any whether it may be any
 */
record AlertsRead(boolean any, Set<String> patterns) {
  private static final Pattern NAME = Pattern.compile("(?<![\\w'])alerts(?![\\w'])");
  private static final String LITERAL = "['\"][A-Z0-9_]+['\"]";

  /** Literals alone: what a parameter or an expression stands for is not known here. */
  private static final Pattern NARROWED =
      Pattern.compile(
          "\\G\\s*\\.\\s*pattern\\(\\s*\\[\\s*("
              + LITERAL
              + "(?:\\s*,\\s*"
              + LITERAL
              + ")*)\\s*\\]\\s*\\)");

  private static final Pattern WORD = Pattern.compile("['\"]([A-Z0-9_]+)['\"]");

  /**
   * @param features whose names may begin like the selection's, and are none of it
   */
  static AlertsRead of(List<String> expressions, Collection<String> features) {
    Set<String> patterns = new HashSet<>();
    for (String expression : expressions) {
      Matcher name = NAME.matcher(withoutFeatures(expression, features));
      while (name.find()) {
        Matcher narrowed = NARROWED.matcher(withoutFeatures(expression, features));
        if (!narrowed.find(name.end())) {
          return new AlertsRead(true, Set.of());
        }
        WORD.matcher(narrowed.group(1)).results().forEach(word -> patterns.add(word.group(1)));
      }
    }
    return new AlertsRead(false, patterns);
  }

  private static String withoutFeatures(String expression, Collection<String> features) {
    List<String> longestFirst = new ArrayList<>(features);
    longestFirst.sort((one, other) -> other.length() - one.length());
    String text = expression;
    for (String feature : longestFirst) {
      text = text.replaceAll("(?<![\\w.])" + Pattern.quote(feature) + "(?![\\w.])", "feature");
    }
    return text;
  }

  boolean isOf(Set<String> some) {
    return any || some.stream().anyMatch(patterns::contains);
  }
}
