package dev.showroom.core.rules;

import java.util.List;

/**
 * Why a rule holds or does not.
 *
 * @param features in the order of the rule file
 * @param shortfalls of each condition that does not hold, in their order, by how much it does not;
 *     last the score, if that is too low
 * @param scoreMillis thousandths; counts only where all conditions hold
 */
public record Explanation(
    boolean holds,
    List<Feature> features,
    List<Condition> conditions,
    int scoreMillis,
    int minScoreMillis,
    List<String> shortfalls) {

  /**
   * @param value what it came to, or the error, as text
   */
  public record Feature(String name, String value) {}

  /**
   * @param source the condition as the rule file has it
   */
  public record Condition(String source, boolean holds) {}
}
