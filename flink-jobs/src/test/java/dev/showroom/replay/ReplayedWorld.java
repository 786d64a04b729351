package dev.showroom.replay;

import dev.showroom.schemas.Alert;
import dev.showroom.schemas.DeadLetter;
import dev.showroom.schemas.LateEvent;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.JsonRecords;
import dev.showroom.schemas.codec.MalformedRecordException;
import dev.showroom.schemas.codec.OutTopic;
import dev.showroom.simulate.FileOptions;
import dev.showroom.simulate.SimulatedEvent;
import dev.showroom.simulate.SimulatedWorld;
import dev.showroom.simulate.Simulation;
import dev.showroom.simulate.SimulationOptions;
import dev.showroom.simulate.WorldWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** A small world as files, and replays of it through a real Flink. */
final class ReplayedWorld {
  static final long LATENESS = Duration.ofSeconds(5).toMillis();
  private static final double AS_FAST_AS_IT_GOES = 0;

  private final Path home;
  private final SimulatedWorld world;
  private final long newest;
  private int runs;

  ReplayedWorld(Path home, int customers, int days, long seed) {
    this.home = home;
    this.world = new Simulation(SimulationOptions.of(customers, days, seed)).world();
    this.newest = world.events().get(world.events().size() - 1).eventTime();
  }

  /** What a replay left behind. */
  record Result(Replay.Summary summary, Path directory) {
    List<String> lines(OutTopic topic) {
      return ReplayedWorld.lines(directory.resolve(topic.file()));
    }

    List<Alert> alerts() {
      return read(OutTopic.ALERTS);
    }

    List<LateEvent> lateEvents() {
      return read(OutTopic.LATE_EVENTS);
    }

    List<DeadLetter> deadLetters() {
      return read(OutTopic.DEAD_LETTERS);
    }

    /** The newest revision of each alert. */
    Map<String, Alert> lastOfEach() {
      Map<String, Alert> last = new LinkedHashMap<>();
      alerts().forEach(alert -> last.put(alert.getAlertId(), alert));
      return last;
    }

    private <T extends SpecificRecord> List<T> read(OutTopic topic) {
      JsonRecords<T> records = new JsonRecords<>(topic.schema());
      return lines(topic).stream()
          .map(
              line -> {
                try {
                  return records.read(line.getBytes(StandardCharsets.UTF_8));
                } catch (MalformedRecordException e) {
                  throw new AssertionError("a replay wrote a line that cannot be read", e);
                }
              })
          .toList();
    }
  }

  Path write(FileOptions options) throws IOException {
    Path directory = Files.createDirectory(home.resolve("world-" + ++runs));
    new WorldWriter(options, lines -> {}).write(world, directory);
    return directory;
  }

  Result replay(Path input, ReplaySpan span, int parallelism) {
    Path output = home.resolve("replay-" + ++runs);
    return new Result(
        Replay.run(
            input,
            output,
            span,
            ReplayRules.of(input, null),
            parallelism,
            (records, alerts, seconds) -> {}),
        output);
  }

  Result replay(Path input) {
    return replay(input, whole(), 2);
  }

  ReplaySpan whole() {
    return span(Long.MAX_VALUE, LATENESS, AS_FAST_AS_IT_GOES);
  }

  ReplaySpan until(long until) {
    return span(until, LATENESS, AS_FAST_AS_IT_GOES);
  }

  ReplaySpan lateAfter(Duration lateness) {
    return span(Long.MAX_VALUE, lateness.toMillis(), AS_FAST_AS_IT_GOES);
  }

  ReplaySpan speed(double speed) {
    return span(Long.MAX_VALUE, LATENESS, speed);
  }

  private ReplaySpan span(long until, long lateness, double speed) {
    return new ReplaySpan(
        Long.MIN_VALUE, until, newest + Duration.ofMinutes(10).toMillis(), lateness, speed);
  }

  /** Event time of the last event. */
  long newest() {
    return newest;
  }

  long count(InTopic topic) {
    return world.of(topic).count();
  }

  int events() {
    return world.events().size();
  }

  List<SimulatedEvent> all() {
    return world.events();
  }

  static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
