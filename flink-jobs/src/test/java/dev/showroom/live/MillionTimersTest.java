package dev.showroom.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.showroom.config.RunConfig;
import dev.showroom.core.History;
import dev.showroom.core.intake.Arrival;
import dev.showroom.core.intake.Intake;
import dev.showroom.core.outbound.Outbound;
import dev.showroom.schemas.Actor;
import dev.showroom.schemas.ActorKind;
import dev.showroom.schemas.BrowseAction;
import dev.showroom.schemas.BrowseEvent;
import dev.showroom.schemas.VisitAction;
import dev.showroom.schemas.VisitEvent;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.OutTopic;
import dev.showroom.stream.DetectorPipeline;
import dev.showroom.stream.FlinkSettings;
import dev.showroom.stream.GraphSettings;
import dev.showroom.stream.InitialPolicies;
import dev.showroom.stream.InitialRules;
import dev.showroom.stream.Leaving;
import dev.showroom.stream.OfferSettings;
import dev.showroom.stream.type.Packings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.StreamSupport;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.AbstractCheckpointStats;
import org.apache.flink.runtime.checkpoint.CheckpointStatsStatus;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.source.legacy.SourceFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Very many customers leave a store within the same millisecond, so that the timers of all of them
 * are due with one watermark, in one instance of the live job's graph with its settings.
 */
@Tag("faults")
@Timeout(1200)
class MillionTimersTest {
  private static final int MILLION = Integer.getInteger("showroom.faults.timers", 1_000_000);

  /** Of so many one has looked at the goods before, and gets an alert. */
  private static final int SHOWROOMER = 100;

  private static final int FAMILIES = 50;
  private static final long EXIT = Instant.parse("2026-02-10T12:00:00Z").toEpochMilli();
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final Duration EVERY = RunConfig.defaults().job().checkpointInterval();
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  @TempDir private Path home;

  @BeforeEach
  void open() {
    Shop.STEP.set(Shop.COMING);
    Shop.LEFT.set(0);
    Told.WATERMARK.set(Long.MIN_VALUE);
    Told.ALERTS.clear();
  }

  @Test
  void checkpoints_while_a_million_timers_fire_take_ten_seconds_at_the_most() throws Exception {
    Shop.CUSTOMERS.set(MILLION);
    try (MiniCluster flink = cluster()) {
      flink.start();
      JobID job = flink.submitJob(graph(null)).get().getJobID();
      long start = System.nanoTime();
      awaitAllIn(flink, job);
      double loaded = seconds(start);

      long from = System.currentTimeMillis();
      start = System.nanoTime();
      Shop.STEP.set(Shop.ALL_OUT);
      await("all timers have fired").atMost(PATIENCE).until(() -> Told.WATERMARK.get() >= EXIT);
      double fired = seconds(start);
      long until = System.currentTimeMillis();
      awaitCheckpointAfter(until, flink, job);

      List<AbstractCheckpointStats> meanwhile =
          checkpoints(flink, job).stream()
              .filter(one -> one.getTriggerTimestamp() >= from - EVERY.toMillis())
              .filter(one -> one.getTriggerTimestamp() <= until)
              .toList();
      List<Long> took =
          meanwhile.stream().map(AbstractCheckpointStats::getEndToEndDuration).sorted().toList();
      System.out.printf(
          "%,d customers in after %.0f s; their timers fired in %.1f s, with %d checkpoints of"
              + " %d ms in the median and %d ms at the most; %d records of others meanwhile%n",
          MILLION,
          loaded,
          fired,
          took.size(),
          took.get(took.size() / 2),
          took.get(took.size() - 1),
          Shop.OTHERS.get());
      assertThat(meanwhile)
          .as("more than one, each whole")
          .hasSizeGreaterThan(1)
          .allMatch(MillionTimersTest::isComplete);
      assertThat(took).allMatch(millis -> millis <= LONGEST.toMillis());
      awaitAlertsOf(MILLION);
      flink.cancelJob(job).get();
    }
  }

  @Test
  void what_a_savepoint_is_taken_amidst_is_told_once_by_the_two_jobs_together() throws Exception {
    int customers = MILLION / 10;
    Shop.CUSTOMERS.set(customers);
    try (MiniCluster flink = cluster()) {
      flink.start();
      JobID job = flink.submitJob(graph(null)).get().getJobID();
      awaitAllIn(flink, job);
      Shop.STEP.set(Shop.ALL_OUT);
      await("an alert").atMost(PATIENCE).until(() -> !Told.ALERTS.isEmpty());
      String savepoint =
          flink
              .stopWithSavepoint(
                  job,
                  home.resolve("savepoint").toUri().toString(),
                  false,
                  SavepointFormatType.CANONICAL)
              .get();
      flink.requestJobResult(job).get();
      int before = Told.ALERTS.size();
      System.out.printf("%d of %d alerts before the savepoint%n", before, customers / SHOWROOMER);
      assertThat(before).as("amidst").isLessThan(customers / SHOWROOMER);
      assertThat(Told.WATERMARK.get()).isLessThan(EXIT);

      job = flink.submitJob(graph(savepoint)).get().getJobID();
      awaitAlertsOf(customers);
      flink.cancelJob(job).get();
    }
  }

  /** And what is on its way has been taken by the operators as well. */
  private static void awaitAllIn(MiniCluster flink, JobID job) {
    await("all are in the store").atMost(PATIENCE).until(() -> Shop.STEP.get() == Shop.ALL_IN);
    awaitCheckpointAfter(System.currentTimeMillis(), flink, job);
  }

  private static void awaitCheckpointAfter(long time, MiniCluster flink, JobID job) {
    await("a checkpoint")
        .atMost(PATIENCE)
        .until(
            () ->
                checkpoints(flink, job).stream()
                    .anyMatch(one -> one.getTriggerTimestamp() > time && isComplete(one)));
  }

  /** Each once. */
  private static void awaitAlertsOf(int customers) {
    await("all timers have fired").atMost(PATIENCE).until(() -> Told.WATERMARK.get() >= EXIT);
    await("the alerts").until(() -> Told.ALERTS.size() >= customers / SHOWROOMER);
    assertThat(Told.ALERTS).hasSize(customers / SHOWROOMER).doesNotHaveDuplicates();
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private static boolean isComplete(AbstractCheckpointStats checkpoint) {
    return checkpoint.getStatus() == CheckpointStatsStatus.COMPLETED;
  }

  private static List<AbstractCheckpointStats> checkpoints(MiniCluster flink, JobID job)
      throws Exception {
    return StreamSupport.stream(
            flink
                .getExecutionGraph(job)
                .get()
                .getCheckpointStatsSnapshot()
                .getHistory()
                .getCheckpoints()
                .spliterator(),
            false)
        .toList();
  }

  private MiniCluster cluster() {
    Configuration settings = FlinkSettings.forEmbedded(1);
    settings.set(WebOptions.CHECKPOINTS_HISTORY_SIZE, 1_000);
    return new MiniCluster(
        new MiniClusterConfiguration.Builder()
            .setConfiguration(settings)
            .setNumSlotsPerTaskManager(1)
            .build());
  }

  /**
   * @param savepoint to go on from, or null
   */
  private JobGraph graph(String savepoint) {
    Configuration settings = LiveJob.settings(RunConfig.defaults());
    if (savepoint != null) {
      settings.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    }
    settings.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY, home.resolve("checkpoints").toUri().toString());
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(settings).setParallelism(1);
    Leaving leaving =
        DetectorPipeline.build(
            env.addSource(new Shop(), "shop", Packings.ARRIVAL.as(Arrival.class)).uid("shop"),
            GraphSettings.live(
                History.HORIZON,
                InitialRules.shipped(),
                OfferSettings.notSent(InitialPolicies.shipped())));
    leaving.records().union(leaving.ledger()).sinkTo(new Told()).uid("told");
    return env.getStreamGraph().getJobGraph();
  }

  /** All come, and wait for a word to leave; then others come by. */
  private static final class Shop implements SourceFunction<Arrival> {
    private static final long serialVersionUID = 1L;
    static final int COMING = 0;
    static final int ALL_IN = 1;
    static final int ALL_OUT = 2;
    static final AtomicInteger STEP = new AtomicInteger(COMING);
    static final AtomicInteger CUSTOMERS = new AtomicInteger();
    static final AtomicLong OTHERS = new AtomicLong();

    /** By the clock, after which event time goes on from there. */
    static final AtomicLong LEFT = new AtomicLong();

    private static final int AT_ONCE = 20;

    private transient Intake intake;
    private volatile boolean over;

    @Override
    public void run(SourceContext<Arrival> context) throws Exception {
      intake = new Intake(Duration.ZERO);
      int customers = CUSTOMERS.get();
      for (int i = 0; STEP.get() == COMING && i < customers && !over; i++) {
        synchronized (context.getCheckpointLock()) {
          String customer = "c-" + i;
          String family = "fam-" + i % FAMILIES;
          if (i % SHOWROOMER == 0) {
            for (int day = 1; day <= 3; day++) {
              context.collect(looks(customer, family, EXIT - day * DAY));
            }
          }
          context.collect(visits(customer, VisitAction.DEMO, family, EXIT - 10 * MINUTE));
          context.collect(visits(customer, VisitAction.EXIT, null, EXIT));
        }
      }
      STEP.compareAndSet(COMING, ALL_IN);
      while (STEP.get() == ALL_IN && !over) {
        Thread.sleep(50);
      }
      LEFT.compareAndSet(0, System.currentTimeMillis());
      while (!over) {
        synchronized (context.getCheckpointLock()) {
          long now = EXIT + System.currentTimeMillis() - LEFT.get();
          context.emitWatermark(new org.apache.flink.streaming.api.watermark.Watermark(now));
          for (int i = 1; i <= AT_ONCE; i++) {
            long other = OTHERS.incrementAndGet();
            // Half of them are of those who are just leaving.
            String customer = other % 2 == 0 ? "x-" + other : "c-" + other * 7 % customers;
            context.collect(looks(customer, "fam-" + other % FAMILIES, now + i));
          }
        }
        Thread.sleep(50);
      }
    }

    private Arrival looks(String customer, String sku, long time) {
      return arrival(
          InTopic.BROWSING,
          time,
          BrowseEvent.newBuilder()
              .setEventId("b-" + customer + "-" + time)
              .setEventTime(Instant.ofEpochMilli(time))
              .setActor(new Actor(ActorKind.CUSTOMER, customer))
              .setAction(BrowseAction.VIEW)
              .setSku(sku)
              .build());
    }

    private Arrival visits(String customer, VisitAction action, String sku, long time) {
      return arrival(
          InTopic.STORE_VISITS,
          time,
          new VisitEvent(
              "v-" + customer + "-" + action,
              Instant.ofEpochMilli(time),
              new Actor(ActorKind.CUSTOMER, customer),
              "st-1",
              action,
              sku,
              sku == null ? null : 150));
    }

    private Arrival arrival(InTopic topic, long time, SpecificRecord record) {
      return intake.accept(topic, "shop", new byte[1], time, raw -> record);
    }

    @Override
    public void cancel() {
      over = true;
    }
  }

  /** Notes whose alerts come, and how far all is decided. */
  private static final class Told implements Sink<Outbound> {
    private static final long serialVersionUID = 1L;
    static final AtomicLong WATERMARK = new AtomicLong(Long.MIN_VALUE);
    static final Queue<String> ALERTS = new ConcurrentLinkedQueue<>();

    @Override
    public SinkWriter<Outbound> createWriter(WriterInitContext context) {
      return new SinkWriter<>() {
        @Override
        public void write(Outbound outbound, Context any) {
          if (outbound.topic() == OutTopic.ALERTS) {
            ALERTS.add(outbound.key());
          }
        }

        @Override
        public void writeWatermark(Watermark watermark) {
          WATERMARK.set(watermark.getTimestamp());
        }

        @Override
        public void flush(boolean endOfInput) {
          // Nothing is held back.
        }

        @Override
        public void close() {
          // Nothing is open.
        }
      };
    }
  }
}
