package dev.showroom.explain;

import dev.showroom.core.alert.AlertRevision;
import java.util.List;
import java.util.Map;

/**
 * A moment of event time at which something was to be decided.
 *
 * @param at epoch milliseconds
 * @param answers what the rules were asked, each with what came of it, in the order asked
 * @param revisions of alerts that left
 * @param waiting alerts whose deadline has passed, and that have begun to wait for the tills: the
 *     feeds that are behind, with how far they are
 */
record Step(
    long at,
    List<Answer> answers,
    List<AlertRevision> revisions,
    Map<AlertRevision, Map<String, Long>> waiting) {

  /**
   * @param outcome in words
   */
  record Answer(Question question, String outcome) {}
}
