package dev.showroom.core.push;

import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;

/**
 * What the push lane writes: a dead letter, or the event that a coupon could not be pushed.
 *
 * @param stream of the detector's, without the deployment's prefix
 * @param key Kafka key
 * @param value the record in Avro's single-object encoding
 */
public record PushReport(String stream, String key, byte[] value) {

  public byte[] pack() {
    return new PackWriter(value.length + 64).text(stream).text(key).block(value).toBytes();
  }

  public static PushReport unpack(byte[] packed) {
    PackReader in = new PackReader(packed);
    return new PushReport(in.text(), in.text(), in.block());
  }
}
