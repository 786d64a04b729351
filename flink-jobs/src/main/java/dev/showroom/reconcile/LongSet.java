package dev.showroom.reconcile;

import java.util.Arrays;

/** Numbers, 8 bytes each and as much again for room. */
final class LongSet {
  private long[] slots = new long[1 << 16];
  private boolean zero;
  private int size;

  /**
   * @return whether it was not there
   */
  boolean add(long number) {
    if (number == 0) {
      boolean added = !zero;
      zero = true;
      return added;
    }
    if (size * 10L >= slots.length * 7L) {
      grow();
    }
    int slot = slot(slots, number);
    if (slots[slot] == number) {
      return false;
    }
    slots[slot] = number;
    size++;
    return true;
  }

  boolean contains(long number) {
    return number == 0 ? zero : slots[slot(slots, number)] == number;
  }

  private static int slot(long[] slots, long number) {
    int mask = slots.length - 1;
    int slot = (int) ((number * 0x9E3779B97F4A7C15L) >>> 33) & mask;
    while (slots[slot] != 0 && slots[slot] != number) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] more = new long[Math.multiplyExact(slots.length, 2)];
    Arrays.stream(slots).filter(number -> number != 0).forEach(n -> more[slot(more, n)] = n);
    slots = more;
  }
}
