package dev.showroom.core.rules.variant;

import dev.showroom.core.rules.Rule;
import dev.showroom.core.rules.RuleBook;
import dev.showroom.core.rules.RuleSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * One rule book as it is judged within the merged one: the patterns that it does not share with the
 * baseline have names of their own.
 */
public final class View {
  private final RuleBook book;
  private final Map<String, String> own = new HashMap<>();
  private final List<String> patterns;

  /**
   * @param number tells the candidate from the others
   * @param ownPatterns what it shares with nobody
   */
  View(RuleBook book, int number, Set<String> ownPatterns) {
    this.book = book;
    ownPatterns.forEach(pattern -> own.put(pattern, VariantNames.of(pattern, number)));
    Set<String> all = new TreeSet<>();
    for (RuleSet set : book.sets()) {
      for (Rule rule : set.rules()) {
        all.add(name(rule.pattern()));
      }
    }
    this.patterns = new ArrayList<>(all);
  }

  RuleBook book() {
    return book;
  }

  /** Whether the alerts of this pattern are decided apart from the baseline's. */
  public boolean isOwn(String pattern) {
    return own.containsKey(pattern);
  }

  /** The name that this pattern has in the merged rules. */
  String name(String pattern) {
    return own.getOrDefault(pattern, pattern);
  }

  /** All patterns, by the names that they have in the merged rules. */
  List<String> patterns() {
    return patterns;
  }

  /** Whether alerts of this name, as the merged rules have it, are this book's. */
  public boolean has(String mergedPattern) {
    return name(VariantNames.plain(mergedPattern)).equals(mergedPattern);
  }
}
