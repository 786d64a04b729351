package dev.showroom.core.outcome;

import dev.showroom.core.detect.KnownFact;
import java.util.ArrayList;
import java.util.List;

/** What of a customer's facts is known at a moment of event time. */
final class AsOf {
  private AsOf() {}

  /**
   * The facts known at {@code moment}. An event that is known in several ways, by itself and
   * through a link, happened once.
   *
   * @param facts in {@link KnownFact#ORDER}
   */
  static List<KnownFact> of(List<KnownFact> facts, long moment) {
    List<KnownFact> known = new ArrayList<>(facts.size());
    KnownFact last = null;
    for (KnownFact fact : facts) {
      if (!fact.isKnownAt(moment)) {
        continue;
      }
      if (last == null || !last.isSameEvent(fact)) {
        known.add(fact);
        last = fact;
      } else if (fact.outweighs(last)) {
        known.set(known.size() - 1, fact);
        last = fact;
      }
    }
    return known;
  }
}
