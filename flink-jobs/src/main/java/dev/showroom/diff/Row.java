package dev.showroom.diff;

import java.util.List;

/**
 * An alert of which the two sides do not say the same.
 *
 * @param live its last revision in words, or "-"
 * @param replay the same of the replay
 * @param fields what differs; empty where one side has no such alert
 * @param reason in one sentence
 */
public record Row(
    String alertId,
    String pattern,
    String customerId,
    String live,
    String replay,
    List<String> fields,
    Verdict verdict,
    String reason) {

  /** Whether it is known why. */
  public enum Verdict {
    /** Nothing that is known accounts for it. */
    UNEXPLAINED,
    /** One side ends before it was decided. */
    OPEN,
    /** A late event accounts for it. */
    EXPLAINED
  }
}
