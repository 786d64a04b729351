package dev.showroom.core.insight;

import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whole numbers by {@link Slot}: the sums of a cell, or a change to them. Only what was ever
 * touched is held, if it is 0 again, too: its figure was told, or may have been. All is exact, so
 * that the order of changes does not show.
 */
public final class Tally {
  private static final int LOW_BITS = 32;
  private static final long LOW = (1L << LOW_BITS) - 1;

  private final TreeMap<Integer, Long> values = new TreeMap<>();

  Tally add(int slot, long value) {
    values.merge(slot, value, Long::sum);
    return this;
  }

  /** A square, in two parts: sums of squares of money may be larger than a long. */
  Tally addSquare(int lowSlot, int highSlot, long value, int times) {
    long low = value * value;
    long high = Math.multiplyHigh(value, value) << LOW_BITS | low >>> LOW_BITS;
    return add(lowSlot, times * (low & LOW)).add(highSlot, times * high);
  }

  BigInteger squares(int lowSlot, int highSlot) {
    return BigInteger.valueOf(get(highSlot))
        .shiftLeft(LOW_BITS)
        .add(BigInteger.valueOf(get(lowSlot)));
  }

  /** Takes a change in. */
  void absorb(Tally change) {
    // The desk tells of one budget in order, of several changes in one millisecond, too.
    boolean standsNow = !has(Slot.BUDGET_AT) || change.get(Slot.BUDGET_AT) >= get(Slot.BUDGET_AT);
    change.values.forEach(
        (slot, value) -> {
          if (Slot.isBudget(slot)) {
            if (standsNow) {
              values.put(slot, value);
            }
          } else {
            values.merge(slot, value, slot == Slot.PUSH_MOST ? Math::max : Long::sum);
          }
        });
  }

  boolean has(int slot) {
    return values.containsKey(slot);
  }

  /** What the slot holds; 0 if it was never touched. */
  long get(int slot) {
    return values.getOrDefault(slot, 0L);
  }

  /** Bits of the topics whose figures it changes. */
  int topics() {
    int bits = 0;
    for (int slot : values.keySet()) {
      bits |= Slot.topicOf(slot).bit();
    }
    return bits;
  }

  /** Without what changes nothing. */
  Tally withoutZeros() {
    values.values().removeIf(value -> value == 0);
    return this;
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  void pack(PackWriter out) {
    out.number(values.size());
    int before = 0;
    for (Map.Entry<Integer, Long> entry : values.entrySet()) {
      out.number(entry.getKey() - before).number(entry.getValue());
      before = entry.getKey();
    }
  }

  static Tally unpack(PackReader in) {
    Tally tally = new Tally();
    int slot = 0;
    for (int left = in.integer(); left > 0; left--) {
      slot += in.integer();
      tally.values.put(slot, in.number());
    }
    return tally;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tally that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
