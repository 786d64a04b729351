package dev.showroom.core.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

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
  private final Map<RuleSet, Map<Trigger, List<Rule>>> byTrigger = new IdentityHashMap<>();
  private final long[] longestWatch = new long[Trigger.values().length];

  private boolean heedsOtherBrowsing;

  public RuleBook(List<RuleSet> sets) {
    this.sets = new ArrayList<>(sets);
    this.sets.sort(ORDER);
    Arrays.fill(longestWatch, -1);
    for (RuleSet set : sets) {
      Map<Trigger, List<Rule>> index = new EnumMap<>(Trigger.class);
      for (Rule rule : set.rules()) {
        index.computeIfAbsent(rule.trigger(), any -> new ArrayList<>()).add(rule);
        heedsOtherBrowsing |= rule.heedsOtherBrowsing();
        int trigger = rule.trigger().ordinal();
        longestWatch[trigger] = Math.max(longestWatch[trigger], rule.watchMillis());
      }
      byTrigger.put(set, index);
    }
  }

  /** The rules of a set that has a trigger, in the order of the file; none of no set. */
  public List<Rule> of(RuleSet set, Trigger trigger) {
    return set == null ? List.of() : byTrigger.get(set).getOrDefault(trigger, List.of());
  }

  /** The longest watch of any rule with the trigger; -1 where there is no such rule. */
  public long longestWatch(Trigger trigger) {
    return longestWatch[trigger.ordinal()];
  }

  /** Whether browsing of goods that no rule is asked about again can make a difference. */
  public boolean heedsOtherBrowsing() {
    return heedsOtherBrowsing;
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
