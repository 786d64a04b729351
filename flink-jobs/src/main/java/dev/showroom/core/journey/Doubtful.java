package dev.showroom.core.journey;

import dev.showroom.core.fact.Browse;
import dev.showroom.core.fact.FactCodec;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Browsing that has come and decides something only if it is of goods that are watched. Few at a
 * time: they are kept with what each arrival reads.
 */
final class Doubtful {
  private static final int MOST = 16;

  private record Browsed(long time, String sku) {}

  private final List<Browsed> browsed = new ArrayList<>(0);

  /** Whether there was room for it. */
  boolean add(Envelope browsing) {
    if (browsed.size() >= MOST) {
      return false;
    }
    String sku = ((Browse) FactCodec.unpack(browsing.fact())).sku();
    browsed.add(new Browsed(browsing.time(), sku));
    return true;
  }

  int size() {
    return browsed.size();
  }

  /** The earliest, event time in epoch milliseconds; {@link Long#MAX_VALUE} for none. */
  long first() {
    long first = Long.MAX_VALUE;
    for (Browsed one : browsed) {
      first = Math.min(first, one.time);
    }
    return first;
  }

  /** Whether any up to {@code upTo} is of goods that are watched. */
  boolean concern(long upTo, Watches watches, Surroundings surroundings) {
    for (Browsed one : browsed) {
      if (one.time <= upTo && watches.concern(one.sku, one.time, surroundings)) {
        return true;
      }
    }
    return false;
  }

  void dropUpTo(long upTo) {
    browsed.removeIf(one -> one.time <= upTo);
  }

  void clear() {
    browsed.clear();
  }

  void pack(PackWriter out) {
    out.number(browsed.size());
    browsed.forEach(one -> out.number(one.time).text(one.sku));
  }

  void unpack(PackReader in) {
    for (int left = in.integer(); left > 0; left--) {
      browsed.add(new Browsed(in.number(), in.text()));
    }
  }
}
