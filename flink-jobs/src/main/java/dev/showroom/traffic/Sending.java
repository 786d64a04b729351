package dev.showroom.traffic;

import dev.showroom.schemas.codec.AvroRecords;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.WireForm;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/**
 * One record that the simulated shops send.
 *
 * @param due when, in simulated time
 * @param record to be sent, or null where {@code bytes} are
 * @param bytes to be sent as they are
 */
public record Sending(
    long due, InTopic topic, String key, SpecificRecord record, byte[] bytes, Kind kind) {
  public enum Kind {
    ORDERLY,
    /** Sent long after it happened. */
    LATE,
    /** Nobody can use it. */
    BROKEN
  }

  byte[] value(Map<InTopic, AvroRecords<SpecificRecord>> codecs, WireForm form) {
    return bytes != null ? bytes : form.of(topic.topic(), codecs.get(topic).write(record));
  }
}
