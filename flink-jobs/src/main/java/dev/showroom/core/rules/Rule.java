package dev.showroom.core.rules;

import dev.showroom.core.alert.Level;
import dev.showroom.schemas.RetractReason;
import java.util.Set;

/**
 * One checked rule of a rule set. Pure: what it says of a scene depends on the scene alone. A rule
 * that errs (a division by nothing) says that it does not hold, and what went wrong; it never
 * throws. All times are event times in epoch milliseconds.
 */
public interface Rule {
  String id();

  /** The pattern that its alerts name. */
  String pattern();

  /** Whether its alerts are only to be looked at. */
  boolean shadow();

  Trigger trigger();

  Level level();

  Set<Exclusion> exclusions();

  /** How long after a {@link Trigger#LINE_RETURN} it is asked again; 0 for the others. */
  long watchMillis();

  /**
   * For so long after an anchor that it raised an alert about, and that was not retracted, another
   * anchor of the same customer and scope raises none.
   */
  long coolDownMillis();

  /** Of {@link Trigger#ALERT}: the patterns whose alerts it is asked about. */
  Set<String> triggerPatterns();

  /** Patterns whose open alerts of the same customer and family its own alert confirms. */
  Set<String> confirms();

  /** Whether an own purchase within the rule's level clears the customer until the deadline. */
  boolean clearedByPurchase();

  /** Whether the return of the {@link Trigger#TRIAL} line confirms. */
  boolean confirmedByReturn();

  /**
   * What retracts an open alert at the deadline; null where it is confirmed then, or there is no
   * deadline.
   */
  RetractReason lapse();

  /**
   * Whether browsing of goods other than those that it is asked about can make a difference to it
   * after its anchor's moment. True where that is not known for sure.
   */
  boolean heedsOtherBrowsing();

  /** The rule as it is for products of this category; null for an unknown one. */
  Rule forCategory(String category);

  /** Whether the other rule of this id judges everything as this one does. */
  boolean judgesLike(Rule other);

  /** Whether it looks at alerts of one of these patterns; true where that cannot be ruled out. */
  boolean readsAlertsOf(Set<String> patterns);

  Verdict judge(Scene scene);

  /** The deadline that {@link #judge} gives, as of the scene; {@link Verdict#NEVER} for none. */
  long deadline(Scene scene);

  /** Whether {@link #retracts} is worth asking. */
  boolean canRetract();

  /** Why an open alert about this scene is to be retracted, or null. */
  RetractReason retracts(Scene scene);

  /** Everything that {@link #judge} looks at, and each condition by itself. */
  Explanation explain(Scene scene);
}
