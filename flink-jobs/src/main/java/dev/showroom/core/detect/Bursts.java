package dev.showroom.core.detect;

import dev.showroom.core.History;
import dev.showroom.core.fact.Browse;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells browsing at machine speed from a person's: whatever belongs to any minute with more than
 * {@link History#MOST_PER_MINUTE} events is a machine's.
 */
final class Bursts {
  private static final long MINUTE = 60_000;

  private Bursts() {}

  /** What a person may have done of this browsing, which is in event-time order. */
  static List<Browse> without(List<Browse> browsing) {
    if (browsing.size() <= History.MOST_PER_MINUTE) {
      return browsing;
    }
    boolean[] machine = new boolean[browsing.size()];
    boolean any = false;
    int from = 0;
    int marked = 0;
    for (int to = 0; to < browsing.size(); to++) {
      while (browsing.get(to).time() - browsing.get(from).time() >= MINUTE) {
        from++;
      }
      if (to - from + 1 > History.MOST_PER_MINUTE) {
        any = true;
        for (marked = Math.max(marked, from); marked <= to; marked++) {
          machine[marked] = true;
        }
      }
    }
    if (!any) {
      return browsing;
    }
    List<Browse> human = new ArrayList<>();
    for (int i = 0; i < machine.length; i++) {
      if (!machine[i]) {
        human.add(browsing.get(i));
      }
    }
    return human;
  }
}
