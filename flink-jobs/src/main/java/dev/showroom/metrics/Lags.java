package dev.showroom.metrics;

import java.util.concurrent.atomic.AtomicLong;

/** Time of day less the newest moment, for each constant that labels one. */
public final class Lags<E extends Enum<E>> {
  private final Meters meters;
  private final Meter meter;
  private final AtomicLong[] newest;

  Lags(Meters meters, Meter meter, Class<E> labels) {
    this.meters = meters;
    this.meter = meter;
    this.newest = new AtomicLong[labels.getEnumConstants().length];
  }

  /**
   * @param moment epoch milliseconds
   */
  public void reached(E label, long moment) {
    AtomicLong kept = newest[label.ordinal()];
    if (kept == null) {
      AtomicLong made = new AtomicLong(moment);
      newest[label.ordinal()] = made;
      meters.labelled(meter, Meters.label(label), () -> TimeOfDay.millis() - made.get());
    } else if (kept.getPlain() < moment) {
      kept.lazySet(moment);
    }
  }
}
