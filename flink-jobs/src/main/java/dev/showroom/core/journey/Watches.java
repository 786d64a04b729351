package dev.showroom.core.journey;

import dev.showroom.core.detect.KnownFact;
import dev.showroom.core.fact.Bought;
import dev.showroom.core.fact.Returned;
import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Goods that may be tried out, or were brought back, and up to when browsing of their families can
 * decide something. Times are event times in epoch milliseconds.
 */
final class Watches {
  private record Watch(String sku, long until) {}

  private final List<Watch> watches = new ArrayList<>(0);

  /**
   * Watches what the fact is about, if it is one of these.
   *
   * @param until {@link Steps#watchedUntil}
   */
  void add(KnownFact known, long until) {
    if (until == Long.MIN_VALUE) {
      return;
    }
    if (known.fact() instanceof Bought bought) {
      bought.lines().forEach(line -> add(line.sku(), until));
    } else if (known.fact() instanceof Returned returned) {
      returned.lines().forEach(line -> add(line.sku(), until));
    }
  }

  private void add(String sku, long until) {
    if (watches.stream().anyMatch(one -> one.sku.equals(sku) && one.until >= until)) {
      return;
    }
    watches.removeIf(one -> one.sku.equals(sku));
    watches.add(new Watch(sku, until));
  }

  /** Whether browsing of a sku, which may be null, at {@code time} can decide something. */
  boolean concern(String sku, long time, Surroundings surroundings) {
    for (Watch watch : watches) {
      if (time <= watch.until && surroundings.mayConcern(watch.sku, sku)) {
        return true;
      }
    }
    return false;
  }

  /** Lets go what is over at {@code time}. */
  void endBefore(long time) {
    watches.removeIf(watch -> watch.until < time);
  }

  void clear() {
    watches.clear();
  }

  void pack(PackWriter out) {
    out.number(watches.size());
    watches.forEach(watch -> out.text(watch.sku).number(watch.until));
  }

  void unpack(PackReader in) {
    for (int left = in.integer(); left > 0; left--) {
      watches.add(new Watch(in.text(), in.number()));
    }
  }
}
