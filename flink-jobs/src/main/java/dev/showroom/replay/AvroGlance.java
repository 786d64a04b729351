package dev.showroom.replay;

import dev.showroom.files.EventTimeGlance;
import dev.showroom.schemas.codec.ConfluentFormat;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.MalformedRecordException;
import dev.showroom.schemas.codec.WriterSchemas;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;

/**
 * Finds the event time of a record in Avro without decoding the record: by this build's schemas all
 * streams begin with the event's id and its time; by others it is somewhere in the record.
 */
public final class AvroGlance {
  private static final int HEADER_BYTES = 10;
  private static final String EVENT_TIME = "eventTime";
  private static final Map<InTopic, Long> FINGERPRINTS = fingerprints();

  private AvroGlance() {}

  private static Map<InTopic, Long> fingerprints() {
    Map<InTopic, Long> all = new EnumMap<>(InTopic.class);
    for (InTopic topic : InTopic.values()) {
      all.put(topic, SchemaNormalization.parsingFingerprint64(topic.schema()));
    }
    return Map.copyOf(all);
  }

  /**
   * @return epoch milliseconds, or {@link EventTimeGlance#UNKNOWN}
   */
  public static long at(InTopic topic, byte[] bytes) {
    if (bytes.length <= HEADER_BYTES
        || bytes[0] != (byte) 0xC3
        || bytes[1] != 1
        || ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(2)
            != FINGERPRINTS.get(topic)) {
      return EventTimeGlance.UNKNOWN;
    }
    int[] position = {HEADER_BYTES};
    long length = number(bytes, position);
    if (length < 0 || length > bytes.length - position[0]) {
      return EventTimeGlance.UNKNOWN;
    }
    position[0] += (int) length;
    return number(bytes, position);
  }

  /**
   * Likewise, also of a record in Confluent's wire format.
   *
   * @param writers schemas of those
   */
  public static long at(InTopic topic, byte[] bytes, WriterSchemas writers) {
    if (!ConfluentFormat.is(bytes)) {
      return at(topic, bytes);
    }
    // Whoever decodes it says what is wrong with it.
    Schema writer;
    try {
      writer = writers.byId(ConfluentFormat.id(bytes));
    } catch (MalformedRecordException e) {
      return EventTimeGlance.UNKNOWN;
    }
    try {
      return walk(writer, bytes);
    } catch (IOException | RuntimeException e) {
      return EventTimeGlance.UNKNOWN;
    }
  }

  private static long walk(Schema writer, byte[] bytes) throws IOException {
    int start = ConfluentFormat.HEADER_BYTES;
    Decoder decoder = DecoderFactory.get().binaryDecoder(bytes, start, bytes.length - start, null);
    for (Schema.Field field : writer.getFields()) {
      if (field.name().equals(EVENT_TIME) && field.schema().getType() == Schema.Type.LONG) {
        return decoder.readLong();
      }
      GenericDatumReader.skip(field.schema(), decoder);
    }
    return EventTimeGlance.UNKNOWN;
  }

  private static long number(byte[] bytes, int[] position) {
    long value = 0;
    for (int shift = 0; shift < 70 && position[0] < bytes.length; shift += 7) {
      byte next = bytes[position[0]++];
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value >>> 1 ^ -(value & 1);
      }
    }
    return EventTimeGlance.UNKNOWN;
  }
}
