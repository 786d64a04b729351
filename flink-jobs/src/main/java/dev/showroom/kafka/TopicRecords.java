package dev.showroom.kafka;

import dev.showroom.common.Causes;
import dev.showroom.common.CommandFailure;
import dev.showroom.schemas.codec.AvroRecords;
import dev.showroom.schemas.codec.MalformedRecordException;
import dev.showroom.schemas.codec.OutTopic;
import dev.showroom.schemas.codec.WriterSchemas;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
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
    AvroRecords<? extends SpecificRecord> records =
        new AvroRecords<>(stream.recordClass(), writers);
    List<T> all = new ArrayList<>();
    each(
        client,
        topics.name(stream),
        record -> {
          if (record.value() != null) {
            all.add(type.cast(records.read(record.value())));
          }
        });
    return all;
  }

  /** Takes one record of a topic. */
  @FunctionalInterface
  public interface Taker {
    void take(ConsumerRecord<byte[], byte[]> record) throws MalformedRecordException;
  }

  /**
   * Tells every record that is there and committed, in the order of its partition.
   *
   * @param client settings of a Kafka client
   * @param topic its whole name
   * @return whether the topic still has its first record; else some were deleted
   * @throws CommandFailure where the topic is not there, cannot be read, or holds something else
   */
  public static boolean each(Map<String, String> client, String topic, Taker taker) {
    Properties properties = new Properties();
    properties.putAll(client);
    properties.put("allow.auto.create.topics", "false");
    properties.put("isolation.level", "read_committed");
    Topics.require(client, List.of(Permission.read(topic)));
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
      boolean whole =
          consumer.beginningOffsets(partitions, PATIENCE).values().stream()
              .allMatch(first -> first == 0);
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
          taker.take(record);
        }
      }
      return whole;
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

  /**
   * Up to where a group has committed that it has read; nothing of a group that is not there.
   *
   * @throws CommandFailure where the brokers do not answer
   */
  public static Map<TopicPartition, Long> committed(Map<String, String> client, String group) {
    Map<TopicPartition, Long> committed = new HashMap<>();
    try (Cluster cluster = Cluster.connect(client, PATIENCE, PATIENCE)) {
      cluster
          .await(cluster.admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
          .forEach(
              (partition, offset) -> {
                if (offset != null) {
                  committed.put(partition, offset.offset());
                }
              });
    }
    return committed;
  }

  private static long left(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .mapToLong(end -> Math.max(0, end.getValue() - consumer.position(end.getKey(), PATIENCE)))
        .sum();
  }
}
