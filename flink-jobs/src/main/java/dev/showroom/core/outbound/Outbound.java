package dev.showroom.core.outbound;

import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import dev.showroom.schemas.codec.OutTopic;

/**
 * A record on its way out.
 *
 * @param key Kafka key: one customer's records stay in one partition
 * @param value the record in Avro's single-object encoding
 */
public record Outbound(OutTopic topic, String key, byte[] value) {
  private static final OutTopic[] TOPICS = OutTopic.values();

  public byte[] pack() {
    return new PackWriter(value.length + 32).constant(topic).text(key).block(value).toBytes();
  }

  public static Outbound unpack(byte[] packed) {
    PackReader in = new PackReader(packed);
    return new Outbound(in.constant(TOPICS), in.text(), in.block());
  }
}
