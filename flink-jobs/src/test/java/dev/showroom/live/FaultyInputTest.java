package dev.showroom.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.showroom.config.RunConfig;
import dev.showroom.config.StartingOffsets;
import dev.showroom.core.policy.file.PolicyFiles;
import dev.showroom.kafka.EmbeddedBroker;
import dev.showroom.kafka.KafkaIo;
import dev.showroom.kafka.Topics;
import dev.showroom.reconcile.Reconcile;
import dev.showroom.reconcile.Report;
import dev.showroom.reconcile.ReportForms;
import dev.showroom.schemas.Alert;
import dev.showroom.schemas.DeadLetter;
import dev.showroom.schemas.DeadLetterReason;
import dev.showroom.schemas.LateEvent;
import dev.showroom.schemas.LateReason;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.OutTopic;
import dev.showroom.schemas.codec.WriterSchemas;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.flink.core.execution.JobClient;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One live job that raises an alert of every visit, and input as it should not be. */
@Tag("faults")
@Timeout(600)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FaultyInputTest {
  private static final Topics TOPICS = new Topics("t.");
  private static final int PARTITIONS = 16;
  private static final int SILENT = 7;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir static Path directory;

  private static EmbeddedBroker broker;
  private static KafkaIo kafka;
  private static JobClient job;
  private static Visits visits;

  @BeforeAll
  static void start() throws Exception {
    broker = EmbeddedBroker.start();
    broker.createTopics(TOPICS.definitions(PARTITIONS, 1));
    kafka = new KafkaIo(broker.bootstrapServers(), TOPICS);
    visits = new Visits(kafka);
    Files.writeString(
        directory.resolve("rules.yaml"),
        """
        id: faults
        version: 1
        rules:
          - id: EVERY_VISIT
            trigger: visit.exit
            level: customer
            when: ["true"]
        """);
    job = LiveJob.start(config(), restored -> {});
  }

  @AfterAll
  static void stop() {
    if (job != null) {
      LiveJob.cancel(job, Duration.ofSeconds(20));
    }
    broker.close();
  }

  /** All the visits of this class go around it until the burst. */
  @Test
  @Order(1)
  void a_partition_of_sixteen_that_is_silent_holds_nobody_up() throws Exception {
    for (int i = 0; alerts("warm-").isEmpty(); i++) {
      assertThat(i).as("the job is up in two minutes").isLessThan(240);
      speak("warm-", i, System.currentTimeMillis());
      Thread.sleep(500); // At the time of day.
    }
    for (int i = 0; i < 200; i++) {
      speak("silent-", i, System.currentTimeMillis());
    }
    long start = System.nanoTime();
    awaitAlerts("silent-");
    System.out.printf(
        "with one of %d partitions silent: all alerts after %d ms%n",
        PARTITIONS, Duration.ofNanos(System.nanoTime() - start).toMillis());
    assertThat(kafka.readRaw(TOPICS.name(InTopic.STORE_VISITS)))
        .extracting(record -> record.partition())
        .doesNotContain(SILENT);
    assertThat(kafka.read(OutTopic.LATE_EVENTS, LateEvent.class)).isEmpty();
  }

  @Test
  @Order(2)
  void a_record_dated_2099_is_a_dead_letter_and_moves_no_watermark() {
    visits.visit("f-2099", Instant.parse("2099-01-01T00:00:00Z").toEpochMilli());
    await("its dead letters").atMost(PATIENCE).until(() -> letters().size() == 2);
    assertThat(letters())
        .allSatisfy(
            letter -> assertThat(letter.getReason()).isEqualTo(DeadLetterReason.TIME_IN_FUTURE));
    for (int i = 0; i < 20; i++) {
      speak("after-2099-", i, System.currentTimeMillis());
    }
    awaitAlerts("after-2099-");
    assertThat(kafka.read(OutTopic.LATE_EVENTS, LateEvent.class)).as("of those after it").isEmpty();
    assertThat(alerts("f-2099")).isEmpty();
  }

  @Test
  @Order(3)
  void of_one_percent_garbage_each_is_a_dead_letter_and_the_rest_is_taken() {
    int before = letters().size();
    List<ProducerRecord<byte[], byte[]>> garbage = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      speak("clean-", i, System.currentTimeMillis());
      if (i % 50 == 0) { // A visit is of two records.
        garbage.add(
            new ProducerRecord<>(
                TOPICS.name(InTopic.STORE_VISITS),
                0,
                null,
                ("no record " + i).getBytes(StandardCharsets.UTF_8)));
      }
    }
    kafka.produceRaw(garbage, Map.of());
    awaitAlerts("clean-");
    await("a letter of each")
        .atMost(PATIENCE)
        .until(() -> letters().size() == before + garbage.size());
  }

  @Test
  @Order(4)
  void a_day_of_an_offline_stores_data_in_one_burst_is_applied_at_its_own_times() {
    long now = System.currentTimeMillis();
    long day = Duration.ofDays(1).toMillis();
    int burst = 1_500;
    List<KafkaIo.Keyed> all = new ArrayList<>();
    for (int i = 0; i < burst; i++) {
      all.addAll(visits.steps("offline-" + i, now - day + i * (day - 60_000L) / burst));
    }
    kafka.produce(all);
    for (int i = 0; i < 50; i++) {
      speak("meanwhile-", i, System.currentTimeMillis());
    }
    awaitAlerts("meanwhile-");
    awaitAlerts("offline-");
    assertThat(alerts("offline-").entrySet())
        .allSatisfy(
            alert ->
                assertThat(alert.getValue())
                    .as("decided when it happened, not when it was heard of")
                    .isEqualTo(visits.exits().get(alert.getKey())));
    await("a row of each that was late")
        .atMost(PATIENCE)
        .until(
            () ->
                kafka.read(OutTopic.LATE_EVENTS, LateEvent.class).stream()
                        .filter(late -> late.getReason() == LateReason.APPLIED)
                        .map(LateEvent::getOrigin)
                        .distinct()
                        .count()
                    == 2L * burst);
  }

  @Test
  @Order(5)
  void and_all_of_it_adds_up() {
    await("that the job has committed what it read")
        .atMost(PATIENCE)
        .until(() -> !report().written().containsKey("input not read yet"));
    Report report = report();
    System.out.print(ReportForms.text(report, 5));
    assertThat(report.findings()).isEmpty();
    assertThat(report.inputs().get(InTopic.STORE_VISITS).dead()).isEqualTo(22);
  }

  private static Report report() {
    return Reconcile.topics(
        Map.of("bootstrap.servers", broker.bootstrapServers()),
        TOPICS,
        WriterSchemas.NONE,
        "t",
        Duration.ofMinutes(15),
        PolicyFiles.shippedText(),
        new Reconcile.Span(Long.MIN_VALUE, Long.MAX_VALUE),
        what -> {});
  }

  /** A visit of a customer whose records do not go to the silent partition. */
  private static void speak(String prefix, int i, long exit) {
    Predicate<String> silent =
        customer ->
            Utils.toPositive(Utils.murmur2(customer.getBytes(StandardCharsets.UTF_8))) % PARTITIONS
                == SILENT;
    String customer = prefix + i;
    while (silent.test(customer)) {
      customer += "-";
    }
    visits.visit(customer, exit);
  }

  private static List<DeadLetter> letters() {
    return kafka.read(OutTopic.DEAD_LETTERS, DeadLetter.class);
  }

  /** When each alert was decided, by customer. */
  private static Map<String, Long> alerts(String prefix) {
    return kafka.read(OutTopic.ALERTS, Alert.class).stream()
        .filter(alert -> alert.getCustomerId().startsWith(prefix))
        .collect(
            Collectors.toMap(
                Alert::getCustomerId, alert -> alert.getDecidedAt().toEpochMilli(), (a, b) -> a));
  }

  private static void awaitAlerts(String prefix) {
    Set<String> expected =
        visits.exits().keySet().stream()
            .filter(customer -> customer.startsWith(prefix))
            .collect(Collectors.toSet());
    await("an alert of every customer " + prefix)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> alerts(prefix).keySet().equals(expected));
  }

  private static RunConfig config() {
    RunConfig defaults = RunConfig.defaults();
    RunConfig.Time time = defaults.time();
    return new RunConfig(
        new RunConfig.Kafka(
            List.of(broker.bootstrapServers()),
            Map.of(),
            "t.",
            "t",
            StartingOffsets.EARLIEST,
            defaults.kafka().transactionTimeout(),
            PARTITIONS,
            1),
        new RunConfig.Time(
            Duration.ofSeconds(10),
            Map.of(),
            time.correctionHorizon(),
            time.futureTolerance(),
            time.quietAfter(),
            Duration.ofSeconds(1),
            time.alignmentDrift()),
        new RunConfig.Job(
            2,
            directory.resolve("state").toString(),
            Duration.ofSeconds(1),
            true,
            directory.resolve("rules.yaml").toString()));
  }
}
