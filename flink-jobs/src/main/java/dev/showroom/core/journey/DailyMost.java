package dev.showroom.core.journey;

import dev.showroom.core.History;
import dev.showroom.core.detect.KnownFact;
import dev.showroom.schemas.codec.InTopic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps a customer's browsing, and steps of visits, to the first {@link History#MOST_PER_DAY} of
 * each day. Which ones these are does not depend on the order of arrival.
 */
final class DailyMost {
  private static final long DAY = Duration.ofDays(1).toMillis();

  private record Day(InTopic topic, long day) {}

  private final List<KnownFact> facts;

  /** Null as long as there are so few facts that no day can have too many. */
  private Map<Day, Integer> counts;

  /**
   * @param facts in time order; the last of a day are taken out of it where there are too many
   */
  DailyMost(List<KnownFact> facts) {
    this.facts = facts;
  }

  private boolean isNeverFull() {
    if (counts == null && facts.size() >= History.MOST_PER_DAY) {
      counts = new HashMap<>();
      for (KnownFact known : facts) {
        if (isCounted(known)) {
          counts.merge(dayOf(known), 1, Integer::sum);
        }
      }
    }
    return counts == null;
  }

  private static boolean isCounted(KnownFact known) {
    return known.topic() == InTopic.BROWSING || known.topic() == InTopic.STORE_VISITS;
  }

  private static Day dayOf(KnownFact known) {
    return new Day(known.topic(), Math.floorDiv(known.time(), DAY));
  }

  /** Whether a fact that is not held is one of the first of its day. */
  boolean admits(KnownFact known) {
    if (!isCounted(known) || isNeverFull()) {
      return true;
    }
    Day day = dayOf(known);
    return counts.getOrDefault(day, 0) < History.MOST_PER_DAY
        || KnownFact.ORDER.compare(known, facts.get(lastOf(day))) < 0;
  }

  /** Takes note of a fact that was added, and takes out the one that is too many. */
  void added(KnownFact known) {
    if (!isCounted(known) || counts == null) {
      return;
    }
    Day day = dayOf(known);
    if (counts.merge(day, 1, Integer::sum) > History.MOST_PER_DAY) {
      facts.remove(lastOf(day));
      counts.merge(day, -1, Integer::sum);
    }
  }

  void takenAway(KnownFact known) {
    if (isCounted(known) && counts != null) {
      counts.merge(dayOf(known), -1, Integer::sum);
    }
  }

  /** Where the last fact of the stream and day stands. */
  private int lastOf(Day day) {
    int at = firstFrom((day.day + 1) * DAY) - 1;
    while (facts.get(at).topic() != day.topic) {
      at--;
    }
    return at;
  }

  /** Where the first fact of {@code time} or later stands. */
  private int firstFrom(long time) {
    int low = 0;
    int high = facts.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (facts.get(middle).time() < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
