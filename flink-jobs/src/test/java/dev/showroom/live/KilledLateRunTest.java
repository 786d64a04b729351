package dev.showroom.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.showroom.diff.Diff;
import dev.showroom.diff.Difference;
import dev.showroom.diff.Row.Verdict;
import dev.showroom.kafka.EmbeddedBroker;
import dev.showroom.kafka.KafkaIo;
import dev.showroom.kafka.KafkaIo.Keyed;
import dev.showroom.kafka.Topics;
import dev.showroom.replay.Replay;
import dev.showroom.replay.ReplayPolicies;
import dev.showroom.replay.ReplayRules;
import dev.showroom.replay.ReplaySpan;
import dev.showroom.schemas.Alert;
import dev.showroom.schemas.LateEvent;
import dev.showroom.schemas.codec.JsonRecords;
import dev.showroom.schemas.codec.OutTopic;
import dev.showroom.simulate.FileOptions;
import dev.showroom.simulate.SimulatedEvent;
import dev.showroom.simulate.SimulatedWorld;
import dev.showroom.simulate.Simulation;
import dev.showroom.simulate.SimulationOptions;
import dev.showroom.simulate.WorldWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The production job in a JVM of its own, whose input comes shuffled and partly days late, and
 * which is killed, against a replay in which nothing is late.
 */
@Tag("slow")
class KilledLateRunTest {
  private static final Topics TOPICS = new Topics("t.");
  private static final Duration LATENESS = Duration.ofSeconds(5);
  private static final int KILLS = 2;
  private static final long SHUFFLE = Duration.ofMinutes(1).toMillis();
  private static final long LATEST = Duration.ofDays(6).toMillis();

  @TempDir(cleanup = CleanupMode.NEVER)
  Path directory;

  @Test
  void what_a_killed_run_of_late_input_says_differs_from_a_replay_only_where_late_events_say_why()
      throws IOException {
    SimulatedWorld world = new Simulation(SimulationOptions.of(400, 30, 11)).world();
    long end = world.events().get(world.events().size() - 1).eventTime();
    Path replayed = replay(world);
    assertThat(Said.inFile(replayed, Said.ALERTS, Long.MAX_VALUE)).hasSizeGreaterThan(60);

    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      broker.createTopics(TOPICS.definitions(2, 1));
      KafkaIo kafka = new KafkaIo(broker.bootstrapServers(), TOPICS);
      Path config = config(broker);
      Path log = directory.resolve("run.log");

      // A backlog has no watermark until each partition has one or is idle, and so nothing late:
      // what is to be late comes while alerts do.
      List<List<SimulatedEvent>> parts = parts(shuffled(world.events()));
      kafka.produce(keyed(parts.get(0)));
      for (int kill = 1; kill <= KILLS; kill++) {
        try (ChildRun run = ChildRun.start(config, log)) {
          awaitAlerts(run, kafka);
          kafka.produce(keyed(parts.get(kill)));
          awaitAlerts(run, kafka);
          run.kill();
        }
      }

      try (ChildRun run = ChildRun.start(config, log)) {
        await("that nothing is left unexplained")
            .atMost(Duration.ofMinutes(4))
            .pollInterval(Duration.ofSeconds(1))
            .untilAsserted(
                () -> {
                  if (!run.isAlive()) {
                    throw new IllegalStateException(run.output());
                  }
                  kafka.produce(KilledJob.closing(end, LATENESS));
                  Difference difference = difference(kafka, replayed, end);
                  assertThat(difference.rows())
                      .filteredOn(row -> row.verdict() == Verdict.UNEXPLAINED)
                      .isEmpty();
                });
        assertThat(run.output()).contains("going on from checkpoint");
      }

      Difference difference = difference(kafka, replayed, end);
      assertThat(kafka.read(OutTopic.LATE_EVENTS, LateEvent.class)).hasSizeGreaterThan(50);
      assertThat(difference.same()).isGreaterThan(40);
      System.out.printf(
          "killed %d times, shuffled and late: %d alerts the same, %d explained, %d open, 0"
              + " unexplained%n",
          KILLS,
          difference.same(),
          difference.count(Verdict.EXPLAINED),
          difference.count(Verdict.OPEN));
    }
  }

  private Difference difference(KafkaIo kafka, Path replayed, long end) throws IOException {
    Path live = Files.createDirectories(directory.resolve("live"));
    write(live, OutTopic.ALERTS, kafka.read(OutTopic.ALERTS, Alert.class));
    write(live, OutTopic.LATE_EVENTS, kafka.read(OutTopic.LATE_EVENTS, LateEvent.class));
    return Diff.of(live, replayed, null, Instant.ofEpochMilli(end));
  }

  private static void write(Path directory, OutTopic topic, List<? extends SpecificRecord> records)
      throws IOException {
    Files.write(directory.resolve(topic.file()), records.stream().map(JsonRecords::write).toList());
  }

  /** Each up to a minute behind its place, and one in ten up to six days. */
  private static List<SimulatedEvent> shuffled(List<SimulatedEvent> events) {
    Random random = new Random(11);
    record Arriving(long at, SimulatedEvent event) {}
    return events.stream()
        .map(
            event ->
                new Arriving(
                    event.eventTime()
                        + (long)
                            (random.nextDouble() * (random.nextInt(10) == 0 ? LATEST : SHUFFLE)),
                    event))
        .sorted(Comparator.comparingLong(Arriving::at))
        .map(Arriving::event)
        .toList();
  }

  private static List<List<SimulatedEvent>> parts(List<SimulatedEvent> events) {
    int size = events.size() / (KILLS + 1) + 1;
    return IntStream.rangeClosed(0, KILLS)
        .mapToObj(i -> events.subList(i * size, Math.min((i + 1) * size, events.size())))
        .toList();
  }

  private static List<Keyed> keyed(List<SimulatedEvent> events) {
    return events.stream().map(e -> new Keyed(e.topic(), e.key(), e.record())).toList();
  }

  /** Some more than there were, and a new checkpoint. */
  private void awaitAlerts(ChildRun run, KafkaIo kafka) {
    Optional<Path> before = KilledJob.latestCheckpoint(directory.resolve("state"));
    int said = kafka.read(OutTopic.ALERTS, Alert.class).size();
    await("alerts and a checkpoint")
        .atMost(Duration.ofMinutes(4))
        .until(
            () -> {
              assertThat(run.isAlive()).as(run.output()).isTrue();
              return !KilledJob.latestCheckpoint(directory.resolve("state")).equals(before)
                  && kafka.read(OutTopic.ALERTS, Alert.class).size() >= said + 5;
            });
  }

  private Path config(EmbeddedBroker broker) throws IOException {
    return Files.writeString(
        directory.resolve("run.yaml"),
        """
        kafka:
          bootstrap-servers: ["%s"]
          topic-prefix: t.
        time:
          idle-after: 2s
        job:
          parallelism: 1
          checkpoint-dir: %s
          checkpoint-interval: 1s
        coupons:
          enabled: false
        """
            .formatted(broker.bootstrapServers(), directory.resolve("state")));
  }

  private Path replay(SimulatedWorld world) throws IOException {
    Path input = Files.createDirectory(directory.resolve("world"));
    new WorldWriter(FileOptions.PLAIN, lines -> {}).write(world, input);
    Path output = directory.resolve("replayed");
    Replay.run(
        input,
        output,
        new ReplaySpan(Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, LATENESS.toMillis(), 0),
        ReplayRules.of(input, null),
        ReplayPolicies.of(input, null),
        2,
        (records, alerts, seconds) -> {});
    return output;
  }
}
