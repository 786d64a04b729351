package dev.showroom.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.showroom.config.RunConfig;
import dev.showroom.core.intake.Arrival;
import dev.showroom.kafka.EmbeddedBroker;
import dev.showroom.kafka.KafkaIo;
import dev.showroom.kafka.Topics;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.stream.FlinkSettings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the live source takes, and what it does not skip. */
@Timeout(120)
class LiveInputTest {
  private static final Topics TOPICS = new Topics("t.");
  private static final TopicPartition BROWSING =
      new TopicPartition(TOPICS.name(InTopic.BROWSING), 0);

  private static EmbeddedBroker broker;
  private static KafkaIo kafka;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start();
    broker.createTopics(TOPICS.definitions(1, 1));
    kafka = new KafkaIo(broker.bootstrapServers(), TOPICS);
    kafka.produceRaw(List.of(record("0"), record("1"), record("2"), record("3")), Map.of());
    try (KafkaProducer<byte[], byte[]> producer =
        kafka.producer(Map.of("transactional.id", "somebody"))) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(record("taken back"));
      producer.flush();
      producer.abortTransaction();
    }
    kafka.produceRaw(List.of(record("after")), Map.of());
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  private static ProducerRecord<byte[], byte[]> record(String value) {
    return new ProducerRecord<>(BROWSING.topic(), value.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void what_its_producer_took_back_was_never_said() throws Exception {
    assertThat(read(new NoGaps(OffsetsInitializer.earliest()), 2)).endsWith("3", "after");
  }

  @Test
  void where_the_brokers_have_deleted_what_comes_next_the_reader_fails_and_does_not_skip_it()
      throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin
          .deleteRecords(Map.of(BROWSING, RecordsToDelete.beforeOffset(3)))
          .all()
          .get(30, TimeUnit.SECONDS);
    }
    assertThat(read(new NoGaps(at(3)), 2)).containsExactly("3", "after");
    assertThatThrownBy(() -> read(new NoGaps(at(2)), 1))
        .hasStackTraceContaining(OffsetOutOfRangeException.class.getName())
        .hasStackTraceContaining("out of range for partition t.browsing-0");
    assertThat(read(at(2), 2)).as("told to go on behind it").containsExactly("3", "after");
  }

  private static OffsetsInitializer at(long offset) {
    return OffsetsInitializer.offsets(Map.of(BROWSING, offset), OffsetResetStrategy.EARLIEST);
  }

  /** The first values, at the most all up to the newest but no fewer than asked for. */
  private static List<String> read(OffsetsInitializer from, int least) throws Exception {
    // A failure is told, not tried again.
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(1, FlinkSettings.forReplay(1));
    List<String> values = new ArrayList<>();
    try (CloseableIterator<Arrival> arrivals =
        KafkaBinding.arrivals(env, config(), from).executeAndCollect()) {
      while (values.size() < least || !values.contains("after")) {
        values.add(new String(arrivals.next().raw(), StandardCharsets.UTF_8));
      }
    }
    return values;
  }

  private static RunConfig config() {
    RunConfig defaults = RunConfig.defaults();
    RunConfig.Kafka kafka = defaults.kafka();
    return new RunConfig(
        new RunConfig.Kafka(
            List.of(broker.bootstrapServers()),
            Map.of(),
            "t.",
            "t",
            kafka.startingOffsets(),
            kafka.transactionTimeout(),
            1,
            1),
        defaults.time(),
        defaults.job());
  }
}
