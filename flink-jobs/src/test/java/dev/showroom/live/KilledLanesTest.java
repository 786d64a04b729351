package dev.showroom.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.showroom.kafka.EmbeddedBroker;
import dev.showroom.kafka.KafkaIo;
import dev.showroom.kafka.Topics;
import dev.showroom.live.push.Coupons;
import dev.showroom.live.push.FlakyProvider;
import dev.showroom.live.push.FlakyProvider.Mood;
import dev.showroom.live.push.FlakyProvider.Request;
import dev.showroom.schemas.Coupon;
import dev.showroom.schemas.CouponDecision;
import dev.showroom.schemas.CouponEvent;
import dev.showroom.schemas.CouponState;
import dev.showroom.schemas.DeadLetter;
import dev.showroom.schemas.codec.AvroRecords;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.OutTopic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL, again and again, while the provider fails in every way there is. */
class KilledLanesTest {
  private static final Topics TOPICS = new Topics("t.");
  private static final int KILLS = 5;
  private static final int MOST_WAITING = 150;

  @TempDir Path directory;

  private final Random random = new Random(4);
  private final AvroRecords<Coupon> codec = new AvroRecords<>(Coupon.class);
  private final List<Coupon> written = new ArrayList<>();

  @Test
  void every_coupon_is_received_under_one_key_and_every_decision_stands_once_in_the_ledger()
      throws IOException {
    try (EmbeddedBroker broker = EmbeddedBroker.start();
        FlakyProvider provider = new FlakyProvider()) {
      broker.createTopics(TOPICS.definitions(2, 1));
      KafkaIo kafka = new KafkaIo(broker.bootstrapServers(), TOPICS);
      KafkaProducer<byte[], byte[]> producer = kafka.producer(Map.of("linger.ms", "0"));
      provider
          .atRandom(
              4,
              0.6,
              Mood.ANSWERS_500,
              Mood.ANSWERS_429_WITH_SECONDS,
              Mood.DROPS_IT_UNREAD,
              Mood.TAKES_IT_AND_DROPS_THE_CONNECTION,
              Mood.TAKES_IT_AND_IS_SILENT)
          .retryAfter(0, System::currentTimeMillis);
      Path config = config(broker, provider);
      Path log = directory.resolve("lanes.log");

      for (int kill = 0; kill < KILLS; kill++) {
        Optional<Path> checkpoint = LatestCheckpoint.in(directory.resolve("state"));
        int requests = provider.requests().size() + 1 + random.nextInt(200);
        try (ChildRun lanes = start(log, config)) {
          await("requests and a checkpoint")
              .pollInSameThread()
              .atMost(Duration.ofMinutes(4))
              .pollInterval(Duration.ofMillis(20))
              .until(
                  () -> {
                    writeSome(producer, missing(provider).size());
                    return isAlive(lanes)
                        && provider.requests().size() >= requests
                        && !LatestCheckpoint.in(directory.resolve("state")).equals(checkpoint);
                  });
          lanes.kill();
        }
        assertThat(missing(provider)).as("it was killed in the middle").isNotEmpty();
      }

      try (ChildRun lanes = start(log, config)) {
        await("that all is received and decided")
            .atMost(Duration.ofMinutes(4))
            .pollInterval(Duration.ofMillis(500))
            .until(
                () ->
                    isAlive(lanes)
                        && missing(provider).isEmpty()
                        && decisions(kafka).size() >= written.size());
        assertThat(lanes.output()).contains("going on from");
      }
      assertThat(provider.complaints()).isEmpty();
      assertOneKeySaysOneThing(provider);
      assertThat(decisions(kafka))
          .as("under read_committed")
          .containsExactlyInAnyOrderElementsOf(
              written.stream().map(coupon -> "d-of-" + key(coupon)).toList());
      assertThat(kafka.read(OutTopic.DEAD_LETTERS, DeadLetter.class)).isEmpty();
      assertThat(kafka.read(InTopic.COUPON_EVENTS, CouponEvent.class)).isEmpty();
      producer.close();
      System.out.printf(
          "killed %d times: %d messages in %d requests%n",
          KILLS, written.size(), provider.requests().size());
    }
  }

  /** It lives for seconds: nothing is compiled that would pay only later. */
  private static ChildRun start(Path log, Path config) {
    return ChildRun.start(
        log,
        List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
        ChildLanes.class.getName(),
        config.toString());
  }

  private static boolean isAlive(ChildRun lanes) {
    assertThat(lanes.isAlive()).as(lanes.output()).isTrue();
    return true;
  }

  /**
   * What should have been received and was not: each coupon but those whose revocation was received
   * (it may have come before they could be sent), and each revocation.
   */
  private Set<String> missing(FlakyProvider provider) {
    Set<String> taken = new HashSet<>(provider.taken());
    Set<String> missing = new TreeSet<>();
    for (Coupon coupon : written) {
      if (!taken.contains(key(coupon)) && !taken.contains(coupon.getCouponId() + "-revoked")) {
        missing.add(key(coupon));
      }
    }
    return missing;
  }

  private static void assertOneKeySaysOneThing(FlakyProvider provider) {
    Map<String, String> bodies = new HashMap<>();
    for (Request request : provider.requests()) {
      if (!request.body().isEmpty()) {
        bodies.putIfAbsent(request.key(), request.body());
        assertThat(request.body()).isEqualTo(bodies.get(request.key()));
      }
    }
  }

  private static List<String> decisions(KafkaIo kafka) {
    return kafka.read(OutTopic.COUPON_DECISIONS, CouponDecision.class).stream()
        .map(CouponDecision::getDecisionId)
        .toList();
  }

  private static String key(Coupon coupon) {
    return coupon.getState() == CouponState.REVOKED
        ? coupon.getCouponId() + "-revoked"
        : coupon.getCouponId();
  }

  /** A few coupons, and of each tenth that it was revoked; none while many are to be pushed. */
  private void writeSome(KafkaProducer<byte[], byte[]> producer, int waiting) {
    if (waiting > MOST_WAITING) {
      return;
    }
    List<Coupon> coupons = new ArrayList<>();
    Instant now = Instant.now();
    for (int i = 0; i < 5; i++) {
      String id = "k-" + (written.size() + i);
      coupons.add(Coupons.issued(id, now));
      if (random.nextInt(10) == 0) {
        coupons.add(Coupons.revoked(id, now, now.plusMillis(1)));
      }
    }
    for (Coupon coupon : coupons) {
      producer.send(
          new ProducerRecord<>(
              TOPICS.name(OutTopic.COUPONS),
              coupon.getCouponId().getBytes(StandardCharsets.UTF_8),
              codec.write(coupon)));
    }
    producer.flush();
    written.addAll(coupons);
  }

  private Path config(EmbeddedBroker broker, FlakyProvider provider) throws IOException {
    Path secret = Files.writeString(directory.resolve("secret"), FlakyProvider.SECRET + "\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    return Files.writeString(
        directory.resolve("lanes.yaml"),
        """
        kafka:
          bootstrap-servers: ["%s"]
          topic-prefix: t.
        job:
          parallelism: 2
          checkpoint-dir: %s
          checkpoint-interval: 300ms
          rocksdb: false
        push:
          url: %s
          secret-file: %s
          tries: 100
          timeout: 1s
          first-backoff: 20ms
          longest-backoff: 500ms
          circuit-pause: 50ms
        """
            .formatted(
                broker.bootstrapServers(), directory.resolve("state"), provider.url(), secret));
  }
}
