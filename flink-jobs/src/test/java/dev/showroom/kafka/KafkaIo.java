package dev.showroom.kafka;

import dev.showroom.schemas.codec.AvroRecords;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.MalformedRecordException;
import dev.showroom.schemas.codec.OutTopic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What tests write to a broker and read from it. */
public final class KafkaIo {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String bootstrapServers;
  private final Topics topics;

  public KafkaIo(String bootstrapServers, Topics topics) {
    this.bootstrapServers = bootstrapServers;
    this.topics = topics;
  }

  /** One record of a stream and the key that says which partition it goes to. */
  public record Keyed(InTopic topic, String key, SpecificRecord value) {}

  /** Writes the records in their order and returns when the broker has them all. */
  public void produce(Collection<Keyed> records) {
    produceRaw(raw(records), Map.of());
  }

  /** The records as a producer takes them. */
  public List<ProducerRecord<byte[], byte[]>> raw(Collection<Keyed> records) {
    Map<InTopic, AvroRecords<SpecificRecord>> codecs = new EnumMap<>(InTopic.class);
    List<ProducerRecord<byte[], byte[]>> raw = new ArrayList<>();
    for (Keyed record : records) {
      byte[] value =
          codecs
              .computeIfAbsent(record.topic(), t -> new AvroRecords<>(t.recordClass()))
              .write(record.value());
      byte[] key = record.key() == null ? null : record.key().getBytes(StandardCharsets.UTF_8);
      raw.add(new ProducerRecord<>(topics.name(record.topic()), key, value));
    }
    return raw;
  }

  /** Writes bytes as they are, broken ones too; the options go to the producer. */
  public void produceRaw(
      Collection<ProducerRecord<byte[], byte[]>> records, Map<String, Object> options) {
    try (KafkaProducer<byte[], byte[]> producer = producer(options)) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      records.forEach(record -> sent.add(producer.send(record)));
      producer.flush();
      for (Future<RecordMetadata> acknowledgement : sent) {
        acknowledgement.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  public KafkaProducer<byte[], byte[]> producer(Map<String, Object> options) {
    Map<String, Object> all = new HashMap<>(options);
    all.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Everything committed that an output topic holds now. */
  public <T extends SpecificRecord> List<T> read(OutTopic topic, Class<T> type) {
    return decode(readRaw(topics.name(topic)), type);
  }

  /** Everything committed that an input topic holds now. */
  public <T extends SpecificRecord> List<T> read(InTopic topic, Class<T> type) {
    return decode(readRaw(topics.name(topic)), type);
  }

  private static <T extends SpecificRecord> List<T> decode(
      List<ConsumerRecord<byte[], byte[]>> records, Class<T> type) {
    AvroRecords<T> codec = new AvroRecords<>(type);
    List<T> decoded = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      try {
        decoded.add(codec.read(record.value()));
      } catch (MalformedRecordException e) {
        throw new AssertionError(record + ": " + e.getMessage(), e);
      }
    }
    return decoded;
  }

  /** Every committed record that the topic holds now, each partition in its order. */
  public List<ConsumerRecord<byte[], byte[]>> readRaw(String topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(topic)) {
      Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
      // The position also passes the markers of transactions, which are never delivered.
      Predicate<TopicPartition> unread = p -> consumer.position(p) < ends.get(p);
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (ends.keySet().stream().anyMatch(unread)) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError("topic " + topic + " was not read to its end within a minute");
        }
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }

  /** How much stands in the topics, committed or not, markers and all. */
  public long written(OutTopic... of) {
    Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
      List<String> names = Stream.of(of).map(topics::name).toList();
      admin
          .describeTopics(names)
          .allTopicNames()
          .get()
          .forEach(
              (name, topic) ->
                  topic
                      .partitions()
                      .forEach(
                          p ->
                              partitions.put(
                                  new TopicPartition(name, p.partition()), OffsetSpec.latest())));
      return admin.listOffsets(partitions).all().get().values().stream()
          .mapToLong(ListOffsetsResult.ListOffsetsResultInfo::offset)
          .sum();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A consumer of the whole topic that stands at its beginning and sees what is committed. */
  public KafkaConsumer<byte[], byte[]> consumer(String topic) {
    Map<String, Object> options =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(options, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(p -> new TopicPartition(topic, p.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }
}
