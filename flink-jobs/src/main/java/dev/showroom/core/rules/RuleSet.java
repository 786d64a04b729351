package dev.showroom.core.rules;

import dev.showroom.core.Versioned;
import java.util.List;

/**
 * A checked version of the rules.
 *
 * @param inForceFrom event time from which on events are judged by it, epoch milliseconds
 */
public record RuleSet(String id, int version, long inForceFrom, List<Rule> rules)
    implements Versioned {

  /** The rule of this id, or null. */
  public Rule rule(String ruleId) {
    for (Rule rule : rules) {
      if (rule.id().equals(ruleId)) {
        return rule;
      }
    }
    return null;
  }
}
