package dev.showroom.metrics;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** A figure that is set, for each value of its label. */
public final class Levels {
  private final Meters meters;
  private final Meter meter;
  private final Map<String, AtomicLong> known = new HashMap<>();

  Levels(Meters meters, Meter meter) {
    this.meters = meters;
    this.meter = meter;
  }

  /** Beyond so many labels as are told, nothing. */
  public void set(String value, long level) {
    AtomicLong kept = known.get(value);
    if (kept == null) {
      if (known.size() >= Meters.MOST || !value.equals(Meters.label(value))) {
        return;
      }
      AtomicLong made = new AtomicLong();
      known.put(value, made);
      meters.labelled(meter, value, made::get);
      kept = made;
    }
    kept.set(level);
  }
}
