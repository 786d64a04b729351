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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
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

  private static List<org.apache.flink.core.fs.Path> checkpoints(String... names) {
    return Stream.of(names).map(name -> new org.apache.flink.core.fs.Path("job", name)).toList();
  }

  private static KafkaProducer<byte[], byte[]> begin(String name) {
    KafkaProducer<byte[], byte[]> producer = kafka.producer(Map.of("transactional.id", name));
    producer.initTransactions();
    producer.beginTransaction();
    producer.send(new ProducerRecord<>(TOPICS.name(OutTopic.OUTCOMES), new byte[] {1}));
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
