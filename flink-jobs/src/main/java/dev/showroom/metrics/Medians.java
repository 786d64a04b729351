package dev.showroom.metrics;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/** The median of the newest values, for each value of a label. */
public final class Medians {
  static final int WINDOW = 101;

  private final Meters meters;
  private final Meter meter;
  private final Map<String, Newest> known = new HashMap<>();

  Medians(Meters meters, Meter meter) {
    this.meters = meters;
    this.meter = meter;
  }

  /** What is no id, or goes beyond so many as are told, counts as {@code other}. */
  public void add(String label, long value) {
    Newest newest = known.get(label);
    if (newest == null) {
      boolean room = known.size() < Meters.MOST;
      newest = known.computeIfAbsent(room ? Meters.label(label) : Meters.OTHER, this::made);
    }
    newest.add(value);
  }

  private Newest made(String label) {
    Newest made = new Newest();
    meters.labelled(meter, label, made::median);
    return made;
  }

  /** A ring that the task's thread writes and a reporter's reads: a value may be torn from it. */
  static final class Newest {
    private final AtomicLongArray ring = new AtomicLongArray(WINDOW);
    private volatile int count;

    void add(long value) {
      int seen = count;
      ring.lazySet(seen % WINDOW, value);
      count = seen + 1 == Integer.MAX_VALUE ? WINDOW : seen + 1;
    }

    /** The upper of the two in the middle of an even number. */
    long median() {
      long[] values = new long[Math.min(count, WINDOW)];
      for (int i = 0; i < values.length; i++) {
        values[i] = ring.get(i);
      }
      Arrays.sort(values);
      return values.length == 0 ? 0 : values[values.length / 2];
    }
  }
}
