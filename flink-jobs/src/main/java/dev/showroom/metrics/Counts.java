package dev.showroom.metrics;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counters of one figure by the values of its labels, in their order. */
public final class Counts {
  private final Meters meters;
  private final Meter meter;
  private final Map<Object, Count> known = new HashMap<>();
  private int told;

  Counts(Meters meters, Meter meter) {
    this.meters = meters;
    this.meter = meter;
  }

  /** Of a figure with one label. */
  public void add(String value) {
    Count count = known.get(value);
    (count == null ? of(value) : count).add();
  }

  /** Of a figure with several. */
  public void add(String... values) {
    List<String> key = List.of(values);
    Count count = known.get(key);
    (count == null ? made(key, values) : count).add();
  }

  /** To be kept by whoever counts often. */
  public Count of(String value) {
    return made(value, value);
  }

  private Count made(Object key, String... values) {
    List<String> labels =
        told < Meters.MOST
            ? Arrays.stream(values).map(Meters::label).toList()
            : Arrays.stream(values).map(any -> Meters.OTHER).toList();
    // Several texts may have become the same labels, which have one counter.
    Count count = known.get(labels);
    if (count == null) {
      count = meters.labelled(meter, labels);
      known.put(labels, count);
      told++;
    }
    if (known.size() < 4 * Meters.MOST) {
      known.put(key, count);
    }
    return count;
  }
}
