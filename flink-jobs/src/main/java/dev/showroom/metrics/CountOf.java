package dev.showroom.metrics;

/** Counters by a constant: as quick as one without a label. */
public final class CountOf<E extends Enum<E>> {
  private final Counts counts;
  private final Count[] known;
  private Count unknown;

  CountOf(Counts counts, Class<E> labels) {
    this.counts = counts;
    this.known = new Count[labels.getEnumConstants().length];
  }

  /**
   * @param label null for {@code other}
   */
  public void add(E label) {
    if (label == null) {
      unknown = unknown == null ? counts.of(Meters.OTHER) : unknown;
      unknown.add();
      return;
    }
    Count count = known[label.ordinal()];
    if (count == null) {
      count = counts.of(Meters.label(label));
      known[label.ordinal()] = count;
    }
    count.add();
  }
}
