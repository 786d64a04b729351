package dev.showroom.core.insight;

import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;

/**
 * What one notice changes in the windows of one group.
 *
 * @param at event time whose windows they are, in epoch milliseconds
 * @param by to be added to their sums
 */
public record Change(Group group, long at, Tally by) {

  /** The account that it is booked in. */
  public GroupDay account() {
    return GroupDay.of(group, at);
  }

  public byte[] pack() {
    PackWriter out = new PackWriter(96);
    group.pack(out);
    out.number(at);
    by.pack(out);
    return out.toBytes();
  }

  public static Change unpack(byte[] packed) {
    PackReader in = new PackReader(packed);
    return new Change(Group.unpack(in), in.number(), Tally.unpack(in));
  }
}
