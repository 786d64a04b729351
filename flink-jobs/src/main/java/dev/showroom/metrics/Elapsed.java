package dev.showroom.metrics;

import org.apache.flink.metrics.Histogram;

/** How long ago moments were when they were told here. */
public final class Elapsed {
  private final Histogram histogram;

  Elapsed(Histogram histogram) {
    this.histogram = histogram;
  }

  /**
   * @param moment epoch milliseconds
   */
  public void since(long moment) {
    histogram.update(TimeOfDay.millis() - moment);
  }
}
