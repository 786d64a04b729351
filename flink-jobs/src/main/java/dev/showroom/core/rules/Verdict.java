package dev.showroom.core.rules;

import dev.showroom.core.alert.Contribution;
import java.util.List;

/**
 * What a rule says of a scene. Times are event times in epoch milliseconds.
 *
 * @param holds whether all conditions hold and the score is enough; else the rest is empty
 * @param evidence event ids, in event-time order
 * @param evidenceFrom time of the oldest of them, or of the anchor
 * @param clearFrom from when on an own purchase clears, where one does
 * @param deadline {@link #NEVER} where the alert just stands
 * @param error what went wrong, or null
 */
public record Verdict(
    boolean holds,
    List<Contribution> reasons,
    List<Contribution> counterEvidence,
    List<String> evidence,
    long evidenceFrom,
    long clearFrom,
    long deadline,
    long valueAtRiskMinor,
    String error) {

  /** No deadline. */
  public static final long NEVER = Long.MAX_VALUE;

  public static Verdict no() {
    return new Verdict(false, List.of(), List.of(), List.of(), 0, 0, NEVER, 0, null);
  }

  public static Verdict failed(String error) {
    return new Verdict(false, List.of(), List.of(), List.of(), 0, 0, NEVER, 0, error);
  }
}
