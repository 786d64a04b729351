package dev.showroom.history;

import static dev.showroom.history.ToldWorld.TOPICS;
import static dev.showroom.history.ToldWorld.lines;
import static dev.showroom.history.ToldWorld.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.showroom.common.CommandFailure;
import dev.showroom.config.RunConfig;
import dev.showroom.kafka.EmbeddedBroker;
import dev.showroom.kafka.KafkaIo;
import dev.showroom.replay.run.ReplayManifest;
import dev.showroom.replay.spool.ReplayOrder;
import dev.showroom.schemas.Alert;
import dev.showroom.schemas.CouponDecision;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.JsonRecords;
import dev.showroom.schemas.codec.OutTopic;
import dev.showroom.simulate.SimulatedEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Replays of topics, on one broker; the last one takes records away. */
@Timeout(120)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KafkaReplayTest {
  private static final List<OutTopic> SAID =
      List.of(OutTopic.ALERTS, OutTopic.COUPON_DECISIONS, OutTopic.OUTCOMES);

  @TempDir static Path home;

  private static EmbeddedBroker broker;
  private static KafkaIo kafka;
  private static RunConfig config;
  private static ToldWorld world;
  private static ReplayRequest files;
  private static ReplayRequest topics;

  @BeforeAll
  static void replayBoth() throws Exception {
    broker = EmbeddedBroker.start();
    broker.createTopics(TOPICS.definitions(2, 1));
    kafka = new KafkaIo(broker.bootstrapServers(), TOPICS);
    config = ToldWorld.config(broker);
    world = new ToldWorld(home, 80, 25, 11);
    files = world.ofFiles(world.files(), ReplayOrder.EVENT_TIME);
    run(files);

    // Out of order by far more than any lateness bound.
    List<SimulatedEvent> shuffled = new ArrayList<>();
    Random random = new Random(3);
    Map<SimulatedEvent, Double> places = new HashMap<>();
    world.events().forEach(e -> places.put(e, e.eventTime() + random.nextDouble() * 36e5));
    shuffled.addAll(world.events());
    shuffled.sort(Comparator.comparingDouble(places::get));
    ToldWorld.produce(kafka, shuffled.subList(0, shuffled.size() / 2));
    inTransactions(shuffled.subList(0, 50), false);
    ToldWorld.produce(kafka, shuffled.subList(shuffled.size() / 2, shuffled.size() - 20));
    inTransactions(shuffled.subList(shuffled.size() - 20, shuffled.size()), true);
    // What each partition ends with is the marker of an aborted transaction.
    inTransactions(foreign(), false);
    topics = world.ofKafka(config, ReplayOrder.EVENT_TIME);
    run(topics);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  private static List<SimulatedEvent> foreign() {
    return new ToldWorld(home, 20, 20, 99).events();
  }

  private static void inTransactions(List<SimulatedEvent> events, boolean commit) {
    KafkaIo.Keyed[] keyed =
        events.stream()
            .map(e -> new KafkaIo.Keyed(e.topic(), e.key(), e.record()))
            .toArray(KafkaIo.Keyed[]::new);
    try (KafkaProducer<byte[], byte[]> producer =
        kafka.producer(Map.of("transactional.id", "t" + commit + events.size()))) {
      producer.initTransactions();
      producer.beginTransaction();
      for (ProducerRecord<byte[], byte[]> record : kafka.raw(List.of(keyed))) {
        producer.send(record);
      }
      producer.flush();
      if (commit) {
        producer.commitTransaction();
      } else {
        producer.abortTransaction();
      }
    }
  }

  @Test
  @Order(1)
  void topics_in_any_order_with_aborted_transactions_say_what_the_files_say() {
    for (OutTopic topic : SAID) {
      assertThat(lines(topics, topic))
          .as(topic.topic())
          .hasSizeGreaterThan(10)
          .isEqualTo(lines(files, topic));
    }
    assertThat(lines(topics, OutTopic.LATE_EVENTS)).isEmpty();
    assertThat(lines(topics, OutTopic.DEAD_LETTERS)).isEmpty();
    ReplayManifest manifest = manifest(topics);
    assertThat(manifest.complete()).isTrue();
    assertThat(manifest.input().partitions()).hasSize(2 * InTopic.values().length);
    assertThat(manifest.counts()).containsEntry("records in", (long) world.events().size());
  }

  @Test
  @Order(2)
  void no_group_is_joined_and_nothing_is_committed() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      assertThat(admin.listGroups().all().get()).isEmpty();
    }
  }

  @Test
  @Order(3)
  void into_topics_goes_what_goes_into_files_and_there_is_none_for_coupons() throws Exception {
    run(ToldWorld.to(world.ofKafka(config, ReplayOrder.EVENT_TIME), "replay.t."));

    KafkaIo replayed =
        new KafkaIo(broker.bootstrapServers(), new dev.showroom.kafka.Topics("replay.t."));
    assertThat(replayed.read(OutTopic.ALERTS, Alert.class).stream().map(JsonRecords::write))
        .containsExactlyInAnyOrderElementsOf(lines(topics, OutTopic.ALERTS));
    assertThat(
            replayed.read(OutTopic.COUPON_DECISIONS, CouponDecision.class).stream()
                .map(JsonRecords::write))
        .containsExactlyInAnyOrderElementsOf(lines(topics, OutTopic.COUPON_DECISIONS));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      assertThat(admin.listTopics().names().get())
          .contains("replay.t.alerts")
          .doesNotContain("replay.t.coupons");
    }
    assertThat(kafka.read(OutTopic.ALERTS, Alert.class)).as("the live topic").isEmpty();
    assertThatThrownBy(
            () -> run(ToldWorld.to(world.ofKafka(config, ReplayOrder.EVENT_TIME), "replay.t.")))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("has records in it already");
  }

  @Test
  @Order(4)
  void the_live_prefix_is_refused() {
    assertThatThrownBy(() -> run(ToldWorld.to(world.ofKafka(config, ReplayOrder.EVENT_TIME), "t.")))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("is that of the live topics");
  }

  @Test
  @Order(5)
  void a_topic_that_is_missing_is_named_and_not_taken_for_an_empty_one_nor_made() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin
          .createTopics(
              new dev.showroom.kafka.Topics("few.")
                  .definitions(1, 1).stream()
                      .filter(topic -> !topic.name().matches("few.(browsing|returns)"))
                      .toList())
          .all()
          .get();
      RunConfig few = ToldWorld.config(broker, "few.");

      assertThatThrownBy(() -> run(world.ofKafka(few, ReplayOrder.EVENT_TIME)))
          .isInstanceOf(CommandFailure.class)
          .hasMessageStartingWith("Topics 'few.browsing' and 'few.returns' are missing");
      assertThat(admin.listTopics().names().get()).doesNotContain("few.browsing", "few.returns");
    }
  }

  @Test
  @Order(6)
  void a_manifest_repeats_its_replay_when_more_has_come_and_refuses_when_some_is_gone()
      throws Exception {
    ToldWorld.produce(kafka, foreign());
    ReplayRequest again = again();
    assertThat(again.now()).isEqualTo(topics.now());
    run(again);
    for (OutTopic topic : SAID) {
      assertThat(lines(again, topic)).as(topic.topic()).isEqualTo(lines(topics, topic));
    }
    assertThat(manifest(again).input()).isEqualTo(manifest(topics).input());

    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin
          .deleteRecords(
              Map.of(new TopicPartition("t.browsing", 0), RecordsToDelete.beforeOffset(10)))
          .all()
          .get();
    }
    assertThatThrownBy(() -> run(again()))
        .isInstanceOf(CommandFailure.class)
        .hasMessageStartingWith("Partition t.browsing-0 has lost records of the replay's range")
        .hasMessageContaining("begins at offset 10");
  }

  private static ReplayRequest again() {
    return ManifestRequest.of(
        topics.output().resolve(ReplayManifest.FILE),
        config,
        world.fresh(),
        null,
        0,
        1,
        warning -> {
          throw new AssertionError(warning);
        });
  }

  private static ReplayManifest manifest(ReplayRequest request) {
    return ReplayManifest.read(request.output().resolve(ReplayManifest.FILE));
  }
}
