package dev.showroom.files;

import dev.showroom.schemas.codec.AvroRecords;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.WriterSchemas;
import java.io.Serializable;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * The streams to read, and what is known of them before the first record is.
 *
 * @param topics where each stream's records are kept
 * @param writers schemas, as JSON, that records in Avro were written with; the build's own schemas
 *     need not be among them
 * @param laterLeftOut whether it is known that something later than the range asked for was left
 *     out already, so that all up to the range's end is known
 * @param remarks sentences that a user should hear of holes in the input
 */
public record StreamInputs(
    EnumMap<InTopic, TopicInput> topics,
    EnumMap<InTopic, List<String>> writers,
    boolean laterLeftOut,
    List<String> remarks)
    implements Serializable {

  /** Of streams in JSON, or in Avro by this build's schemas. */
  public static StreamInputs of(Map<InTopic, ? extends TopicInput> topics) {
    EnumMap<InTopic, TopicInput> copy = new EnumMap<>(InTopic.class);
    copy.putAll(topics);
    return new StreamInputs(copy, new EnumMap<>(InTopic.class), false, List.of());
  }

  public boolean has(InTopic topic) {
    return topics.containsKey(topic);
  }

  /** All but one stream. */
  public StreamInputs without(InTopic topic) {
    EnumMap<InTopic, TopicInput> others = new EnumMap<>(topics);
    others.remove(topic);
    return new StreamInputs(others, writers, laterLeftOut, remarks);
  }

  /** One stream alone, which must be there. */
  public StreamInputs only(InTopic topic) {
    EnumMap<InTopic, TopicInput> one = new EnumMap<>(InTopic.class);
    one.put(topic, topics.get(topic));
    return new StreamInputs(one, writers, laterLeftOut, remarks);
  }

  /** A decoder of one stream's records in Avro, for one thread. */
  public static AvroRecords<?> decoder(
      InTopic topic, Map<InTopic, ? extends Collection<String>> writers) {
    return decoder(topic, writers, WriterSchemas.NONE);
  }

  /** Likewise, with the schemas of what is in Confluent's wire format. */
  public static AvroRecords<?> decoder(
      InTopic topic, Map<InTopic, ? extends Collection<String>> writers, WriterSchemas registered) {
    return new AvroRecords<>(
        topic.recordClass(),
        (writers.containsKey(topic) ? writers.get(topic) : List.<String>of())
            .stream().map(json -> new Schema.Parser().parse(json)).toList(),
        registered);
  }
}
