package dev.showroom.history;

import static dev.showroom.history.ToldWorld.TOPICS;
import static dev.showroom.history.ToldWorld.lines;
import static dev.showroom.history.ToldWorld.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.showroom.config.CouponKeys;
import dev.showroom.config.RunConfig;
import dev.showroom.core.policy.file.PolicyFiles;
import dev.showroom.core.rules.cel.RuleFiles;
import dev.showroom.kafka.EmbeddedBroker;
import dev.showroom.kafka.KafkaIo;
import dev.showroom.kafka.KafkaIo.Keyed;
import dev.showroom.live.LiveJob;
import dev.showroom.live.Seam;
import dev.showroom.replay.spool.ReplayOrder;
import dev.showroom.schemas.Alert;
import dev.showroom.schemas.CaseChange;
import dev.showroom.schemas.CouponChange;
import dev.showroom.schemas.CouponDecision;
import dev.showroom.schemas.CouponEvent;
import dev.showroom.schemas.CouponPolicyVersion;
import dev.showroom.schemas.ErasureRequest;
import dev.showroom.schemas.LateEvent;
import dev.showroom.schemas.RuleSetVersion;
import dev.showroom.schemas.ServiceCase;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.JsonRecords;
import dev.showroom.schemas.codec.OutTopic;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A deployment that begins with history: a replay of what is there, and a live job behind it. */
@Timeout(480)
class SeamTest {
  @TempDir private Path home;

  @Test
  void a_live_job_behind_a_savepoint_says_with_it_what_one_replay_of_all_says() throws Exception {
    ToldWorld world = new ToldWorld(home, 100, 30, 11);
    long end = world.timeAt(1);
    ReplayRequest whole = world.ofFiles(world.files(), ReplayOrder.EVENT_TIME);
    run(whole);

    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      broker.createTopics(TOPICS.definitions(1, 1));
      KafkaIo kafka = new KafkaIo(broker.bootstrapServers(), TOPICS);
      int half = world.events().size() / 2;
      ToldWorld.produce(kafka, world.events().subList(0, half));
      RunConfig config = config(broker);
      ReplayRequest before = ToldWorld.toSavepoint(world.ofKafka(config, ReplayOrder.EVENT_TIME));
      assertThat(run(before).manifest().savepoint()).startsWith("savepoint/");
      assertThat(lines(before, OutTopic.ALERTS)).hasSizeGreaterThan(10);

      ToldWorld.produce(kafka, world.events().subList(half, world.events().size()));
      kafka.produce(closing(world));
      List<String> restored = new ArrayList<>();
      JobClient job =
          LiveJob.start(config, () -> Seam.of(before.output(), config, said -> {}), restored::add);
      try {
        List<String> alerts =
            until(end, lines(whole, OutTopic.ALERTS), Alert::getDecidedAt, Alert.class);
        List<String> decisions =
            until(
                end,
                lines(whole, OutTopic.COUPON_DECISIONS),
                CouponDecision::getDecidedAt,
                CouponDecision.class);
        await("that all is said")
            .atMost(Duration.ofMinutes(4))
            .pollInterval(Duration.ofSeconds(1))
            .until(
                () -> {
                  return both(before, kafka, OutTopic.ALERTS, Alert.class, Alert::getDecidedAt, end)
                              .size()
                          >= alerts.size()
                      && both(
                                  before,
                                  kafka,
                                  OutTopic.COUPON_DECISIONS,
                                  CouponDecision.class,
                                  CouponDecision::getDecidedAt,
                                  end)
                              .size()
                          >= decisions.size();
                });
        assertThat(restored).hasSize(1);
        assertThat(kafka.read(OutTopic.LATE_EVENTS, LateEvent.class)).isEmpty();
        assertThat(both(before, kafka, OutTopic.ALERTS, Alert.class, Alert::getDecidedAt, end))
            .as("each revision once")
            .containsExactlyInAnyOrderElementsOf(alerts);
        assertThat(
                both(
                    before,
                    kafka,
                    OutTopic.COUPON_DECISIONS,
                    CouponDecision.class,
                    CouponDecision::getDecidedAt,
                    end))
            .as("each decision once")
            .containsExactlyInAnyOrderElementsOf(decisions);
      } finally {
        LiveJob.cancel(job, Duration.ofSeconds(20));
      }
    }
  }

  /** What the replay before the savepoint and the live job behind it said. */
  private static <T extends SpecificRecord> List<String> both(
      ReplayRequest before,
      KafkaIo kafka,
      OutTopic topic,
      Class<T> type,
      Function<T, Instant> at,
      long end)
      throws Exception {
    List<String> said = new ArrayList<>(until(end, lines(before, topic), at, type));
    kafka.read(topic, type).stream()
        .filter(record -> at.apply(record).toEpochMilli() <= end)
        .map(JsonRecords::write)
        .forEach(said::add);
    return said;
  }

  private static <T extends SpecificRecord> List<String> until(
      long end, List<String> lines, Function<T, Instant> at, Class<T> type) throws Exception {
    JsonRecords<T> records = new JsonRecords<>(SpecificData.get().getSchema(type));
    List<String> until = new ArrayList<>();
    for (String line : lines) {
      T record = records.read(line.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      if (at.apply(record).toEpochMilli() <= end) {
        until.add(line);
      }
    }
    return until;
  }

  /**
   * Something that happened a day after the last event, in each partition: event time passes it,
   * and nothing has to be taken for idle.
   */
  private static List<Keyed> closing(ToldWorld world) {
    Instant time = Instant.ofEpochMilli(world.timeAt(1)).plus(Duration.ofDays(1));
    Map<InTopic, SpecificRecord> last = new EnumMap<>(InTopic.class);
    world.events().forEach(event -> last.put(event.topic(), event.record()));
    last.putIfAbsent(
        InTopic.RULES,
        new RuleSetVersion("", time, "showroom", 9, time, ninth(RuleFiles.shippedText())));
    last.putIfAbsent(
        InTopic.COUPON_POLICY,
        new CouponPolicyVersion("", time, "showroom", 9, time, ninth(PolicyFiles.shippedText())));
    last.putIfAbsent(InTopic.ERASURES, new ErasureRequest("", time, "nobody"));
    last.putIfAbsent(
        InTopic.SERVICE_CASES,
        new ServiceCase("", time, "nobody", "case", CaseChange.CLOSED, null));
    last.putIfAbsent(
        InTopic.COUPON_EVENTS,
        CouponEvent.newBuilder()
            .setEventId("")
            .setEventTime(time)
            .setCouponId("none")
            .setChange(CouponChange.VIEWED)
            .build());
    List<Keyed> closing = new ArrayList<>();
    last.forEach(
        (topic, record) -> {
          SpecificRecord copy = SpecificData.get().deepCopy(record.getSchema(), record);
          copy.put(copy.getSchema().getField("eventId").pos(), "closing-" + topic);
          copy.put(copy.getSchema().getField("eventTime").pos(), time);
          closing.add(new Keyed(topic, "closing", copy));
        });
    assertThat(closing).hasSize(InTopic.values().length);
    return closing;
  }

  private static String ninth(String shipped) {
    return shipped.replaceFirst("(?m)^version: 1$", "version: 9");
  }

  private RunConfig config(EmbeddedBroker broker) throws Exception {
    RunConfig config = ToldWorld.config(broker);
    RunConfig.Time time = config.time();
    return new RunConfig(
        config.kafka(),
        new RunConfig.Time(
            time.latenessBound(),
            time.latenessBoundByStream(),
            time.correctionHorizon(),
            time.futureTolerance(),
            time.quietAfter(),
            // No partition is idle, however busy the machine is.
            Duration.ofMinutes(10),
            time.alignmentDrift()),
        new RunConfig.Job(2, home.resolve("state").toString(), Duration.ofSeconds(1), true),
        new RunConfig.Coupons(true, CouponKeys.writeFresh(home.resolve("keys"), 'A')));
  }
}
