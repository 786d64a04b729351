package dev.showroom.live;

import dev.showroom.common.Causes;
import dev.showroom.common.CommandFailure;
import dev.showroom.config.RunConfig;
import dev.showroom.core.Versioned;
import dev.showroom.core.intake.Arrival;
import dev.showroom.core.intake.Intake;
import dev.showroom.registry.SchemaRegistry;
import dev.showroom.schemas.codec.AvroRecords;
import dev.showroom.schemas.codec.InTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What has been published to a topic of rules or policies. It is read before the job is submitted,
 * as no order between two topics would bring it there before the first event.
 */
final class PublishedVersions {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private PublishedVersions() {}

  /**
   * The first of each id and version, in the order of the topic.
   *
   * @param what is published there, for the sentence
   * @throws CommandFailure where the topic cannot be read
   */
  static <T extends Versioned> List<T> of(
      RunConfig config, InTopic stream, Class<T> textClass, String what) {
    String topic = config.kafka().topics().name(stream);
    Properties properties = new Properties();
    properties.putAll(config.kafka().clientProperties());
    Intake intake = new Intake(config.time().futureTolerance());
    AvroRecords<? extends SpecificRecord> records =
        new AvroRecords<>(stream.recordClass(), SchemaRegistry.writers(config.kafka()).open());
    Map<String, T> texts = new LinkedHashMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic, PATIENCE).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (isBehind(consumer, ends)) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          // What is wrong with a record, the job itself says when it reads it.
          Arrival arrival =
              record.value() == null
                  ? null
                  : intake.accept(stream, topic, record.value(), record.timestamp(), records::read);
          if (arrival != null && textClass.isInstance(arrival.announcement())) {
            T text = textClass.cast(arrival.announcement());
            texts.putIfAbsent(text.key(), text);
          }
        }
      }
    } catch (KafkaException e) {
      throw new CommandFailure(
          "The published "
              + what
              + " in topic "
              + topic
              + " cannot be read: "
              + Causes.root(e)
              + ".",
          e);
    }
    return new ArrayList<>(texts.values());
  }

  private static boolean isBehind(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey(), PATIENCE) < end.getValue());
  }
}
