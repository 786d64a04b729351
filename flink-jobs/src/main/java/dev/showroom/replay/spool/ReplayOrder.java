package dev.showroom.replay.spool;

/** Which of two questions a replay answers. */
public enum ReplayOrder {
  /** As it should have been: by event time, so that nothing is late. */
  EVENT_TIME("event-time"),
  /** As it happened: in the order of arrival, so that what was late then is late now. */
  ARRIVAL("arrival");

  private final String title;

  ReplayOrder(String title) {
    this.title = title;
  }

  /** As it is written in commands and manifests. */
  public String title() {
    return title;
  }

  @Override
  public String toString() {
    return title;
  }
}
