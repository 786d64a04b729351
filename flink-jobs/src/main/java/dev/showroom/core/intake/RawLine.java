package dev.showroom.core.intake;

import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import dev.showroom.schemas.codec.InTopic;

/**
 * One record as it stands in a file.
 *
 * @param topic null for the mark that ends the replay, which carries a watermark and nothing else
 * @param time event time as far as a glance at the line tells, else the time of the line before it
 * @param watermark to be emitted behind this line, or {@link #NONE}
 */
public record RawLine(
    InTopic topic, String origin, Encoding encoding, byte[] bytes, long time, long watermark)
    implements Timed {
  public static final long NONE = Long.MIN_VALUE;

  private static final Encoding[] ENCODINGS = Encoding.values();
  private static final byte[] NOTHING = new byte[0];

  public static RawLine end(long watermark) {
    return new RawLine(null, "", Encoding.JSON, NOTHING, watermark, watermark);
  }

  @Override
  public boolean isEnd() {
    return topic == null;
  }

  public byte[] pack() {
    return new PackWriter(bytes.length + 64)
        .constant(topic)
        .text(origin)
        .constant(encoding)
        .block(bytes)
        .number(time)
        .number(watermark)
        .toBytes();
  }

  public static RawLine unpack(byte[] packed) {
    PackReader in = new PackReader(packed);
    int topic = in.integer();
    return new RawLine(
        topic < 0 ? null : InTopic.of(topic),
        in.text(),
        in.constant(ENCODINGS),
        in.block(),
        in.number(),
        in.number());
  }
}
