package dev.showroom.metrics;

import java.util.Arrays;

/**
 * Counters by a constant, as quick as one without a label. All are told from the start on: where a
 * counter comes to be with its first count, Prometheus sees no increase.
 */
public final class CountOf<E extends Enum<E>> {
  private final Counts counts;
  private final Count[] known;

  CountOf(Counts counts, Class<E> labels) {
    this.counts = counts;
    this.known =
        Arrays.stream(labels.getEnumConstants())
            .map(constant -> counts.of(Meters.label(constant)))
            .toArray(Count[]::new);
  }

  /**
   * @param label null for {@code other}
   */
  public void add(E label) {
    if (label == null) {
      counts.add(Meters.OTHER);
    } else {
      known[label.ordinal()].add();
    }
  }
}
