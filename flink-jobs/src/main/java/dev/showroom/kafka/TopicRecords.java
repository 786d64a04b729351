package dev.showroom.kafka;

import dev.showroom.common.Causes;
import dev.showroom.common.CommandFailure;
import dev.showroom.schemas.codec.AvroRecords;
import dev.showroom.schemas.codec.MalformedRecordException;
import dev.showroom.schemas.codec.OutTopic;
import dev.showroom.schemas.codec.WriterSchemas;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic of ours from its beginning to where it ends now. */
public final class TopicRecords {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private TopicRecords() {}

  /**
   * Every record, in the order of its partition.
   *
   * @param client settings of a Kafka client
   * @param writers schemas of what is in Confluent's wire format
   * @throws CommandFailure where the topic is not there, or holds something else
   */
  public static <T extends SpecificRecord> List<T> of(
      Map<String, String> client,
      Topics topics,
      OutTopic stream,
      Class<T> type,
      WriterSchemas writers) {
    String topic = topics.name(stream);
    Properties properties = new Properties();
    properties.putAll(client);
    properties.put("allow.auto.create.topics", "false");
    AvroRecords<? extends SpecificRecord> records =
        new AvroRecords<>(stream.recordClass(), writers);
    Topics.require(client, List.of(Permission.read(topic)));
    List<T> all = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic, PATIENCE).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      if (partitions.isEmpty()) {
        throw new CommandFailure("There is no topic " + topic + ".");
      }
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Headway headway = new Headway(PATIENCE);
      for (long left = left(consumer, ends); left > 0; left = left(consumer, ends)) {
        if (headway.isStuck(left)) {
          throw new CommandFailure(
              "The topic %s cannot be read: Kafka at %s has not answered for %d s."
                  .formatted(topic, client.get("bootstrap.servers"), PATIENCE.toSeconds()));
        }
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          if (record.value() != null) {
            all.add(type.cast(records.read(record.value())));
          }
        }
      }
      return all;
    } catch (MalformedRecordException e) {
      throw new CommandFailure(
          "Topic " + topic + " holds a record that cannot be read: " + Causes.root(e) + ".", e);
    } catch (KafkaException e) {
      throw new CommandFailure(
          "The topic "
              + topic
              + " cannot be read: "
              + ClientSettings.clean(Causes.root(e), client)
              + ".",
          e);
    }
  }

  private static long left(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .mapToLong(end -> Math.max(0, end.getValue() - consumer.position(end.getKey(), PATIENCE)))
        .sum();
  }
}
