package dev.showroom.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.showroom.config.RunConfig;
import dev.showroom.core.intake.Arrival;
import dev.showroom.kafka.EmbeddedBroker;
import dev.showroom.kafka.KafkaIo;
import dev.showroom.kafka.KafkaIo.Keyed;
import dev.showroom.kafka.Topics;
import dev.showroom.schemas.Actor;
import dev.showroom.schemas.ActorKind;
import dev.showroom.schemas.BrowseAction;
import dev.showroom.schemas.BrowseEvent;
import dev.showroom.schemas.VisitAction;
import dev.showroom.schemas.VisitEvent;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.stream.FlinkSettings;
import dev.showroom.stream.type.Packings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Topics of very different size, the small one of which comes slowly: how much of the large one has
 * to be held until event time passes it.
 */
@Timeout(240)
class LiveAlignmentTest {
  private static final Topics TOPICS = new Topics("t.");
  private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
  private static final Duration DRIFT = Duration.ofDays(1);
  private static final int DAYS = 5;
  private static final int LARGE = 40_000;
  private static final int SMALL = 40;

  private static final AtomicLong WATERMARK = new AtomicLong(Long.MIN_VALUE);
  private static final AtomicInteger SEEN = new AtomicInteger();
  private static final AtomicInteger MOST_HELD = new AtomicInteger();

  @Test
  void what_is_held_stays_within_the_drift_and_a_fifth_and_nothing_stalls() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      broker.createTopics(TOPICS.definitions(1, 1));
      KafkaIo kafka = new KafkaIo(broker.bootstrapServers(), TOPICS);
      List<Keyed> large = new ArrayList<>();
      for (int i = 0; i < LARGE; i++) {
        large.add(browse(i));
      }
      kafka.produce(large.subList(0, 1));

      StreamExecutionEnvironment env =
          StreamExecutionEnvironment.createLocalEnvironment(2, FlinkSettings.forEmbedded(2));
      KafkaBinding.arrivals(env, config(broker), OffsetsInitializer.earliest())
          .process(new Held())
          .returns(Packings.ARRIVAL.as(Arrival.class))
          .uid("held")
          .setParallelism(1)
          .sinkTo(new DiscardingSink<>())
          .uid("nowhere")
          .setParallelism(1);
      JobClient job = env.executeAsync("alignment");
      try {
        await("that the empty topics are idle, so that there is a watermark")
            .atMost(Duration.ofSeconds(90))
            .pollInterval(Duration.ofMillis(100))
            .until(
                () -> {
                  kafka.produce(List.of(visit(0)));
                  return WATERMARK.get() != Long.MIN_VALUE;
                });
        CompletableFuture<Void> loaded =
            CompletableFuture.runAsync(() -> kafka.produce(large.subList(1, LARGE)));
        for (int i = 1; i < SMALL; i++) {
          kafka.produce(List.of(visit(i)));
          TimeUnit.MILLISECONDS.sleep(100); // What is slow here is slow by the clock.
        }
        loaded.get();
        System.out.printf(
            "%d of %d read, held at most %d%n", SEEN.get(), LARGE + SMALL, MOST_HELD.get());
        await("that all is read")
            .atMost(Duration.ofSeconds(120))
            .until(() -> SEEN.get() >= LARGE + SMALL);
      } finally {
        LiveJob.cancel(job, Duration.ofSeconds(20));
      }
    }
    int inDrift = LARGE / DAYS;
    System.out.printf("held at most %.2f of the drift%n", MOST_HELD.get() / (double) inDrift);
    assertThat(MOST_HELD.get()).isBetween(inDrift / 2, inDrift * 12 / 10);
  }

  private static Instant at(double share) {
    return START.plusMillis((long) (share * Duration.ofDays(DAYS).toMillis()));
  }

  private static Keyed browse(int i) {
    return new Keyed(
        InTopic.BROWSING,
        "c",
        BrowseEvent.newBuilder()
            .setEventId("b-" + i)
            .setEventTime(at((double) i / LARGE))
            .setActor(new Actor(ActorKind.CUSTOMER, "c"))
            .setAction(BrowseAction.SEARCH)
            .build());
  }

  private static Keyed visit(int i) {
    return new Keyed(
        InTopic.STORE_VISITS,
        "c",
        VisitEvent.newBuilder()
            .setEventId("v-" + i)
            .setEventTime(at((double) i / SMALL))
            .setActor(new Actor(ActorKind.CUSTOMER, "c"))
            .setStoreId("st-1")
            .setAction(VisitAction.ENTER)
            .build());
  }

  private static RunConfig config(EmbeddedBroker broker) {
    RunConfig defaults = RunConfig.defaults();
    RunConfig.Kafka kafka = defaults.kafka();
    RunConfig.Time time = defaults.time();
    return new RunConfig(
        new RunConfig.Kafka(
            List.of(broker.bootstrapServers()),
            Map.of(),
            "t.",
            "t",
            kafka.startingOffsets(),
            kafka.transactionTimeout(),
            1,
            1),
        new RunConfig.Time(
            time.latenessBound(),
            time.latenessBoundByStream(),
            time.correctionHorizon(),
            time.futureTolerance(),
            time.quietAfter(),
            // The empty topics; the small one is never silent for so long.
            Duration.ofSeconds(3),
            DRIFT),
        defaults.job());
  }

  /** Counts the records that event time has not passed yet: what operators must hold. */
  private static final class Held extends ProcessFunction<Arrival, Arrival> {
    private static final long serialVersionUID = 1L;
    private transient PriorityQueue<Long> held;

    @Override
    public void processElement(Arrival arrival, Context context, Collector<Arrival> out) {
      if (held == null) {
        held = new PriorityQueue<>();
      }
      long watermark = context.timerService().currentWatermark();
      while (!held.isEmpty() && held.peek() <= watermark) {
        held.remove();
      }
      if (arrival.time() > watermark) {
        held.add(arrival.time());
      }
      WATERMARK.set(watermark);
      MOST_HELD.accumulateAndGet(held.size(), Math::max);
      SEEN.incrementAndGet();
    }
  }
}
