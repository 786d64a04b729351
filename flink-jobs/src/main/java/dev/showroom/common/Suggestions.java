package dev.showroom.common;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** What somebody who mistyped a name will have meant. */
public final class Suggestions {
  private Suggestions() {}

  public static Optional<String> nearest(String typed, Collection<String> names) {
    String wanted = normal(typed);
    return nearest(wanted, names, UnaryOperator.identity())
        // Right name, wrong section.
        .or(() -> nearest(last(wanted), names, Suggestions::last));
  }

  private static Optional<String> nearest(
      String typed, Collection<String> names, UnaryOperator<String> part) {
    // Two letters changed places make two.
    int limit = Math.max(typed.length() < 5 ? 1 : 2, typed.length() / 4);
    LevenshteinDistance distance = new LevenshteinDistance(limit);
    return names.stream()
        .filter(name -> distance.apply(typed, part.apply(name)) >= 0)
        .min(Comparator.comparingInt(name -> distance.apply(typed, part.apply(name))));
  }

  /** {@code checkpointInterval} and {@code checkpoint_interval} as {@code checkpoint-interval}. */
  private static String normal(String typed) {
    return typed
        .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
        .replace('_', '-')
        .toLowerCase(Locale.ROOT);
  }

  private static String last(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
