package dev.showroom.core.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * All versions of the rules that are known. One is in force at any moment of event time: the one
 * whose time has come last; of several of the same moment the highest version, then the greatest
 * id.
 */
public final class RuleBook {
  private static final Comparator<RuleSet> ORDER =
      Comparator.comparingLong(RuleSet::inForceFrom)
          .thenComparingInt(RuleSet::version)
          .thenComparing(RuleSet::id);

  private final List<RuleSet> sets;

  public RuleBook(List<RuleSet> sets) {
    this.sets = new ArrayList<>(sets);
    this.sets.sort(ORDER);
  }

  /** The rules that events of {@code time} are judged by; null before the first. */
  public RuleSet inForce(long time) {
    for (int i = sets.size() - 1; i >= 0; i--) {
      if (sets.get(i).inForceFrom() <= time) {
        return sets.get(i);
      }
    }
    return null;
  }

  public List<RuleSet> sets() {
    return List.copyOf(sets);
  }
}
