package dev.showroom.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.showroom.common.CommandFailure;
import dev.showroom.config.RunConfig;
import dev.showroom.config.StartingOffsets;
import dev.showroom.files.ArchivedStream;
import dev.showroom.files.Compression;
import dev.showroom.files.FileForm;
import dev.showroom.files.FileFormat;
import dev.showroom.kafka.EmbeddedBroker;
import dev.showroom.kafka.KafkaIo;
import dev.showroom.kafka.KafkaIo.Keyed;
import dev.showroom.kafka.Topics;
import dev.showroom.live.LiveJob;
import dev.showroom.replay.Replay;
import dev.showroom.replay.ReplayFiles;
import dev.showroom.replay.ReplayRules;
import dev.showroom.replay.ReplaySpan;
import dev.showroom.replay.ReplayedLines;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.core.execution.JobClient;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From files to Kafka to an archive and back: what was on its way may not show. */
@Timeout(400)
class ArchivedTopicsTest {
  private static final int PARTITIONS = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(150);

  @TempDir private static Path home;
  private static EmbeddedBroker broker;
  private static KafkaIo kafka;
  private static SimulatedWorld world;
  private static Path plain;
  private static Path expected;

  @BeforeAll
  static void produce() throws IOException {
    broker = EmbeddedBroker.start();
    for (String prefix : List.of("t.", "f.")) {
      broker.createTopics(new Topics(prefix).definitions(PARTITIONS, 1));
    }
    kafka = new KafkaIo(broker.bootstrapServers(), new Topics("t."));
    world = new Simulation(SimulationOptions.of(40, 20, 11)).world();
    plain = Files.createDirectory(home.resolve("plain"));
    new WorldWriter(FileOptions.PLAIN, lines -> {}).write(world, plain);
    kafka.produce(world.events().stream().map(ArchivedTopicsTest::keyed).toList());
    expected = home.resolve("expected");
    replay(plain, expected);
    assertThat(Files.readAllLines(expected.resolve(OutTopic.ALERTS.file()))).hasSizeGreaterThan(5);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @ParameterizedTest
  @EnumSource(FileFormat.class)
  void a_replay_of_the_archived_topics_says_what_one_of_the_files_says(FileFormat format)
      throws IOException {
    Path archive = home.resolve("archive-" + format);
    Compression compression = format == FileFormat.JSONL ? Compression.GZIP : Compression.SNAPPY;

    ArchiveSummary summary =
        ArchiveJob.upToNow(
            config("t."), order(new FileForm(format, compression)), archive, (in, out, s) -> {});

    assertThat(summary.records()).isEqualTo(world.events().size());
    assertThat(summary.dead()).isZero();
    Path replayed = home.resolve("replayed-" + format);
    replay(archive, replayed);
    for (OutTopic topic :
        List.of(OutTopic.ALERTS, OutTopic.COUPON_DECISIONS, OutTopic.OUTCOMES, OutTopic.INSIGHTS)) {
      assertThat(replayed.resolve(topic.file()))
          .hasSameBinaryContentAs(expected.resolve(topic.file()));
    }
  }

  @Test
  void a_job_that_is_stopped_and_goes_on_archives_each_record_once() throws Exception {
    RunConfig config = config("f.");
    KafkaIo io = new KafkaIo(broker.bootstrapServers(), new Topics("f."));
    Path archive = home.resolve("followed");
    List<SimulatedEvent> events = world.events().subList(0, 2_000);
    List<String> restored = new ArrayList<>();
    byte[] garbage = {1, 2, 3};

    io.produce(events.subList(0, 1_000).stream().map(ArchivedTopicsTest::keyed).toList());
    io.produceRaw(List.of(new ProducerRecord<>("f.purchases", garbage)), Map.of());
    JobClient job = ArchiveJob.follow(config, avro(), archive, restored::add);
    try {
      await().atMost(PATIENCE).until(() -> count(archive) == 1_000);
    } finally {
      LiveJob.cancel(job, PATIENCE);
    }
    assertThat(restored).isEmpty();
    io.produce(events.subList(1_000, 2_000).stream().map(ArchivedTopicsTest::keyed).toList());
    job = ArchiveJob.follow(config, avro(), archive, restored::add);
    try {
      await().atMost(PATIENCE).until(() -> count(archive) >= 2_000);
    } finally {
      LiveJob.cancel(job, PATIENCE);
    }

    assertThat(restored).hasSize(1);
    assertThat(count(archive)).isEqualTo(2_000);
    try (Stream<Path> letters = Files.walk(archive.resolve("dead-letters"))) {
      assertThat(letters.filter(file -> file.toString().endsWith(".avro"))).hasSize(1);
    }
  }

  @Test
  void a_range_in_which_nothing_happened_leaves_nothing_behind() {
    Path archive = home.resolve("never");
    ArchiveOrder order =
        new ArchiveOrder(avro().form(), ArchivedStream.inputs(), 0, 946_684_800_000L);

    assertThatExceptionOfType(CommandFailure.class)
        .isThrownBy(() -> ArchiveJob.upToNow(config("t."), order, archive, (in, out, s) -> {}))
        .withMessage("There is no record in the range asked for; nothing was written.");
    assertThat(archive).doesNotExist();
  }

  private static ArchiveOrder avro() {
    return order(new FileForm(FileFormat.AVRO, Compression.ZSTD));
  }

  private static ArchiveOrder order(FileForm form) {
    return new ArchiveOrder(form, ArchivedStream.inputs(), Long.MIN_VALUE, Long.MAX_VALUE);
  }

  private static long count(Path archive) {
    long[] records = {0};
    try {
      ReplayedLines.read(ReplayFiles.in(archive), span(), arrival -> records[0]++);
    } catch (CommandFailure e) {
      return 0; // Nothing is there yet.
    }
    return records[0];
  }

  private static void replay(Path input, Path output) {
    Replay.run(input, output, span(), ReplayRules.of(input, null), 2, (in, alerts, seconds) -> {});
  }

  private static ReplaySpan span() {
    return new ReplaySpan(Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, 5_000, 0);
  }

  private static Keyed keyed(SimulatedEvent event) {
    return new Keyed(event.topic(), event.key(), event.record());
  }

  private static RunConfig config(String prefix) {
    RunConfig defaults = RunConfig.defaults();
    return new RunConfig(
        new RunConfig.Kafka(
            List.of(broker.bootstrapServers()),
            Map.of(),
            prefix,
            "t",
            StartingOffsets.EARLIEST,
            defaults.kafka().transactionTimeout(),
            PARTITIONS,
            1),
        defaults.time(),
        new RunConfig.Job(2, home.resolve("unused").toString(), Duration.ofMillis(500), false));
  }
}
