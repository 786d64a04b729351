package dev.showroom.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.showroom.common.CommandFailure;
import dev.showroom.config.RunConfig;
import dev.showroom.kafka.EmbeddedBroker;
import dev.showroom.kafka.KafkaIo;
import dev.showroom.kafka.Topics;
import dev.showroom.kafka.Transactions;
import dev.showroom.kafka.Transactions.End;
import dev.showroom.live.push.Coupons;
import dev.showroom.schemas.Coupon;
import dev.showroom.schemas.CouponDecision;
import dev.showroom.schemas.codec.AvroRecords;
import dev.showroom.schemas.codec.OutTopic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.internal.FlinkKafkaInternalProducer;
import org.apache.flink.connector.kafka.sink.internal.KafkaCommitter;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job dies between a checkpoint and the commit of its transactions, and is away for long. */
class LostCommitTest {
  private static final Topics TOPICS = new Topics("t.");
  private static EmbeddedBroker broker;
  private static KafkaIo kafka;

  @TempDir Path directory;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start();
    broker.createTopics(TOPICS.definitions(1, 1));
    kafka = new KafkaIo(broker.bootstrapServers(), TOPICS);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void what_timed_out_before_its_commit_is_decided_again_and_stands_once() throws IOException {
    Path config = config();
    Path trap = directory.resolve("trap");
    Path log = directory.resolve("lanes.log");
    Path checkpoint;
    write(0, 10);
    try (ChildRun lanes = start(log, config, trap)) {
      await("the first decisions")
          .atMost(Duration.ofMinutes(3))
          .until(() -> lanes.isAlive() && decisions().size() == 10);
      Files.createFile(trap);
      write(10, 20);
      await("a checkpoint of them")
          .atMost(Duration.ofMinutes(3))
          .until(
              () -> {
                List<Path> checkpoints = LatestCheckpoint.newestFirst(directory.resolve("state"));
                return lanes.isAlive()
                    && ends(checkpoints).getOrDefault(End.OPEN, 0) == 1
                    && checkpoints.size() > 1;
              });
      checkpoint = LatestCheckpoint.in(directory.resolve("state")).orElseThrow();
      lanes.kill();
      Files.delete(trap);
    }
    await("that its transaction times out")
        .atMost(Duration.ofMinutes(3))
        .until(() -> ends(List.of(checkpoint)).equals(Map.of(End.ABORTED, 1)));
    assertThat(decisions()).hasSize(10);

    try (ChildRun lanes = start(log, config, trap)) {
      await("all decisions")
          .atMost(Duration.ofMinutes(3))
          .until(() -> lanes.isAlive() && decisions().size() >= 20);
      assertThat(lanes.output())
          .contains("going on from")
          .doesNotContain("going on from " + checkpoint + "\n");
    }
    assertThat(decisions())
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 20).mapToObj(i -> "d-of-k-" + i).toList());
  }

  @Test
  void a_checkpoint_is_taken_where_all_was_committed_or_still_can_be() throws IOException {
    RunConfig.Kafka config = RunConfig.load(config(), Map.of()).kafka();
    List<org.apache.flink.core.fs.Path> checkpoints = checkpoints("chk-102", "chk-101");
    try (KafkaProducer<byte[], byte[]> open = begin("t.ledger-1-102")) {
      assertThat(LedgerTransactions.newestWhole(checkpoints, config)).contains(checkpoints.get(0));
      open.commitTransaction();
      assertThat(LedgerTransactions.newestWhole(checkpoints, config)).contains(checkpoints.get(0));
    }
    assertThat(LedgerTransactions.newestWhole(List.of(), config)).isEmpty();
  }

  @Test
  void a_checkpoint_that_was_committed_in_part_is_refused_and_so_is_a_start_without_a_whole_one()
      throws IOException {
    RunConfig.Kafka config = RunConfig.load(config(), Map.of()).kafka();
    List<org.apache.flink.core.fs.Path> checkpoints = checkpoints("chk-202", "chk-201");
    for (String name : List.of("t.ledger-0-202", "t.ledger-0-201")) {
      try (KafkaProducer<byte[], byte[]> aborted = begin(name)) {
        aborted.abortTransaction();
      }
    }
    assertThatThrownBy(() -> LedgerTransactions.newestWhole(checkpoints, config))
        .isInstanceOf(CommandFailure.class)
        .hasMessageStartingWith(
            "The ledger's transactions of every checkpoint timed out while the job was away");
    try (KafkaProducer<byte[], byte[]> committed = begin("t.ledger-1-202")) {
      committed.commitTransaction();
    }
    assertThatThrownBy(() -> LedgerTransactions.newestWhole(checkpoints, config))
        .isInstanceOf(CommandFailure.class)
        .hasMessageStartingWith("Of checkpoint job/chk-202 some transactions");
  }

  @Test
  void a_start_aborts_what_no_checkpoint_of_its_own_will_commit_and_readers_go_on()
      throws IOException {
    RunConfig.Kafka config = RunConfig.load(config(), Map.of()).kafka();
    try (KafkaProducer<byte[], byte[]> before = begin("t.ledger-0-301");
        KafkaProducer<byte[], byte[]> own = begin("t.ledger-0-302");
        KafkaProducer<byte[], byte[]> after = begin("t.ledger-1-303");
        KafkaProducer<byte[], byte[]> renamed = begin("another-prefix-0-302");
        KafkaProducer<byte[], byte[]> stranger = begin("t.ledgers-of-another", OutTopic.INSIGHTS)) {
      assertThat(LedgerTransactions.abortForeign(config)).containsExactly("another-prefix-0-302");
      assertThat(
              LedgerTransactions.abortOthers(
                  Optional.of(new org.apache.flink.core.fs.Path("job", "chk-302")), config))
          .containsExactly("t.ledger-1-303");
      before.commitTransaction();
      own.commitTransaction();
      stranger.commitTransaction();
      assertThatThrownBy(renamed::commitTransaction).isInstanceOf(KafkaException.class);
      assertThatThrownBy(after::commitTransaction).isInstanceOf(KafkaException.class);
    }
    long committed = kafka.readRaw(TOPICS.name(OutTopic.OUTCOMES)).size();
    try (KafkaProducer<byte[], byte[]> blocks = begin("yet-another-0-1");
        KafkaProducer<byte[], byte[]> later = begin("t.ledger-0-304")) {
      later.commitTransaction();
      assertThat(kafka.readRaw(TOPICS.name(OutTopic.OUTCOMES)))
          .as("what is behind an open transaction is not read")
          .hasSize((int) committed);
      long start = System.nanoTime();
      assertThat(LedgerTransactions.abortOthers(Optional.empty(), config))
          .containsExactly("yet-another-0-1");
      await("the record behind it")
          .atMost(Duration.ofSeconds(30))
          .until(() -> kafka.readRaw(TOPICS.name(OutTopic.OUTCOMES)).size() == committed + 1);
      System.out.printf(
          "readers went on after %d ms%n", Duration.ofNanos(System.nanoTime() - start).toMillis());
      assertThat(LedgerTransactions.abortOthers(Optional.empty(), config)).isEmpty();
    }
  }

  @Test
  void a_commit_of_what_timed_out_ends_the_job_and_one_that_was_made_before_is_no_failure()
      throws Exception {
    try (Committer<KafkaCommittable> committer = ledgerCommitter()) {
      KafkaProducer<byte[], byte[]> aborted = begin("t.ledger-0-401");
      KafkaCommittable lost = committable("t.ledger-0-401");
      aborted.abortTransaction();
      aborted.close();
      assertThatThrownBy(() -> committer.commit(List.of(new Request(lost))))
          .isInstanceOf(SuppressRestartsException.class)
          .rootCause()
          .hasMessageStartingWith(
              "transaction t.ledger-0-401 of the ledger cannot be committed any more");

      KafkaProducer<byte[], byte[]> committed = begin("t.ledger-0-402");
      KafkaCommittable twice = committable("t.ledger-0-402");
      committed.commitTransaction();
      // What follows under the same id is nothing that the committable could commit.
      committed.close();
      Request again = new Request(twice);
      committer.commit(List.of(again));
      assertThat(again.failed).isFalse();
    }
  }

  /** As the sink's own, of the transaction that is open under this name. */
  private static KafkaCommittable committable(String name) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      TransactionDescription open =
          admin.describeTransactions(List.of(name)).description(name).get(30, TimeUnit.SECONDS);
      return new KafkaCommittable(open.producerId(), (short) open.producerEpoch(), name, null);
    }
  }

  private Committer<KafkaCommittable> ledgerCommitter() throws IOException {
    RunConfig.Kafka config = RunConfig.load(config(), Map.of()).kafka();
    return new LedgerSink.Asking(
        new KafkaCommitter(
            properties(config), "t.ledger", 0, 0, false, FlinkKafkaInternalProducer::new),
        config.clientProperties());
  }

  private static Properties properties(RunConfig.Kafka config) {
    Properties properties = new Properties();
    properties.putAll(config.clientProperties());
    properties.put("key.serializer", ByteArraySerializer.class.getName());
    properties.put("value.serializer", ByteArraySerializer.class.getName());
    properties.put("transaction.timeout.ms", "60000");
    return properties;
  }

  private static final class Request implements Committer.CommitRequest<KafkaCommittable> {
    private final KafkaCommittable committable;
    private boolean failed;

    Request(KafkaCommittable committable) {
      this.committable = committable;
    }

    @Override
    public KafkaCommittable getCommittable() {
      return committable;
    }

    @Override
    public int getNumberOfRetries() {
      return 0;
    }

    @Override
    public void signalFailedWithKnownReason(Throwable reason) {
      failed = true;
    }

    @Override
    public void signalFailedWithUnknownReason(Throwable reason) {
      failed = true;
    }

    @Override
    public void retryLater() {
      failed = true;
    }

    @Override
    public void updateAndRetryLater(KafkaCommittable update) {
      failed = true;
    }

    @Override
    public void signalAlreadyCommitted() {}
  }

  private static List<org.apache.flink.core.fs.Path> checkpoints(String... names) {
    return Stream.of(names).map(name -> new org.apache.flink.core.fs.Path("job", name)).toList();
  }

  private static KafkaProducer<byte[], byte[]> begin(String name) {
    return begin(name, OutTopic.OUTCOMES);
  }

  private static KafkaProducer<byte[], byte[]> begin(String name, OutTopic topic) {
    KafkaProducer<byte[], byte[]> producer = kafka.producer(Map.of("transactional.id", name));
    producer.initTransactions();
    producer.beginTransaction();
    producer.send(new ProducerRecord<>(TOPICS.name(topic), new byte[] {1}));
    producer.flush();
    return producer;
  }

  /** Of the transaction of the newest checkpoint. */
  private static Map<End, Integer> ends(List<Path> checkpoints) {
    return Transactions.ends(
        Map.of("bootstrap.servers", broker.bootstrapServers()),
        checkpoints.stream()
            .limit(1)
            .map(path -> path.getFileName().toString().replace("chk-", "t.ledger-0-"))
            .toList());
  }

  private static List<String> decisions() {
    return kafka.read(OutTopic.COUPON_DECISIONS, CouponDecision.class).stream()
        .map(CouponDecision::getDecisionId)
        .toList();
  }

  private static void write(int from, int to) {
    AvroRecords<Coupon> codec = new AvroRecords<>(Coupon.class);
    List<ProducerRecord<byte[], byte[]>> coupons = new ArrayList<>();
    for (int i = from; i < to; i++) {
      Coupon coupon = Coupons.issued("k-" + i, Instant.now());
      coupons.add(
          new ProducerRecord<>(
              TOPICS.name(OutTopic.COUPONS),
              coupon.getCouponId().getBytes(StandardCharsets.UTF_8),
              codec.write(coupon)));
    }
    kafka.produceRaw(coupons, Map.of());
  }

  private static ChildRun start(Path log, Path config, Path trap) {
    return ChildRun.start(
        log,
        List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
        ChildLanes.class.getName(),
        config.toString(),
        trap.toString());
  }

  private Path config() throws IOException {
    return Files.writeString(
        directory.resolve("lanes.yaml"),
        """
        kafka:
          bootstrap-servers: ["%s"]
          topic-prefix: t.
        job:
          parallelism: 1
          checkpoint-dir: %s
          checkpoint-interval: 300ms
          rocksdb: false
        """
            .formatted(broker.bootstrapServers(), directory.resolve("state")));
  }
}
