package dev.showroom.core.insight;

/**
 * One window of one group: all figures of it are made of the same sums.
 *
 * @param start of the window, event time in epoch milliseconds
 */
public record Cell(WindowSize size, long start, Group group) {
  public long end() {
    return size.endOf(start);
  }
}
