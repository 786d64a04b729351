package dev.showroom.core.intake;

import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;

/**
 * One record on its way into an archive.
 *
 * @param stream name of its stream, without prefix
 * @param part the partition that it comes from: what is of one part stays in its order
 * @param time what its folder is dated by, epoch milliseconds: event time, or when it was reported
 *     where it tells none
 * @param value in Avro's single-object encoding, by this build's schema
 */
public record ArchivedRecord(String stream, int part, long time, byte[] value) {
  public byte[] pack() {
    return new PackWriter(value.length + 48)
        .text(stream)
        .number(part)
        .number(time)
        .block(value)
        .toBytes();
  }

  public static ArchivedRecord unpack(byte[] packed) {
    PackReader in = new PackReader(packed);
    return new ArchivedRecord(in.text(), in.integer(), in.number(), in.block());
  }
}
