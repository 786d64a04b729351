package dev.showroom.explain;

import dev.showroom.core.rules.Explanation;
import dev.showroom.core.rules.Rule;

/**
 * One rule asked about one thing. Times are event times in epoch milliseconds.
 *
 * @param version of the rule set
 * @param scope value of the rule's level; empty for all of the customer's
 * @param at the anchor's moment
 * @param from start of what the anchor spans
 * @param to end of it
 * @param excluded why nobody is suspected whatever the rule says, or null
 */
record Question(
    Rule rule,
    int version,
    String scope,
    long at,
    long from,
    long to,
    String excluded,
    Explanation explanation) {

  /** What the rule was asked about: the same however often it is asked. */
  record Topic(String ruleId, String scope, long at, long from) {}

  Topic topic() {
    return new Topic(rule.id(), scope, at, from);
  }

  /** Whether the rule itself says yes. */
  boolean holds() {
    return explanation.holds();
  }

  /** Whether it would take no more than one condition to hold. */
  boolean isNear() {
    long held = explanation.conditions().stream().filter(Explanation.Condition::holds).count();
    long missing = explanation.conditions().size() - held;
    return missing == 0 || missing == 1 && held > 0;
  }
}
