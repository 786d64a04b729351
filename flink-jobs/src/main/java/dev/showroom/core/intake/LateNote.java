package dev.showroom.core.intake;

import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;

/**
 * That a record came behind its stream's watermark, with all that the {@code late-events} row about
 * it needs. Travels with the fact until it is known what the fact changed.
 *
 * @param watermark the watermark that the record came behind, epoch milliseconds
 * @param raw the record's original bytes
 */
public record LateNote(String origin, long watermark, byte[] raw) {

  int weight() {
    return 128 + raw.length;
  }

  public void pack(PackWriter out) {
    out.text(origin).number(watermark).block(raw);
  }

  public static LateNote unpack(PackReader in) {
    return new LateNote(in.text(), in.number(), in.block());
  }
}
