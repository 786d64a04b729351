package dev.showroom.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.showroom.config.CouponKeys;
import dev.showroom.config.RunConfig;
import dev.showroom.core.policy.file.PolicyFiles;
import dev.showroom.kafka.EmbeddedBroker;
import dev.showroom.kafka.KafkaIo;
import dev.showroom.kafka.KafkaIo.Keyed;
import dev.showroom.kafka.Topics;
import dev.showroom.live.push.FlakyProvider;
import dev.showroom.live.push.FlakyProvider.Mood;
import dev.showroom.reconcile.Reconcile;
import dev.showroom.reconcile.Report;
import dev.showroom.reconcile.ReportForms;
import dev.showroom.replay.Replay;
import dev.showroom.replay.ReplayPolicies;
import dev.showroom.replay.ReplayRules;
import dev.showroom.replay.ReplaySpan;
import dev.showroom.schemas.Coupon;
import dev.showroom.schemas.CouponEvent;
import dev.showroom.schemas.CouponState;
import dev.showroom.schemas.DeadLetter;
import dev.showroom.schemas.LateEvent;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.JsonRecords;
import dev.showroom.schemas.codec.OutTopic;
import dev.showroom.schemas.codec.WriterSchemas;
import dev.showroom.simulate.FileOptions;
import dev.showroom.simulate.SimulatedEvent;
import dev.showroom.simulate.SimulatedWorld;
import dev.showroom.simulate.Simulation;
import dev.showroom.simulate.SimulationOptions;
import dev.showroom.simulate.WorldWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The production job in a JVM of its own, which is killed again and again at random moments. */
class KilledRunTest {
  private static final Topics TOPICS = new Topics("t.");
  private static final Duration LATENESS = Duration.ofSeconds(5);
  private static final int KILLS = 3;

  @TempDir(cleanup = org.junit.jupiter.api.io.CleanupMode.NEVER)
  Path directory;

  private final Random random = new Random(7);

  @Test
  void a_run_that_is_killed_says_what_a_replay_says_and_every_coupon_gets_to_its_provider_as_one()
      throws IOException {
    SimulatedWorld world = new Simulation(SimulationOptions.of(700, 40, 7)).world();
    long end = world.events().get(world.events().size() - 1).eventTime();
    Path replayed = replay(world);
    Map<String, String> alerts = Said.inFile(replayed, Said.ALERTS, Long.MAX_VALUE);
    Map<String, String> decisions = Said.inFile(replayed, Said.DECISIONS, Long.MAX_VALUE);
    Map<String, String> outcomes = Said.inFile(replayed, Said.OUTCOMES, Long.MAX_VALUE);
    assertThat(alerts).hasSizeGreaterThan(100);
    assertThat(decisions).hasSizeGreaterThan(100);
    assertThat(outcomes).hasSizeGreaterThan(100);

    try (EmbeddedBroker broker = EmbeddedBroker.start();
        FlakyProvider provider = new FlakyProvider()) {
      broker.createTopics(TOPICS.definitions(2, 1));
      KafkaIo kafka = new KafkaIo(broker.bootstrapServers(), TOPICS);
      provider
          .atRandom(
              7,
              0.6,
              Mood.ANSWERS_500,
              Mood.ANSWERS_429_WITH_SECONDS,
              Mood.DROPS_IT_UNREAD,
              Mood.TAKES_IT_AND_DROPS_THE_CONNECTION,
              Mood.TAKES_IT_AND_IS_SILENT)
          .retryAfter(0, System::currentTimeMillis);
      Path config = config(broker, provider);
      Path log = directory.resolve("run.log");

      // In parts, so that each run has something to read: what is quiet and old has no watermark.
      List<List<SimulatedEvent>> parts = parts(world);
      for (int kill = 0; kill < KILLS; kill++) {
        List<SimulatedEvent> part = parts.get(kill);
        produce(kafka, part);
        long middle = part.get(part.size() / 2).eventTime();
        killInTheMiddle(config, log, kafka, raisedUntil(middle, replayed));
      }
      produce(kafka, parts.get(KILLS));
      assertThat(Said.inTopic(kafka, Said.DECISIONS, end).size())
          .as("it was killed in the middle")
          .isLessThan(decisions.size());

      try (ChildRun run = ChildRun.start(config, log)) {
        await("that all is said and pushed")
            .atMost(Duration.ofMinutes(6))
            .pollInterval(Duration.ofSeconds(1))
            .until(
                () -> {
                  assertThat(run.isAlive()).as(run.output()).isTrue();
                  kafka.produce(KilledJob.closing(end, LATENESS));
                  return Said.inTopic(kafka, Said.ALERTS, end).size() >= alerts.size()
                      && Said.inTopic(kafka, Said.DECISIONS, end).size() >= decisions.size()
                      && Said.inTopic(kafka, Said.OUTCOMES, end).size() >= outcomes.size()
                      && missing(kafka, provider).isEmpty();
                });
        assertThat(run.output()).contains("going on from checkpoint");
        assertASecondIsRefused(config);
        assertThat(run.isAlive()).isTrue();
        assertThat(run.stop()).as("a run that is told to stop ends").isEqualTo(143);
        assertThat(run.output())
            .endsWith(
                "showroom: stopped; the same command goes on from checkpoint "
                    + KilledJob.latestCheckpoint(directory.resolve("state")).orElseThrow()
                    + ".\n");
      }

      assertThat(Said.inTopic(kafka, Said.ALERTS, end)).isEqualTo(alerts);
      assertThat(Said.inTopic(kafka, Said.DECISIONS, end)).isEqualTo(decisions);
      assertThat(Said.inTopic(kafka, Said.OUTCOMES, end)).isEqualTo(outcomes);
      assertThat(Said.count(kafka, Said.DECISIONS, end))
          .as("each once")
          .isEqualTo(decisions.size());
      assertThat(Said.count(kafka, Said.OUTCOMES, end)).as("each once").isEqualTo(outcomes.size());
      assertThat(coupons(kafka, end))
          .as("sent as decided")
          .containsExactlyInAnyOrderElementsOf(issued(decisions.values()));
      assertOneKeySaysOneThing(provider);
      assertThat(provider.complaints()).isEmpty();
      assertThat(kafka.read(OutTopic.LATE_EVENTS, LateEvent.class)).isEmpty();
      assertThat(kafka.read(OutTopic.DEAD_LETTERS, DeadLetter.class)).isEmpty();
      assertThat(kafka.read(InTopic.COUPON_EVENTS, CouponEvent.class))
          .as("of coupons given up")
          .noneMatch(event -> event.getCouponId().startsWith("k-"));
      assertReconciled(broker, config);
      System.out.printf(
          "killed %d times: %d decisions, %d coupons, %d requests to the provider%n",
          KILLS, decisions.size(), coupons(kafka, end).size(), provider.requests().size());
    }
  }

  private void assertASecondIsRefused(Path config) {
    try (ChildRun second = ChildRun.start(config, directory.resolve("second.log"))) {
      assertThat(second.await()).isEqualTo(1);
      assertThat(second.output()).startsWith("showroom: Another 'run' is at work with the");
    }
  }

  private static void assertReconciled(EmbeddedBroker broker, Path config) {
    RunConfig.Kafka run = RunConfig.load(config, Map.of()).kafka();
    Report report =
        Reconcile.topics(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            TOPICS,
            WriterSchemas.NONE,
            run.consumerGroup(),
            run.transactionTimeout(),
            PolicyFiles.shippedText(),
            new Reconcile.Span(Long.MIN_VALUE, Long.MAX_VALUE),
            what -> {});
    assertThat(report.findings()).isEmpty();
    System.out.print(ReportForms.text(report, 5));
  }

  private static List<List<SimulatedEvent>> parts(SimulatedWorld world) {
    List<SimulatedEvent> events = world.events();
    int size = events.size() / (KILLS + 1) + 1;
    return IntStream.rangeClosed(0, KILLS)
        .mapToObj(i -> events.subList(i * size, Math.min((i + 1) * size, events.size())))
        .toList();
  }

  private static void produce(KafkaIo kafka, List<SimulatedEvent> events) {
    kafka.produce(events.stream().map(e -> new Keyed(e.topic(), e.key(), e.record())).toList());
  }

  private static long raisedUntil(long time, Path replayed) {
    return raised(Said.inFile(replayed, Said.ALERTS, time));
  }

  private static long raised(Map<String, String> alerts) {
    return alerts.keySet().stream().filter(name -> name.endsWith("#1")).count();
  }

  /** Not before there is a new checkpoint, and so many alerts. */
  private void killInTheMiddle(Path config, Path log, KafkaIo kafka, long alerts) {
    Optional<Path> before = KilledJob.latestCheckpoint(directory.resolve("state"));
    long extra = random.nextInt(400);
    try (ChildRun run = ChildRun.start(config, log)) {
      await("alerts and a checkpoint")
          .atMost(Duration.ofMinutes(4))
          .pollDelay(Duration.ofMillis(extra))
          .until(
              () -> {
                assertThat(run.isAlive()).as(run.output()).isTrue();
                return !KilledJob.latestCheckpoint(directory.resolve("state")).equals(before)
                    && raised(Said.inTopic(kafka, Said.ALERTS, Long.MAX_VALUE)) >= alerts;
              });
      run.kill();
    }
  }

  /**
   * What should have been received and was not: each coupon that was not revoked before it could be
   * sent, and each revocation.
   */
  private static Set<String> missing(KafkaIo kafka, FlakyProvider provider) {
    Set<String> taken = new HashSet<>(provider.taken());
    Set<String> missing = new TreeSet<>();
    for (Coupon coupon : kafka.read(OutTopic.COUPONS, Coupon.class)) {
      String revoked = coupon.getCouponId() + "-revoked";
      if (coupon.getState() == CouponState.ISSUED) {
        if (!taken.contains(coupon.getCouponId()) && !taken.contains(revoked)) {
          missing.add(coupon.getCouponId());
        }
      } else if (coupon.getState() == CouponState.REVOKED && !taken.contains(revoked)) {
        missing.add(revoked);
      }
    }
    return missing;
  }

  /** Coupons as they were sent; copies must be the same to the letter, code and all. */
  private static Set<String> coupons(KafkaIo kafka, long until) {
    Map<String, String> byId = new HashMap<>();
    for (Coupon coupon : kafka.read(OutTopic.COUPONS, Coupon.class)) {
      if (coupon.getState() == CouponState.ISSUED
          && coupon.getValidFrom().toEpochMilli() <= until) {
        String json = JsonRecords.write(coupon);
        String before = byId.put(coupon.getCouponId(), json);
        assertThat(before == null || before.equals(json)).as("copies of " + json).isTrue();
        assertThat(coupon.getCode()).isNotEmpty();
      }
    }
    return byId.keySet();
  }

  private static List<String> issued(Iterable<String> decisions) {
    Set<String> ids = new TreeSet<>();
    for (String json : decisions) {
      int at = json.indexOf("\"couponId\":\"");
      if (at >= 0) {
        ids.add(json.substring(at + 12, json.indexOf('"', at + 12)));
      }
    }
    return List.copyOf(ids);
  }

  private static void assertOneKeySaysOneThing(FlakyProvider provider) {
    Map<String, String> bodies = new HashMap<>();
    for (FlakyProvider.Request request : provider.requests()) {
      if (!request.body().isEmpty()) {
        bodies.putIfAbsent(request.key(), request.body());
        assertThat(request.body()).isEqualTo(bodies.get(request.key()));
      }
    }
  }

  private Path config(EmbeddedBroker broker, FlakyProvider provider) throws IOException {
    Path secret = Files.writeString(directory.resolve("secret"), FlakyProvider.SECRET + "\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    Path keys = directory.resolve("coupon.keys");
    CouponKeys.writeFresh(keys, 'A');
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
          key-file: %s
        push:
          url: %s
          secret-file: %s
          clock: events
          tries: 100
          timeout: 1s
          first-backoff: 20ms
          longest-backoff: 500ms
          circuit-pause: 50ms
        """
            .formatted(
                broker.bootstrapServers(),
                LATENESS.toSeconds(),
                directory.resolve("state"),
                keys,
                provider.url(),
                secret));
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
