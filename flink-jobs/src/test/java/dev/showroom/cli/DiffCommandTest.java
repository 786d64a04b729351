package dev.showroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.diff.AlertFiles;
import dev.showroom.diff.Diff;
import dev.showroom.diff.Difference;
import dev.showroom.diff.Row.Verdict;
import dev.showroom.kafka.EmbeddedBroker;
import dev.showroom.kafka.KafkaIo;
import dev.showroom.kafka.Topics;
import dev.showroom.replay.Replay;
import dev.showroom.replay.ReplayPolicies;
import dev.showroom.replay.ReplayRules;
import dev.showroom.replay.ReplaySpan;
import dev.showroom.schemas.Alert;
import dev.showroom.schemas.LateEvent;
import dev.showroom.schemas.codec.AvroRecords;
import dev.showroom.simulate.FileOptions;
import dev.showroom.simulate.Simulation;
import dev.showroom.simulate.SimulationOptions;
import dev.showroom.simulate.WorldWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Late, shuffled and repeated lines against the same in order: all that differs is explained. */
@Timeout(120)
class DiffCommandTest {
  @TempDir private static Path home;
  private static Path messy;
  private static Path ordered;

  @BeforeAll
  static void replayBoth() throws IOException {
    var world = new Simulation(SimulationOptions.of(150, 30, 11)).world();
    long newest = world.events().get(world.events().size() - 1).eventTime();
    messy = replayed(world, "messy", new FileOptions(2 * 86_400, 0.1, 0, true), newest);
    ordered = replayed(world, "ordered", FileOptions.PLAIN, newest);
  }

  private static Path replayed(
      dev.showroom.simulate.SimulatedWorld world, String name, FileOptions options, long newest)
      throws IOException {
    Path files = Files.createDirectory(home.resolve(name + "-world"));
    new WorldWriter(options, lines -> {}).write(world, files);
    Path output = home.resolve(name);
    Replay.run(
        files,
        output,
        new ReplaySpan(
            Long.MIN_VALUE, Long.MAX_VALUE, newest + Duration.ofMinutes(10).toMillis(), 5_000, 0),
        ReplayRules.of(files, null),
        ReplayPolicies.none(),
        2,
        (records, alerts, seconds) -> {});
    return output;
  }

  @Test
  void nothing_is_unexplained_and_something_was_late() {
    Difference difference = Diff.of(messy, ordered, null, null);

    assertThat(difference.rows())
        .allSatisfy(row -> assertThat(row.verdict()).isEqualTo(Verdict.EXPLAINED));
    assertThat(difference.rows()).isNotEmpty();
    assertThat(difference.same()).isGreaterThan(difference.rows().size());
    assertThat(run(messy, ordered)).isZero();
  }

  @Test
  void without_the_late_events_the_same_difference_is_unexplained() throws IOException {
    Path none = home.resolve("none.jsonl");
    Files.writeString(none, "");
    Path alone = Files.createDirectory(home.resolve("alone"));
    Files.copy(messy.resolve("alerts.jsonl"), alone.resolve("alerts.jsonl"));

    assertThat(Diff.of(alone, ordered, none, null).count(Verdict.UNEXPLAINED)).isPositive();
    assertThat(run(alone, ordered)).isEqualTo(1);
  }

  @Test
  void an_alert_that_one_side_lost_is_told_and_shows_in_the_exit_status() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(ordered.resolve("alerts.jsonl")));
    String lost = lines.remove(0).replaceFirst(".*\"alertId\":\\s*\"([^\"]+)\".*", "$1");
    lines.removeIf(line -> line.contains(lost));
    Path fewer = home.resolve("fewer.jsonl");
    Files.write(fewer, lines);
    StringWriter out = new StringWriter();

    int status =
        Main.commandLine()
            .setOut(new PrintWriter(out))
            .execute("diff", ordered.toString(), fewer.toString());

    assertThat(status).isEqualTo(1);
    assertThat(out.toString())
        .contains("UNEXPLAINED " + lost)
        .contains("the replay has no such alert")
        .contains("0 explained by late events, 0 open, 1 unexplained");
  }

  @Test
  void what_a_live_run_said_is_read_from_its_topics_copies_and_all() throws Exception {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    AvroRecords<Alert> alerts = new AvroRecords<>(Alert.class);
    for (Alert alert : AlertFiles.alerts(messy)) {
      records.add(new ProducerRecord<>("live.alerts", alerts.write(alert)));
    }
    records.add(records.get(0));
    AvroRecords<LateEvent> late = new AvroRecords<>(LateEvent.class);
    for (LateEvent event : AlertFiles.late(messy)) {
      records.add(new ProducerRecord<>("live.late-events", late.write(event)));
    }
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      Topics topics = new Topics("live.");
      broker.createTopics(topics.definitions(2, 1));
      new KafkaIo(broker.bootstrapServers(), topics).produceRaw(records, Map.of());
      Path config = home.resolve("showroom.yaml");
      Files.writeString(
          config, "kafka:\n  bootstrap-servers: [\"" + broker.bootstrapServers() + "\"]\n");
      StringWriter out = new StringWriter();

      int status =
          Main.commandLine()
              .setOut(new PrintWriter(out))
              .execute("diff", "kafka:live.", ordered.toString(), "--config", config.toString());

      assertThat(out.toString()).contains("1 lines that were copies").contains(" 0 unexplained");
      assertThat(status).isZero();
    }
  }

  private static int run(Path live, Path replay) {
    return Main.commandLine()
        .setOut(new PrintWriter(new StringWriter()))
        .execute("diff", live.toString(), replay.toString());
  }
}
