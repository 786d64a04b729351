package dev.showroom.core.rules.cel;

import dev.showroom.core.alert.Level;
import dev.showroom.core.rules.Exclusion;
import dev.showroom.core.rules.Trigger;
import dev.showroom.schemas.RetractReason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What of a rule is the same for all categories.
 *
 * @param valueAtRisk null for 0
 * @param clearFrom null for the anchor's moment
 * @param deadline null for never
 * @param slots a number for every name that its expressions can use
 */
record RuleBody(
    String id,
    String pattern,
    Trigger trigger,
    Level level,
    Set<Exclusion> exclusions,
    long watchMillis,
    long coolDownMillis,
    Set<String> triggerPatterns,
    Set<String> confirms,
    boolean clearedByPurchase,
    boolean confirmedByReturn,
    RetractReason lapse,
    Map<String, Expression> features,
    List<Expression> conditions,
    Scoring scoring,
    List<Expression> evidence,
    Expression valueAtRisk,
    Expression clearFrom,
    Expression deadline,
    List<Retraction> retractions,
    Map<String, Integer> slots) {

  record Retraction(Expression when, RetractReason reason) {}

  /** Which alerts its expressions look at. */
  AlertsRead alertsRead() {
    List<Expression> all = new ArrayList<>(features.values());
    all.addAll(conditions);
    all.addAll(evidence);
    retractions.forEach(retraction -> all.add(retraction.when()));
    for (Expression one : new Expression[] {valueAtRisk, clearFrom, deadline}) {
      if (one != null) {
        all.add(one);
      }
    }
    return AlertsRead.of(all.stream().map(Expression::source).toList(), features.keySet());
  }

  /** See {@link dev.showroom.core.rules.Rule#heedsOtherBrowsing()}. */
  boolean heedsOtherBrowsing() {
    return new BrowsingNamed(this).beyondScope();
  }

  static Map<String, Integer> slots(Iterable<String> names) {
    Map<String, Integer> slots = new HashMap<>();
    names.forEach(name -> slots.put(name, slots.size()));
    return Map.copyOf(slots);
  }
}
