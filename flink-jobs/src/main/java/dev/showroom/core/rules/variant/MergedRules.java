package dev.showroom.core.rules.variant;

import dev.showroom.core.rules.Rule;
import dev.showroom.core.rules.RuleBook;
import dev.showroom.core.rules.RuleSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A baseline and any number of candidates as one rule book. A pattern is a candidate's own where
 * one of its rules is another one than the baseline's, or where its alerts rest on, or are
 * confirmed by, alerts of such a pattern; all others are shared. Each book's rules keep their
 * order, and none sees another's alerts, so that each comes to what it would come to alone.
 */
public final class MergedRules {
  /** In the merged rules the version of a set is its place in time; this says whose it is then. */
  private final List<Long> times;

  private final View baseline;
  private final List<View> candidates = new ArrayList<>();
  private final RuleBook merged;

  private MergedRules(RuleBook baseline, List<RuleBook> others) {
    TreeSet<Long> moments = new TreeSet<>();
    baseline.sets().forEach(set -> moments.add(set.inForceFrom()));
    others.forEach(book -> book.sets().forEach(set -> moments.add(set.inForceFrom())));
    this.times = List.copyOf(moments);
    this.baseline = new View(baseline, 0, Set.of());
    for (RuleBook book : others) {
      candidates.add(new View(book, candidates.size() + 1, ownPatterns(baseline, book)));
    }
    List<RuleSet> sets = new ArrayList<>();
    for (int i = 0; i < times.size(); i++) {
      sets.add(new RuleSet("merged", i, times.get(i), mergedAt(times.get(i))));
    }
    this.merged = new RuleBook(sets);
  }

  public static MergedRules of(RuleBook baseline, List<RuleBook> candidates) {
    return new MergedRules(baseline, candidates);
  }

  public RuleBook book() {
    return merged;
  }

  public View baseline() {
    return baseline;
  }

  /** In the order given. */
  public List<View> candidates() {
    return candidates;
  }

  /** The version that a view's own book has where the merged one says {@code mergedVersion}. */
  public int version(View view, int mergedVersion) {
    RuleSet set = view.book().inForce(times.get(mergedVersion));
    return set == null ? 0 : set.version();
  }

  // ---- what is a candidate's own

  private Set<String> ownPatterns(RuleBook base, RuleBook other) {
    Set<String> own = new HashSet<>();
    List<Rule> ofBase = new ArrayList<>();
    List<Rule> ofOther = new ArrayList<>();
    for (long time : times) {
      List<Rule> before = rulesAt(base, time);
      List<Rule> after = rulesAt(other, time);
      ofBase.addAll(before);
      ofOther.addAll(after);
      addChanged(before, after, own);
      addChanged(after, before, own);
    }
    if (!isSameOrder(base, other, own)) {
      ofOther.forEach(rule -> own.add(rule.pattern()));
    }
    List<Rule> all = new ArrayList<>(ofBase);
    all.addAll(ofOther);
    boolean grew = true;
    while (grew) {
      int before = own.size();
      for (Rule rule : all) {
        boolean rests =
            rule.triggerPatterns().stream().anyMatch(own::contains) || rule.readsAlertsOf(own);
        if (rests && !own.isEmpty()) {
          own.add(rule.pattern());
        }
        if (own.contains(rule.pattern())) {
          own.addAll(rule.confirms());
        }
      }
      grew = own.size() > before;
    }
    return own;
  }

  private static void addChanged(List<Rule> one, List<Rule> other, Set<String> changed) {
    Map<String, Rule> byId = new HashMap<>();
    other.forEach(rule -> byId.put(rule.id(), rule));
    for (Rule rule : one) {
      Rule same = byId.get(rule.id());
      if (same == null || !rule.judgesLike(same)) {
        changed.add(rule.pattern());
      }
    }
  }

  /** Rules that are asked in another order may find other things on the way. */
  private boolean isSameOrder(RuleBook base, RuleBook other, Set<String> own) {
    for (long time : times) {
      if (!shared(rulesAt(base, time), own).equals(shared(rulesAt(other, time), own))) {
        return false;
      }
    }
    return true;
  }

  private static List<String> shared(List<Rule> rules, Set<String> own) {
    return rules.stream().filter(rule -> !own.contains(rule.pattern())).map(Rule::id).toList();
  }

  private static List<Rule> rulesAt(RuleBook book, long time) {
    RuleSet set = book.inForce(time);
    return set == null ? List.of() : set.rules();
  }

  // ---- one list of all

  /** Own rules stand behind the shared one that they follow in their own file. */
  private List<Rule> mergedAt(long time) {
    List<Rule> base = rulesAt(baseline.book(), time);
    List<List<Rule>> slots = new ArrayList<>();
    Map<String, Integer> slotOf = new HashMap<>();
    slots.add(new ArrayList<>());
    for (Rule rule : base) {
      slotOf.put(rule.id(), slots.size());
      slots.add(new ArrayList<>(List.of(new VariantRule(rule, baseline, confirmedByShared(rule)))));
    }
    for (View view : candidates) {
      int slot = 0;
      for (Rule rule : rulesAt(view.book(), time)) {
        if (view.isOwn(rule.pattern())) {
          Set<String> confirms = new HashSet<>();
          rule.confirms().forEach(pattern -> confirms.add(view.name(pattern)));
          slots.get(slot).add(new VariantRule(rule, view, confirms));
        } else {
          slot = slotOf.get(rule.id());
        }
      }
    }
    return slots.stream().flatMap(List::stream).toList();
  }

  /** A shared rule confirms the alerts of all who share it. */
  private Set<String> confirmedByShared(Rule rule) {
    Set<String> confirms = new HashSet<>(rule.confirms());
    for (View view : candidates) {
      if (!view.isOwn(rule.pattern())) {
        rule.confirms().forEach(pattern -> confirms.add(view.name(pattern)));
      }
    }
    return confirms;
  }
}
