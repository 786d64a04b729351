package dev.showroom.core.yaml;

import dev.showroom.common.Suggestions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Collects what is wrong, so that all is told at once. */
public final class Problems {
  private final List<Problem> found = new ArrayList<>();
  private final List<Problem> hints = new ArrayList<>();

  public void add(Place place, String message) {
    add(found, place, message);
  }

  /** Tells of what is right and may not be what was meant. */
  public void hint(Place place, String message) {
    add(hints, place, message);
  }

  private static void add(List<Problem> all, Place place, String message) {
    Problem problem = new Problem(place.line(), place.column(), message);
    if (!all.contains(problem)) {
      all.add(problem);
    }
  }

  public int size() {
    return found.size();
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** In the order of the file. */
  public List<Problem> all() {
    return sorted(found);
  }

  public List<Problem> hints() {
    return sorted(hints);
  }

  private static List<Problem> sorted(List<Problem> problems) {
    return problems.stream()
        .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
        .toList();
  }

  /**
   * The end of a sentence about a name that is unknown: which one was meant, or which there are.
   */
  public static String meant(String typed, Collection<String> names) {
    return Suggestions.nearest(typed, names)
        .map(near -> "; did you mean '" + near + "'?")
        .orElseGet(() -> others(names));
  }

  private static String others(Collection<String> names) {
    return names.isEmpty() || names.size() > 12
        ? "."
        : "; there " + (names.size() == 1 ? "is " : "are ") + listed(names) + ".";
  }

  /** The same for words in capitals. */
  public static String meantConstant(String typed, Collection<String> names) {
    Map<String, String> byLower = new TreeMap<>();
    names.stream()
        .filter(name -> !name.isEmpty())
        .forEach(name -> byLower.put(name.toLowerCase(Locale.ROOT).replace('_', '-'), name));
    String lower = typed.toLowerCase(Locale.ROOT);
    return Suggestions.nearest(lower, byLower.keySet())
        .map(near -> "; did you mean '" + byLower.get(near) + "'?")
        .orElseGet(() -> others(names));
  }

  public static String listed(Collection<String> names) {
    return "'" + String.join("', '", names) + "'";
  }
}
