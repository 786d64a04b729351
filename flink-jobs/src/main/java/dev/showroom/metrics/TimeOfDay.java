package dev.showroom.metrics;

/** The one clock that is read in the job's graph, for figures that nothing can ask for. */
final class TimeOfDay {
  private TimeOfDay() {}

  static long millis() {
    return System.currentTimeMillis();
  }
}
