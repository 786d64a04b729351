package dev.showroom.core.intake;

import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import dev.showroom.schemas.codec.InTopic;

/**
 * One record of the past, not decoded yet.
 *
 * @param topic null for the mark that ends the history, which carries a watermark and nothing else
 * @param feed which of the partitions or files it comes from, counted from 0
 * @param origin {@code topic-partition-offset} or {@code file:line}
 * @param encoding of its bytes
 * @param time event time as far as a glance tells, else the newest of its feed before it
 * @param arrivedAt when it was reported, epoch milliseconds
 * @param watermark to be emitted behind this record, or {@link RawLine#NONE}
 */
public record HistoryRecord(
    InTopic topic,
    int feed,
    String origin,
    Encoding encoding,
    byte[] bytes,
    long time,
    long arrivedAt,
    long watermark)
    implements Timed {

  private static final Encoding[] ENCODINGS = Encoding.values();
  private static final byte[] NOTHING = new byte[0];

  public static HistoryRecord end(long watermark) {
    return new HistoryRecord(null, 0, "", Encoding.JSON, NOTHING, watermark, watermark, watermark);
  }

  @Override
  public boolean isEnd() {
    return topic == null;
  }

  public HistoryRecord withWatermark(long behind) {
    return new HistoryRecord(topic, feed, origin, encoding, bytes, time, arrivedAt, behind);
  }

  public byte[] pack() {
    return new PackWriter(bytes.length + 64)
        .constant(topic)
        .number(feed)
        .text(origin)
        .constant(encoding)
        .block(bytes)
        .number(time)
        .number(arrivedAt)
        .number(watermark)
        .toBytes();
  }

  public static HistoryRecord unpack(byte[] packed) {
    PackReader in = new PackReader(packed);
    int topic = in.integer();
    return new HistoryRecord(
        topic < 0 ? null : InTopic.of(topic),
        in.integer(),
        in.text(),
        in.constant(ENCODINGS),
        in.block(),
        in.number(),
        in.number(),
        in.number());
  }
}
