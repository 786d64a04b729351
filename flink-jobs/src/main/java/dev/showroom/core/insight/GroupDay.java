package dev.showroom.core.insight;

import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import java.nio.charset.StandardCharsets;

/**
 * What an account is kept for: one group and one day, with the hours and minutes of it. So there is
 * one timer for all of them.
 *
 * @param start of the day, event time in epoch milliseconds
 */
public record GroupDay(Group group, long start) {

  static GroupDay of(Group group, long at) {
    return new GroupDay(group, WindowSize.DAY.startOf(at));
  }

  /** From when on (inclusive) its figures do not change any more. */
  public long settledAt() {
    return WindowSize.settledAt(start);
  }

  /** What its state is keyed by: the packed form, a character for each byte. */
  public String key() {
    PackWriter out = new PackWriter(64).number(start);
    group.pack(out);
    return new String(out.toBytes(), StandardCharsets.ISO_8859_1);
  }

  public static GroupDay ofKey(String key) {
    PackReader in = new PackReader(key.getBytes(StandardCharsets.ISO_8859_1));
    long start = in.number();
    return new GroupDay(Group.unpack(in), start);
  }
}
