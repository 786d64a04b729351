package dev.showroom.simulate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The labels of one customer. Traps are named by their story. Positives are what the patterns'
 * definitions find in the whole life as it was told: a story that meets two patterns has two, and
 * what everyday life happens to meet by accident is labelled, too, as ORDINARY.
 */
final class Labels {
  static final String ORDINARY = "ORDINARY";

  private final String customerId;
  private final Map<String, String> storyOf = new HashMap<>();
  private final List<TruthLabel> truth = new ArrayList<>(1);
  private String story = ORDINARY;

  Labels(String customerId) {
    this.customerId = customerId;
  }

  /** What the story is called, and which families it is about. */
  void story(String label, Family... families) {
    story = label;
    for (Family family : families) {
      storyOf.put(family.id(), label);
    }
  }

  /** Whether more than everyday life is told of this customer. */
  boolean hasStory() {
    return !story.equals(ORDINARY) || !truth.isEmpty();
  }

  /** Nothing about this customer calls for an alert. */
  void isInnocent(String label) {
    truth.add(new TruthLabel(customerId, label, false, null, null, null, null, null, false));
  }

  /**
   * A trap.
   *
   * @param family null for a pattern about the customer as a whole
   * @param retracted whether an alert may be raised for a while
   */
  void onlyLooksLike(String label, Pattern pattern, Family family, long anchor, boolean retracted) {
    String id = family == null ? null : family.id();
    truth.add(
        new TruthLabel(
            customerId, label, false, pattern.name(), id, at(anchor), null, null, retracted));
  }

  /** Adds what the definitions found, and says that there is nothing where nothing is. */
  void add(List<Finding> findings) {
    for (Finding finding : findings) {
      String label =
          finding.family() == null ? story : storyOf.getOrDefault(finding.family(), ORDINARY);
      truth.add(
          new TruthLabel(
              customerId,
              label,
              true,
              finding.pattern().name(),
              finding.family(),
              at(finding.anchor()),
              at(finding.knowable()),
              finding.deadline() == Finding.NONE ? null : at(finding.deadline()),
              false));
    }
    if (truth.isEmpty()) {
      isInnocent(ORDINARY);
    }
  }

  List<TruthLabel> truth() {
    return truth;
  }

  private static Instant at(long time) {
    return Instant.ofEpochMilli(time);
  }
}
