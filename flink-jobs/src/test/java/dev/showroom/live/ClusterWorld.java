package dev.showroom.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.kafka.KafkaIo;
import dev.showroom.kafka.KafkaIo.Keyed;
import dev.showroom.replay.Replay;
import dev.showroom.replay.ReplayPolicies;
import dev.showroom.replay.ReplayRules;
import dev.showroom.replay.ReplaySpan;
import dev.showroom.schemas.DeadLetter;
import dev.showroom.schemas.LateEvent;
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
import java.util.List;
import java.util.Map;

/**
 * Simulated shops, and what an undisturbed run says of them: a replay.
 *
 * <p>Most of it is history. The last part is sent while processes are killed, in so many shares
 * that each spans less than half the lateness bound: what a partition is behind by is never late,
 * and nothing is revised that would not be otherwise.
 */
final class ClusterWorld {
  static final Duration LATENESS = Duration.ofHours(1);

  private final SimulatedWorld world;
  private final List<SimulatedEvent> history;
  private final long liveFrom;
  private final long shareMillis;
  private final Path replayed;
  final long end;
  final Map<String, String> alerts;
  final Map<String, String> decisions;
  final Map<String, String> outcomes;

  /**
   * @param shares that the last part is sent in
   */
  ClusterWorld(SimulationOptions options, int shares, Path directory) throws IOException {
    world = new Simulation(options).world();
    List<SimulatedEvent> events = world.events();
    end = events.get(events.size() - 1).eventTime();
    shareMillis = LATENESS.toMillis() * 9 / 20;
    liveFrom = end - shares * shareMillis;
    history = events.stream().filter(e -> e.eventTime() < liveFrom).toList();
    replayed = replay(directory);
    alerts = Said.inFile(replayed, Said.ALERTS, Long.MAX_VALUE);
    decisions = Said.inFile(replayed, Said.DECISIONS, Long.MAX_VALUE);
    outcomes = Said.inFile(replayed, Said.OUTCOMES, Long.MAX_VALUE);
  }

  List<SimulatedEvent> events() {
    return world.events();
  }

  List<Keyed> history() {
    return keyed(history);
  }

  /** The records of a share, in the order of their times. */
  List<Keyed> share(int number) {
    long from = liveFrom + number * shareMillis;
    return keyed(
        world.events().stream()
            .filter(e -> e.eventTime() >= from && e.eventTime() < from + shareMillis)
            .toList());
  }

  /** What is left after so many shares. */
  List<Keyed> rest(int shares) {
    long from = liveFrom + shares * shareMillis;
    return keyed(world.events().stream().filter(e -> e.eventTime() >= from).toList());
  }

  static List<Keyed> keyed(List<SimulatedEvent> events) {
    return events.stream().map(e -> new Keyed(e.topic(), e.key(), e.record())).toList();
  }

  /** How many alerts an undisturbed run has raised by then, event time. */
  int alertsUntil(long time) {
    return Said.inFile(replayed, Said.ALERTS, time).size();
  }

  /** Those that history is enough for; its last hour waits for what may be late. */
  int alertsInHistory() {
    return alertsUntil(history.get(history.size() - 1).eventTime() - 2 * LATENESS.toMillis());
  }

  boolean isSaid(KafkaIo kafka) {
    return Said.inTopic(kafka, Said.ALERTS, end).size() >= alerts.size()
        && Said.inTopic(kafka, Said.DECISIONS, end).size() >= decisions.size()
        && Said.inTopic(kafka, Said.OUTCOMES, end).size() >= outcomes.size();
  }

  /** All of it as in the replay, and each of the ledger's once. */
  void assertSaid(KafkaIo kafka) {
    assertThat(kafka.read(OutTopic.LATE_EVENTS, LateEvent.class)).as("late events").isEmpty();
    assertThat(kafka.read(OutTopic.DEAD_LETTERS, DeadLetter.class)).isEmpty();
    assertThat(Said.inTopic(kafka, Said.ALERTS, end)).isEqualTo(alerts);
    assertThat(Said.inTopic(kafka, Said.DECISIONS, end)).isEqualTo(decisions);
    assertThat(Said.inTopic(kafka, Said.OUTCOMES, end)).isEqualTo(outcomes);
    assertThat(Said.count(kafka, Said.DECISIONS, end)).as("each once").isEqualTo(decisions.size());
    assertThat(Said.count(kafka, Said.OUTCOMES, end)).as("each once").isEqualTo(outcomes.size());
  }

  private Path replay(Path directory) throws IOException {
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
