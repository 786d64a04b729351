package dev.showroom.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.showroom.config.RunConfig;
import dev.showroom.config.StartingOffsets;
import dev.showroom.core.intake.KeyDigest;
import dev.showroom.kafka.EmbeddedBroker;
import dev.showroom.kafka.KafkaIo;
import dev.showroom.kafka.KafkaIo.Keyed;
import dev.showroom.kafka.Topics;
import dev.showroom.schemas.Alert;
import dev.showroom.schemas.AlertStatus;
import dev.showroom.schemas.DeadLetter;
import dev.showroom.schemas.DeadLetterReason;
import dev.showroom.schemas.LateEvent;
import dev.showroom.schemas.RuleSetVersion;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.OutTopic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rules that are published while the job runs. While customers come and go, a set that is wrong is
 * published, then one that is right; later the job is started anew with nothing but the topic to
 * know the rules by.
 */
@Timeout(240)
class RuleSwapTest {
  private static final Topics TOPICS = new Topics("t.");
  private static final int PARTITIONS = 3;
  private static final int PARALLELISM = 2;
  private static final Duration LATENESS = Duration.ofSeconds(2);

  /** With the lateness bound far more than a record takes to every subtask on a busy machine. */
  private static final Duration AHEAD = Duration.ofSeconds(4);

  private static final Duration GOES_ON = Duration.ofSeconds(3);
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int AT_THE_BORDER = 12;

  @TempDir static Path directory;

  private static EmbeddedBroker broker;
  private static KafkaIo kafka;
  private static JobClient job;

  private static long effectiveFrom;

  private static Visits visits;

  /** Those that left the store after the wrong set was published, for it to be in force at once. */
  private static final Set<String> AFTER_WRONG_SET = new HashSet<>();

  private static Map<String, List<Alert>> alerts;
  private static Map<String, List<Alert>> afterRestart;
  private static List<DeadLetter> letters;

  @BeforeAll
  static void run() throws Exception {
    broker = EmbeddedBroker.start();
    broker.createTopics(TOPICS.definitions(PARTITIONS, 1));
    kafka = new KafkaIo(broker.bootstrapServers(), TOPICS);
    visits = new Visits(kafka);
    Files.writeString(directory.resolve("rules.yaml"), rules(1, "EVERY_VISIT_ONE", "true"));

    job = LiveJob.start(config("first"), restored -> {});
    for (int i = 0; alerts("warm-").isEmpty(); i++) {
      assertThat(i).as("the job is up in a minute").isLessThan(120);
      visits.visit("warm-" + i, System.currentTimeMillis());
      Thread.sleep(300);
    }
    visits.last(Duration.ofSeconds(1), "early-");
    publish(3, Instant.now(), rules(3, "EVERY_VISIT_WRONG", "resarch.count() >= 0"));
    visits.last(Duration.ofSeconds(1), "wrong-");
    visits.exits().keySet().stream()
        .filter(c -> c.startsWith("wrong-"))
        .forEach(AFTER_WRONG_SET::add);

    Instant from = Instant.now().plus(AHEAD);
    effectiveFrom = from.toEpochMilli();
    publish(2, from, rules(2, "EVERY_VISIT_TWO", "true"));
    visits.last(AHEAD, "before-");
    for (int i = 0; i < AT_THE_BORDER; i++) {
      visits.visit("just-before-" + i, effectiveFrom - 1);
      visits.visit("exactly-" + i, effectiveFrom);
    }
    visits.last(GOES_ON, "after-");
    awaitAlerts("");
    // What any subtask sends for an earlier customer is there with what it sends for these.
    visits.last(Duration.ofMillis(200), "closing-");
    awaitAlerts("");
    alerts = alerts("");
    letters = kafka.read(OutTopic.DEAD_LETTERS, DeadLetter.class);
    restart();
  }

  /** From where the first job has read up to, which is behind all that was published. */
  private static void restart() throws Exception {
    await("the rules are behind the group's offset")
        .atMost(PATIENCE)
        .until(RuleSwapTest::rulesAreCommitted);
    LiveJob.cancel(job, Duration.ofSeconds(20));
    for (int i = 0; i < AT_THE_BORDER; i++) {
      visits.visit("again-old-" + i, effectiveFrom - 1);
      visits.visit("again-new-" + i, effectiveFrom);
    }
    job = LiveJob.start(config("second"), restored -> {});
    awaitAlerts("again-");
    afterRestart = alerts("again-");
  }

  @AfterAll
  static void stop() throws Exception {
    if (job != null) {
      LiveJob.cancel(job, Duration.ofSeconds(20));
    }
    broker.close();
  }

  @Test
  void each_visit_is_judged_once_by_the_rules_of_its_time() {
    Map<String, String> judged = new TreeMap<>();
    Map<String, String> expected = new TreeMap<>();
    first("")
        .forEach(
            customer -> {
              judged.put(customer, judgements(alerts.get(customer)));
              expected.put(customer, expected(visits.exits().get(customer)));
            });
    System.out.printf(
        "rule swap: %d customers, %d by version 1, %d by version 2%n",
        expected.size(), count(expected, "ONE@1"), count(expected, "TWO@2"));
    assertThat(judged).isEqualTo(expected).hasSizeGreaterThan(200);
    assertThat(alerts.keySet()).isEqualTo(new HashSet<>(first("")));
  }

  @Test
  void both_sets_were_in_force_in_every_subtask() {
    for (int subtask = 0; subtask < PARALLELISM; subtask++) {
      Predicate<String> here = at(subtask);
      assertThat(first("")).filteredOn(here).anyMatch(c -> visits.exits().get(c) < effectiveFrom);
      assertThat(first("after-")).filteredOn(here).hasSizeGreaterThan(20);
      assertThat(first("just-before-")).filteredOn(here).isNotEmpty();
      assertThat(first("exactly-")).filteredOn(here).isNotEmpty();
    }
  }

  @Test
  void an_exit_at_the_very_moment_is_the_new_sets() {
    assertThat(first("exactly-"))
        .hasSize(AT_THE_BORDER)
        .allSatisfy(c -> assertThat(judgements(alerts.get(c))).isEqualTo("EVERY_VISIT_TWO@2"));
    assertThat(first("just-before-"))
        .hasSize(AT_THE_BORDER)
        .allSatisfy(c -> assertThat(judgements(alerts.get(c))).isEqualTo("EVERY_VISIT_ONE@1"));
  }

  @Test
  void a_set_that_is_wrong_is_a_dead_letter_and_the_old_one_stays_in_force() {
    assertThat(letters)
        .filteredOn(letter -> letter.getOrigin().startsWith(TOPICS.name(InTopic.RULES) + "-"))
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.getStream()).isEqualTo("rules");
              assertThat(letter.getReason()).isEqualTo(DeadLetterReason.INVALID_VALUE);
              assertThat(letter.getDetail()).contains("field 'document'").contains("'resarch'");
            });
    assertThat(AFTER_WRONG_SET)
        .hasSizeGreaterThan(20)
        .allSatisfy(c -> assertThat(judgements(alerts.get(c))).isEqualTo("EVERY_VISIT_ONE@1"));
  }

  @Test
  void a_rule_that_errs_is_reported_once_for_each_version_over_all_subtasks() {
    assertThat(letters)
        .filteredOn(letter -> !letter.getOrigin().startsWith(TOPICS.name(InTopic.RULES) + "-"))
        .allSatisfy(letter -> assertThat(letter.getDetail()).contains("zero"))
        .extracting(DeadLetter::getOrigin)
        .containsExactlyInAnyOrder("swap@1/ERRS", "swap@2/ERRS");
  }

  @Test
  void a_job_that_is_started_anew_judges_old_events_by_the_old_set_and_new_ones_by_the_new() {
    assertThat(afterRestart).hasSize(2 * AT_THE_BORDER);
    afterRestart.forEach(
        (customer, told) ->
            assertThat(judgements(told))
                .as(customer)
                .isEqualTo(expected(visits.exits().get(customer))));
  }

  @Test
  void nothing_was_late() {
    assertThat(kafka.read(OutTopic.LATE_EVENTS, LateEvent.class)).isEmpty();
  }

  private static List<String> first(String prefix) {
    return visits.exits().keySet().stream()
        .filter(c -> c.startsWith(prefix) && !c.startsWith("again-"))
        .toList();
  }

  private static Predicate<String> at(int subtask) {
    KeyDigest digest = new KeyDigest();
    int most = KeyGroupRangeAssignment.computeDefaultMaxParallelism(PARALLELISM);
    return customer ->
        KeyGroupRangeAssignment.assignKeyToParallelOperator(digest.of(customer), most, PARALLELISM)
            == subtask;
  }

  private static String expected(long exit) {
    return exit < effectiveFrom ? "EVERY_VISIT_ONE@1" : "EVERY_VISIT_TWO@2";
  }

  private static long count(Map<String, String> judged, String end) {
    return judged.values().stream().filter(one -> one.endsWith(end)).count();
  }

  /** Every rule that raised an alert, with its version, for each time that it did. */
  private static String judgements(List<Alert> told) {
    return told == null
        ? "none"
        : told.stream()
            .collect(Collectors.groupingBy(Alert::getAlertId, TreeMap::new, Collectors.toList()))
            .values()
            .stream()
            .map(one -> one.get(0).getRuleId() + "@" + one.get(0).getRuleVersion())
            .sorted()
            .collect(Collectors.joining(" and "));
  }

  /** What was suspected of the customers whose ids begin so. */
  private static Map<String, List<Alert>> alerts(String prefix) {
    return kafka.read(OutTopic.ALERTS, Alert.class).stream()
        .filter(alert -> alert.getStatus() == AlertStatus.SUSPECTED)
        .filter(alert -> alert.getCustomerId().startsWith(prefix))
        .collect(Collectors.groupingBy(Alert::getCustomerId));
  }

  private static void awaitAlerts(String prefix) {
    await("an alert of every customer")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .until(
            () -> {
              Set<String> told = alerts(prefix).keySet();
              return visits.exits().keySet().stream()
                  .filter(c -> c.startsWith(prefix))
                  .allMatch(told::contains);
            });
  }

  private static boolean rulesAreCommitted() throws Exception {
    try (AdminClient admin =
            AdminClient.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
        var consumer = kafka.consumer(TOPICS.name(InTopic.RULES))) {
      var committed = admin.listConsumerGroupOffsets("t").partitionsToOffsetAndMetadata().get();
      Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
      return ends.entrySet().stream()
          .filter(end -> end.getValue() > 0)
          .allMatch(
              end ->
                  committed.get(end.getKey()) != null
                      && committed.get(end.getKey()).offset() == end.getValue());
    }
  }

  private static void publish(int version, Instant from, String document) {
    kafka.produce(
        List.of(
            new Keyed(
                InTopic.RULES,
                "swap",
                new RuleSetVersion(
                    "rules-" + version, Instant.now(), "swap", version, from, document))));
  }

  /** A rule that every visit meets if its condition holds, and one that errs on every visit. */
  private static String rules(int version, String id, String condition) {
    return """
        id: swap
        version: %d
        rules:
          - id: %s
            trigger: visit.exit
            level: customer
            when: ["%s"]
          - id: ERRS
            trigger: visit.exit
            level: customer
            when: ["1 / (visit.inspections.count() - visit.inspections.count()) > 0"]
        """
        .formatted(version, id, condition);
  }

  private static RunConfig config(String name) {
    RunConfig defaults = RunConfig.defaults();
    RunConfig.Time time = defaults.time();
    return new RunConfig(
        new RunConfig.Kafka(
            List.of(broker.bootstrapServers()),
            Map.of(),
            "t.",
            "t",
            StartingOffsets.COMMITTED,
            defaults.kafka().transactionTimeout(),
            PARTITIONS,
            1),
        new RunConfig.Time(
            LATENESS,
            Map.of(),
            time.correctionHorizon(),
            time.futureTolerance(),
            time.quietAfter(),
            Duration.ofSeconds(1),
            time.alignmentDrift()),
        new RunConfig.Job(
            PARALLELISM,
            directory.resolve(name).toString(),
            Duration.ofSeconds(1),
            true,
            directory.resolve("rules.yaml").toString()));
  }
}
