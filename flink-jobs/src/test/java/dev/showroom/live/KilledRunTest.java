package dev.showroom.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.showroom.kafka.EmbeddedBroker;
import dev.showroom.kafka.KafkaIo;
import dev.showroom.kafka.KafkaIo.Keyed;
import dev.showroom.kafka.Topics;
import dev.showroom.replay.Replay;
import dev.showroom.replay.ReplayRules;
import dev.showroom.replay.ReplaySpan;
import dev.showroom.schemas.Alert;
import dev.showroom.schemas.DeadLetter;
import dev.showroom.schemas.FeedProgress;
import dev.showroom.schemas.LateEvent;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.JsonRecords;
import dev.showroom.schemas.codec.OutTopic;
import dev.showroom.simulate.SimulatedEvent;
import dev.showroom.simulate.SimulatedWorld;
import dev.showroom.simulate.Simulation;
import dev.showroom.simulate.SimulationOptions;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledRunTest {
  private static final Topics TOPICS = new Topics("t.");
  private static final Duration LATENESS = Duration.ofSeconds(5);

  @TempDir Path directory;

  @Test
  void a_run_that_is_killed_and_restored_says_on_kafka_what_a_replay_of_the_files_says()
      throws IOException {
    SimulatedWorld world = new Simulation(SimulationOptions.of(1_500, 45, 7)).world();
    Map<String, String> expected = replay(world);
    assertThat(expected).hasSizeGreaterThan(100);

    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      broker.createTopics(TOPICS.definitions(2, 1));
      KafkaIo kafka = new KafkaIo(broker.bootstrapServers(), TOPICS);
      kafka.produce(
          world.events().stream().map(e -> new Keyed(e.topic(), e.key(), e.record())).toList());
      Path config = config(broker);
      Path log = directory.resolve("run.log");

      try (ChildRun run = ChildRun.start(config, log)) {
        await("some alerts and a checkpoint")
            .atMost(Duration.ofMinutes(2))
            .until(
                () -> {
                  assertThat(run.isAlive()).as(run.output()).isTrue();
                  return !alerts(kafka).isEmpty()
                      && LatestCheckpoint.in(directory.resolve("state")).isPresent();
                });
        run.kill();
      }
      assertThat(alerts(kafka)).as("it was killed in the middle").hasSizeLessThan(expected.size());

      long end = world.events().get(world.events().size() - 1).eventTime();
      try (ChildRun run = ChildRun.start(config, log)) {
        await("all alerts")
            .atMost(Duration.ofMinutes(3))
            .pollInterval(Duration.ofSeconds(1))
            .until(
                () -> {
                  assertThat(run.isAlive()).as(run.output()).isTrue();
                  kafka.produce(closing(end));
                  return alerts(kafka, end).size() >= expected.size();
                });
        assertThat(run.output()).contains("going on from checkpoint");
        assertThat(run.stop()).as("a run that is told to stop ends").isEqualTo(143);
      }
      assertThat(alerts(kafka, end)).isEqualTo(expected);
      assertThat(kafka.read(OutTopic.LATE_EVENTS, LateEvent.class)).isEmpty();
      assertThat(kafka.read(OutTopic.DEAD_LETTERS, DeadLetter.class)).isEmpty();
    }
  }

  private static Map<String, String> alerts(KafkaIo kafka) {
    return alerts(kafka, Long.MAX_VALUE);
  }

  /**
   * Revisions decided up to {@code until} (event time) as JSON by name; copies after a crash must
   * be the same to the letter.
   */
  private static Map<String, String> alerts(KafkaIo kafka, long until) {
    Map<String, String> byName = new TreeMap<>();
    for (Alert alert : kafka.read(OutTopic.ALERTS, Alert.class)) {
      if (alert.getDecidedAt().toEpochMilli() > until) {
        continue;
      }
      String json = JsonRecords.write(alert);
      String before = byName.put(alert.getAlertId() + "#" + alert.getRevision(), json);
      assertThat(before == null || before.equals(json)).as("copies of " + json).isTrue();
    }
    return byName;
  }

  /**
   * Something that happened a day after the last event: event time passes it, and with it the
   * moment at which customers who wait for the tills look again. What is decided in that day is
   * left out.
   */
  private static List<Keyed> closing(long end) {
    Instant time = Instant.ofEpochMilli(end).plus(LATENESS).plus(Duration.ofDays(1));
    return List.of(
        new Keyed(
            InTopic.FEED_PROGRESS,
            "store:closing",
            FeedProgress.newBuilder()
                .setEventId("closing")
                .setEventTime(time)
                .setFeed("store:closing")
                .setCompleteThrough(time)
                .build()));
  }

  private Path config(EmbeddedBroker broker) throws IOException {
    return Files.writeString(
        directory.resolve("run.yaml"),
        """
        kafka:
          bootstrap-servers: ["%s"]
          topic-prefix: t.
        time:
          lateness-bound: %ds
        job:
          parallelism: 2
          checkpoint-dir: %s
          checkpoint-interval: 1s
        coupons:
          enabled: false
        """
            .formatted(
                broker.bootstrapServers(), LATENESS.toSeconds(), directory.resolve("state")));
  }

  private Map<String, String> replay(SimulatedWorld world) throws IOException {
    Path input = Files.createDirectory(directory.resolve("world"));
    for (InTopic topic : InTopic.values()) {
      List<SimulatedEvent> events = world.of(topic).toList();
      if (!events.isEmpty()) {
        try (BufferedWriter out = Files.newBufferedWriter(input.resolve(topic.file()))) {
          for (SimulatedEvent event : events) {
            out.write(JsonRecords.write(event.record()) + "\n");
          }
        }
      }
    }
    Path output = directory.resolve("replayed");
    Replay.run(
        input,
        output,
        new ReplaySpan(Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, LATENESS.toMillis(), 0),
        ReplayRules.of(input, null),
        2,
        (records, alerts, seconds) -> {});
    Map<String, String> byName = new TreeMap<>();
    List<String> lines = new ArrayList<>(Files.readAllLines(output.resolve("alerts.jsonl")));
    JsonRecords<Alert> reader = new JsonRecords<>(Alert.getClassSchema());
    for (String line : lines) {
      try {
        Alert alert = reader.read(line.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        byName.put(alert.getAlertId() + "#" + alert.getRevision(), line);
      } catch (dev.showroom.schemas.codec.MalformedRecordException e) {
        throw new AssertionError(line, e);
      }
    }
    return byName;
  }
}
