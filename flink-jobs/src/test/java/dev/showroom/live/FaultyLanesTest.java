package dev.showroom.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.showroom.config.RunConfig;
import dev.showroom.core.outbound.Outbound;
import dev.showroom.kafka.ChildBroker;
import dev.showroom.kafka.KafkaIo;
import dev.showroom.kafka.Topics;
import dev.showroom.live.push.Coupons;
import dev.showroom.schemas.Coupon;
import dev.showroom.schemas.CouponDecision;
import dev.showroom.schemas.codec.AvroRecords;
import dev.showroom.schemas.codec.OutTopic;
import dev.showroom.stream.OperatorId;
import dev.showroom.stream.type.Packings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is around the job fails, and comes back: each decision stands once in the ledger. The outage
 * of the broker is of two minutes, or as long as the system property {@code faults.outage-seconds}
 * says.
 */
@Tag("faults")
@Timeout(600)
class FaultyLanesTest {
  private static final Topics TOPICS = new Topics("t.");
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final long OUTAGE_SECONDS = Long.getLong("faults.outage-seconds", 120);

  /** Of the slow sink: a record takes so long. */
  private static final AtomicLong PAUSE_MILLIS = new AtomicLong();

  private static final AtomicInteger PASSED = new AtomicInteger();

  @TempDir Path directory;

  private ChildBroker broker;
  private KafkaIo kafka;
  private JobClient job;

  @BeforeEach
  void start() {
    broker = ChildBroker.start(directory.resolve("kafka"), 0);
    Map<String, String> client = Map.of("bootstrap.servers", broker.bootstrapServers());
    TOPICS.createMissing(client, 1, 1);
    kafka = new KafkaIo(broker.bootstrapServers(), TOPICS);
    FullDiskFactory.FULL.set(false);
    PAUSE_MILLIS.set(0);
    PASSED.set(0);
  }

  @AfterEach
  void stop() {
    FullDiskFactory.FULL.set(false);
    PAUSE_MILLIS.set(0);
    if (job != null) {
      LiveJob.cancel(job, Duration.ofSeconds(20));
    }
    broker.close();
  }

  @Test
  void a_broker_that_is_away_for_two_minutes_costs_nothing() throws Exception {
    job = LiveJob.start(config("file://"), restored -> {}, FaultyLanesTest::bind);
    write(0, 100);
    awaitDecisions(50);
    int port = Integer.parseInt(broker.bootstrapServers().replaceFirst(".*:", ""));
    broker.process().destroyForcibly();
    long down = System.nanoTime();
    TimeUnit.SECONDS.sleep(OUTAGE_SECONDS); // The outage itself.
    broker = ChildBroker.start(directory.resolve("kafka"), port);
    write(100, 200);
    awaitDecisions(200);
    System.out.printf(
        "broker away for %d s, all decided %d s after it went%n",
        OUTAGE_SECONDS, Duration.ofNanos(System.nanoTime() - down).toSeconds());
    assertEachOnce(200);
  }

  @Test
  void while_the_disk_of_checkpoints_is_full_nothing_new_is_committed_and_nothing_is_lost()
      throws Exception {
    job = LiveJob.start(config("full://"), restored -> {}, FaultyLanesTest::bind);
    write(0, 100);
    awaitDecisions(100);
    FullDiskFactory.FULL.set(true);
    int refused = FullDiskFactory.REFUSED.get();
    write(100, 200);
    await("that checkpoints fail, more of them than may before a restart")
        .atMost(PATIENCE)
        .until(() -> FullDiskFactory.REFUSED.get() > refused + 10);
    assertThat(decisions()).hasSize(100);
    FullDiskFactory.FULL.set(false);
    awaitDecisions(200);
    assertEachOnce(200);
  }

  @Test
  void a_sink_at_a_tenth_of_its_speed_holds_the_source_back_and_nothing_is_lost() throws Exception {
    PAUSE_MILLIS.set(5);
    job = LiveJob.start(config("file://"), restored -> {}, FaultyLanesTest::bind);
    write(0, 20_000);
    await("some").atMost(PATIENCE).until(() -> PASSED.get() > 200);
    int passed = PASSED.get();
    PAUSE_MILLIS.set(50);
    await("ten more").atMost(PATIENCE).until(() -> PASSED.get() > passed + 10);
    await("a checkpoint in the middle of it")
        .atMost(PATIENCE)
        .until(() -> !decisions().isEmpty() && PASSED.get() < 20_000);
    PAUSE_MILLIS.set(0);
    awaitDecisions(20_000);
    assertEachOnce(20_000);
  }

  private static void bind(StreamExecutionEnvironment env, RunConfig config) {
    DataStream<Outbound> slow =
        OperatorId.INTAKE.on(
            ChildLanes.decisions(env, config.kafka())
                .map(new Slow())
                .returns(Packings.OUTBOUND.as(Outbound.class)));
    KafkaBinding.ledger(slow, config.kafka());
  }

  private static final class Slow extends RichMapFunction<Outbound, Outbound> {
    private static final long serialVersionUID = 1L;

    @Override
    public Outbound map(Outbound outbound) throws InterruptedException {
      if (PAUSE_MILLIS.get() > 0) {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS.get()); // Slow by the clock.
      }
      PASSED.incrementAndGet();
      return outbound;
    }
  }

  private void awaitDecisions(int count) {
    await(count + " decisions")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> decisions().size() >= count);
  }

  private void assertEachOnce(int count) {
    assertThat(decisions())
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, count).mapToObj(i -> "d-of-k-" + i).toList());
  }

  private List<String> decisions() {
    return kafka.read(OutTopic.COUPON_DECISIONS, CouponDecision.class).stream()
        .map(CouponDecision::getDecisionId)
        .toList();
  }

  private void write(int from, int to) {
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

  private RunConfig config(String disk) throws IOException {
    return RunConfig.load(
        Files.writeString(
            directory.resolve("lanes.yaml"),
            """
            kafka:
              bootstrap-servers: ["%s"]
              topic-prefix: t.
            job:
              parallelism: 1
              checkpoint-dir: %s
              checkpoint-interval: 1s
              rocksdb: false
            """
                .formatted(
                    broker.bootstrapServers(), disk + directory.resolve("state").toString())),
        Map.of());
  }
}
