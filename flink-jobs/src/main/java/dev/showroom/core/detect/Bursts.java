package dev.showroom.core.detect;

import dev.showroom.core.History;
import dev.showroom.core.fact.Browse;
import dev.showroom.schemas.codec.InTopic;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;

/**
 * Tells browsing at machine speed from a person's: whatever belongs to any minute with more than
 * {@link History#MOST_PER_MINUTE} events is a machine's.
 */
public final class Bursts {
  private static final long MINUTE = 60_000;

  private Bursts() {}

  /** What a person may have done of this browsing, which is in event-time order. */
  static List<Browse> without(List<Browse> browsing) {
    boolean[] machine = ofMachines(browsing.size(), at -> browsing.get(at).time());
    if (machine == null) {
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

  /** The bursts that are over at {@code now}, in event-time order; most people have none. */
  public static List<Burst> endedBy(long now, List<KnownFact> facts) {
    long[] times = new long[facts.size()];
    int count = 0;
    for (KnownFact known : facts) {
      if (known.topic() == InTopic.BROWSING && known.isKnownAt(now)) {
        times[count++] = known.time();
      }
    }
    boolean[] machine = ofMachines(count, at -> times[at]);
    List<Burst> bursts = new ArrayList<>();
    for (int i = 0; machine != null && i < machine.length; i++) {
      if (machine[i]) {
        int first = i;
        while (i + 1 < machine.length && machine[i + 1]) {
          i++;
        }
        long last = times[i];
        if (last + MINUTE <= now) {
          bursts.add(new Burst(times[first], last, i - first + 1));
        }
      }
    }
    return bursts;
  }

  /** Which of the events, in event-time order, are a machine's; null where none is. */
  private static boolean[] ofMachines(int count, IntToLongFunction time) {
    if (count <= History.MOST_PER_MINUTE) {
      return null;
    }
    boolean[] machine = new boolean[count];
    boolean any = false;
    int from = 0;
    int marked = 0;
    for (int to = 0; to < count; to++) {
      while (time.applyAsLong(to) - time.applyAsLong(from) >= MINUTE) {
        from++;
      }
      if (to - from + 1 > History.MOST_PER_MINUTE) {
        any = true;
        for (marked = Math.max(marked, from); marked <= to; marked++) {
          machine[marked] = true;
        }
      }
    }
    return any ? machine : null;
  }
}
