package dev.showroom.core.rules;

import java.time.Duration;

/**
 * The thresholds of the shipped patterns, and the spans that history is kept for. All durations are
 * event time.
 *
 * @param version stands on every alert
 */
public record ShippedThresholds(
    int version, ResearchInspectLeave researchInspectLeave, TrialReturn trialReturn) {

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

  public static ShippedThresholds shipped() {
    return new ShippedThresholds(
        1,
        new ResearchInspectLeave(3, Duration.ofDays(14), 2, 120, Duration.ofDays(7)),
        new TrialReturn(Duration.ofDays(14), 1, Duration.ofHours(72), Duration.ofDays(14)));
  }
}
