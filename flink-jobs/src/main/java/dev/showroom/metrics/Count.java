package dev.showroom.metrics;

import org.apache.flink.metrics.Counter;

/** One counter, which its subtask's thread alone counts up. */
public final class Count {
  private final Counter counter;

  Count(Counter counter) {
    this.counter = counter;
  }

  public void add() {
    counter.inc();
  }
}
