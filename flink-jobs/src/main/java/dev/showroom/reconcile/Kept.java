package dev.showroom.reconcile;

import dev.showroom.schemas.codec.OutTopic;
import java.util.EnumSet;
import java.util.Set;

/** How much of each topic there is: what is missing may be among what was deleted. */
final class Kept {
  private final Set<OutTopic> cut = EnumSet.noneOf(OutTopic.class);
  private final Set<OutTopic> absent = EnumSet.noneOf(OutTopic.class);
  private boolean inputCut;

  void cut(OutTopic topic) {
    cut.add(topic);
  }

  void cutInput() {
    inputCut = true;
  }

  void absent(OutTopic topic) {
    absent.add(topic);
  }

  /** Whether some of its oldest records were deleted. */
  boolean isCut(OutTopic topic) {
    return cut.contains(topic);
  }

  boolean isInputCut() {
    return inputCut;
  }

  /** Whether it is not kept here: nothing is held against it. */
  boolean isAbsent(OutTopic topic) {
    return absent.contains(topic);
  }
}
