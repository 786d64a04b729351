package dev.showroom.core.intake;

import dev.showroom.core.catalogue.Announcement;
import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import dev.showroom.schemas.DeadLetterReason;
import dev.showroom.schemas.codec.InTopic;

/**
 * What became of one record at the door: a fact, an announcement to all journeys, a valid record
 * that no decision uses yet, or a dead letter. Exactly one of {@code envelope}, {@code
 * announcement} and {@code reason} is set, or none for the unused.
 *
 * @param topic null where the record's stream is not known
 * @param origin {@code topic-partition-offset} or {@code file:line}
 * @param raw the original bytes
 * @param time event time, or {@link #NO_TIME} for a dead letter
 * @param detail one sentence about a dead letter, without the record's values
 */
public record Arrival(
    InTopic topic,
    String origin,
    byte[] raw,
    long time,
    Envelope envelope,
    Announcement announcement,
    DeadLetterReason reason,
    String detail) {

  private static final byte[] NOTHING = new byte[0];

  public static final long NO_TIME = Long.MIN_VALUE;

  public boolean isDead() {
    return reason != null;
  }

  private static final DeadLetterReason[] REASONS = DeadLetterReason.values();

  public byte[] pack() {
    PackWriter out = new PackWriter(raw.length + 128);
    out.constant(topic).text(origin).block(raw).number(time);
    out.block(envelope == null ? NOTHING : envelope.pack());
    out.block(announcement == null ? NOTHING : announcement.packAny());
    return out.constant(reason).text(detail).toBytes();
  }

  public static Arrival unpack(byte[] packed) {
    PackReader in = new PackReader(packed);
    int topic = in.integer();
    String origin = in.text();
    byte[] raw = in.block();
    long time = in.number();
    byte[] envelope = in.block();
    byte[] announcement = in.block();
    return new Arrival(
        topic < 0 ? null : InTopic.of(topic),
        origin,
        raw,
        time,
        envelope.length == 0 ? null : Envelope.unpack(envelope),
        announcement.length == 0 ? null : Announcement.unpackAny(announcement),
        in.constant(REASONS),
        in.text());
  }
}
