package dev.showroom.core.rules;

import java.time.Duration;

/**
 * The thresholds of the shipped patterns, and the spans that history is kept for. All durations are
 * event time.
 *
 * @param version stands on every alert
 */
public record RuleSet(
    int version, ResearchInspectLeave researchInspectLeave, TrialReturn trialReturn) {

  /** How long browsing and visits are known; also how far back a link reaches. */
  public static final Duration LOOK_BACK = Duration.ofDays(30);

  /** How late a record may come and still be applied. */
  public static final Duration HORIZON = Duration.ofDays(14);

  /** A visit without EXIT closes this long after its last event. */
  public static final Duration VISIT_GAP = Duration.ofHours(2);

  /**
   * @param researchWindow how long before ENTER research counts
   * @param minInspectSeconds enough inspection even with a single action
   * @param confirmAfter how long after the visit an own purchase still clears
   */
  public record ResearchInspectLeave(
      int minResearch,
      Duration researchWindow,
      int minInspections,
      int minInspectSeconds,
      Duration confirmAfter) {}

  /**
   * @param returnWithin how long after the purchase a return counts
   * @param researchWithin how far before or after the return research counts
   * @param confirmAfter how long after the return an own purchase still clears
   */
  public record TrialReturn(
      Duration returnWithin, int minResearch, Duration researchWithin, Duration confirmAfter) {}

  public static RuleSet shipped() {
    return new RuleSet(
        1,
        new ResearchInspectLeave(3, Duration.ofDays(14), 2, 120, Duration.ofDays(7)),
        new TrialReturn(Duration.ofDays(14), 1, Duration.ofHours(72), Duration.ofDays(14)));
  }
}
