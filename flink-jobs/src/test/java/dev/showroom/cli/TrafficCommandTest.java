package dev.showroom.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.showroom.kafka.ChildBroker;
import dev.showroom.kafka.EmbeddedBroker;
import dev.showroom.kafka.KafkaIo;
import dev.showroom.kafka.Topics;
import dev.showroom.registry.FakeRegistry;
import dev.showroom.schemas.codec.AvroRecords;
import dev.showroom.schemas.codec.ConfluentFormat;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.simulate.SimulatedEvent;
import dev.showroom.simulate.Simulation;
import dev.showroom.simulate.SimulationOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(120)
class TrafficCommandTest {
  private static EmbeddedBroker broker;

  @TempDir Path directory;
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start();
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void the_whole_world_arrives_and_each_partition_in_the_order_of_event_time() throws Exception {
    Path config = config("whole.", broker.bootstrapServers());
    int status =
        traffic(
            "--config",
            config.toString(),
            "--customers",
            "40",
            "--days",
            "4",
            "--day-seconds",
            "1",
            "--seed",
            "5",
            "--create-topics");
    assertThat(status).as(err::toString).isZero();

    List<String> expected =
        new Simulation(SimulationOptions.of(40, 4, 5))
            .world().events().stream().map(SimulatedEvent::eventId).sorted().toList();
    assertThat(err.toString())
        .contains(" records/s, simulated 20")
        .contains(
            "The simulated world is over. "
                + String.format(Locale.ROOT, "%,d records sent.", expected.size()));

    List<String> arrived = new ArrayList<>();
    Topics topics = new Topics("whole.");
    KafkaIo io = new KafkaIo(broker.bootstrapServers(), topics);
    for (InTopic topic : InTopic.values()) {
      AvroRecords<? extends SpecificRecord> codec = new AvroRecords<>(topic.recordClass());
      Map<Integer, Instant> newest = new HashMap<>();
      for (ConsumerRecord<byte[], byte[]> raw : io.readRaw(topics.name(topic))) {
        SpecificRecord record = codec.read(raw.value());
        arrived.add((String) record.get(0));
        Instant time = (Instant) record.get(record.getSchema().getField("eventTime").pos());
        Instant before = newest.put(raw.partition(), time);
        assertThat(time).isAfterOrEqualTo(before == null ? Instant.EPOCH : before);
        assertThat(time).isBefore(Instant.now());
      }
    }
    assertThat(arrived).hasSizeGreaterThan(200).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void it_ends_with_the_time_that_it_was_given() throws Exception {
    Path config = config("short.", broker.bootstrapServers());
    int status =
        traffic(
            "--config",
            config.toString(),
            "--customers",
            "40",
            "--days",
            "4",
            "--for",
            "2",
            "--create-topics");
    assertThat(status).as(err::toString).isZero();
    assertThat(err.toString()).contains("The time is over. ");
  }

  @Test
  void ctrl_c_ends_it_in_good_order_with_130() throws Exception {
    Path config = config("stopped.", broker.bootstrapServers());
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.showroom.cli.Main",
                "traffic",
                "--config",
                config.toString(),
                "--customers",
                "40",
                "--create-topics")
            .redirectErrorStream(true)
            .start();
    try (var output = process.inputReader()) {
      String line = output.readLine();
      assertThat(line).contains("Ctrl-C stops it");
      do {
        line = output.readLine();
        // A machine may be so busy that even its broker is told to be away, and to be back.
      } while (line != null && line.contains("Kafka broker"));
      assertThat(line).contains(" records sent, ");
      CompletableFuture<Process> ended = process.onExit();
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
      assertThat(ended.get(30, TimeUnit.SECONDS).exitValue()).isEqualTo(130);
      assertThat(output.lines().toList()).last().asString().contains("Stopped. ");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void topics_that_are_missing_are_named() throws Exception {
    Path config = config("none.", broker.bootstrapServers());
    assertThat(traffic("--config", config.toString())).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("showroom: Topics 'none.browsing', ")
        .contains(" are missing; ");
  }

  @Test
  void a_broker_that_is_away_is_told_in_a_sentence() throws Exception {
    Path config = config("away.", "127.0.0.1:1");
    assertThat(traffic("--config", config.toString())).isEqualTo(1);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines(
            "showroom: No Kafka broker answers at 127.0.0.1:1 (waited 10 s).");
  }

  @Test
  @Tag("faults")
  void a_broker_that_goes_away_meanwhile_is_told_and_so_is_its_return() throws Exception {
    try (ChildBroker child = ChildBroker.start(directory.resolve("broker"), 0)) {
      Path config = config("halted.", child.bootstrapServers());
      CompletableFuture<Integer> status =
          CompletableFuture.supplyAsync(
              () ->
                  traffic(
                      "--config",
                      config.toString(),
                      "--create-topics",
                      "--customers",
                      "40",
                      "--days",
                      "90",
                      "--day-seconds",
                      "1",
                      "--for",
                      "25"));
      await().atMost(Duration.ofSeconds(30)).until(() -> said(" records sent, "));
      signal(child, "STOP");
      await()
          .atMost(Duration.ofSeconds(15))
          .until(() -> said("no Kafka broker has answered for 5 s"));
      assertThat(said("answer again")).isFalse();
      signal(child, "CONT");
      await()
          .atMost(Duration.ofSeconds(15))
          .until(() -> said("the Kafka brokers answer again, after "));
      assertThat(status.get(60, TimeUnit.SECONDS)).isZero();
      assertThat(err.toString()).containsOnlyOnce("no Kafka broker has answered");
    }
  }

  private boolean said(String words) {
    return err.toString().contains(words);
  }

  private static void signal(ChildBroker broker, String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(broker.process().pid())).start().waitFor();
  }

  @Test
  void wrong_use() throws Exception {
    Path config = config("wrong.", broker.bootstrapServers());
    assertThat(traffic()).isEqualTo(2);
    assertThat(traffic("--config", config.toString(), "--for", "soon")).isEqualTo(2);
    assertThat(traffic("--config", config.toString(), "--day-seconds", "0")).isEqualTo(2);
  }

  @Test
  void with_a_registry_records_leave_under_the_ids_of_their_schemas() throws Exception {
    try (FakeRegistry registry = FakeRegistry.start()) {
      Path config = config("registered.", broker.bootstrapServers());
      Files.writeString(
          config, Files.readString(config) + "  schema-registry: {url: " + registry.url() + "}\n");
      String[] options = {
        "--config",
        config.toString(),
        "--customers",
        "5",
        "--days",
        "1",
        "--day-seconds",
        "1",
        "--create-topics"
      };
      assertThat(traffic(options)).isEqualTo(1);
      assertThat(err.toString())
          .contains("registered.products-value")
          .contains("let 'showroom schemas register --config F' register them.");

      for (InTopic topic : InTopic.values()) {
        registry.put(
            "registered." + topic.topic() + "-value", ConfluentFormat.text(topic.schema()));
      }
      assertThat(traffic(options)).as(err::toString).isZero();
      Topics topics = new Topics("registered.");
      assertThat(
              new KafkaIo(broker.bootstrapServers(), topics).readRaw(topics.name(InTopic.PRODUCTS)))
          .isNotEmpty()
          .allSatisfy(
              record ->
                  assertThat(ConfluentFormat.id(record.value()))
                      .isEqualTo(InTopic.PRODUCTS.ordinal() + 1));
    }
  }

  private int traffic(String... options) {
    CommandLine commandLine = Main.commandLine();
    commandLine.setErr(new PrintWriter(err, true));
    List<String> all = new ArrayList<>(List.of("traffic"));
    all.addAll(List.of(options));
    return commandLine.execute(all.toArray(String[]::new));
  }

  private Path config(String prefix, String servers) throws IOException {
    return Files.writeString(
        directory.resolve("showroom.yaml"),
        "kafka:\n  bootstrap-servers: ["
            + servers
            + "]\n  topic-prefix: "
            + prefix
            + "\n  partitions: 3\n  replication: 1\n");
  }
}
