package dev.showroom.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.intake.Arrival;
import dev.showroom.core.outbound.Outbound;
import dev.showroom.replay.ReplayedWorld.Result;
import dev.showroom.schemas.Alert;
import dev.showroom.schemas.CouponDecision;
import dev.showroom.schemas.Outcome;
import dev.showroom.schemas.codec.AvroRecords;
import dev.showroom.schemas.codec.JsonRecords;
import dev.showroom.schemas.codec.MalformedRecordException;
import dev.showroom.schemas.codec.OutTopic;
import dev.showroom.simulate.FileOptions;
import dev.showroom.stream.DetectorPipeline;
import dev.showroom.stream.FlinkSettings;
import dev.showroom.stream.GraphSettings;
import dev.showroom.stream.KeyMemory;
import dev.showroom.stream.Leaving;
import dev.showroom.stream.Pace;
import dev.showroom.stream.type.Packings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job fails in the middle, more than once, and goes on from its checkpoints; its timers fire
 * one at a time, with input between, so that many a checkpoint is amidst those of one watermark.
 */
@Timeout(240)
class RestoredJobTest {
  private static final int FAILURES = 3;

  @TempDir private Path home;

  @BeforeEach
  void forget() {
    Crashes.reset();
    Idempotent.reset();
  }

  @Test
  void crashes_do_not_show_in_alerts_decisions_and_outcomes() throws Exception {
    ReplayedWorld world = new ReplayedWorld(home, 150, 30, 11);
    Path input = world.write(FileOptions.PLAIN);
    Result undisturbed = world.replay(input);
    Crashes.every = world.events() / (FAILURES + 1);

    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(2, settings());
    // Slow enough that there are checkpoints to go back to.
    DataStream<Arrival> arrivals =
        FileReplay.arrivals(env, ReplayFiles.in(input), world.speed(250_000))
            .map(new Crashes())
            .returns(Packings.ARRIVAL.as(Arrival.class))
            .uid("crashes")
            .name("crashes");
    Leaving leaving = DetectorPipeline.build(arrivals, oneTimerAtATime());
    leaving.records().union(leaving.ledger()).sinkTo(new Idempotent()).uid("idempotent");
    env.execute("crashing");

    assertThat(Crashes.SO_FAR).hasValue(FAILURES);
    assertThat(Crashes.RESTORED).hasValueGreaterThanOrEqualTo(FAILURES);
    assertThat(Idempotent.CONTRADICTIONS).isEmpty();
    for (OutTopic topic : Idempotent.TAKEN) {
      assertThat(Idempotent.LINES.get(topic).values())
          .as(topic.topic())
          .hasSizeGreaterThan(topic == OutTopic.ALERTS ? 20 : 12)
          .containsExactlyInAnyOrderElementsOf(undisturbed.lines(topic));
    }
    assertThat(Idempotent.OTHERS).as("late or dead").isEmpty();
  }

  private static GraphSettings oneTimerAtATime() {
    GraphSettings shipped = GraphSettings.shipped();
    return new GraphSettings(
        shipped.correctionHorizon(),
        shipped.rules(),
        shipped.offers(),
        shipped.figuresEvery(),
        new KeyMemory(shipped.memory().bytes(), new Pace(Duration.ZERO, Duration.ofMillis(2))));
  }

  private Configuration settings() {
    Configuration settings = FlinkSettings.forReplay(2);
    settings.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(100));
    settings.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY, home.resolve("checkpoints").toUri().toString());
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 100);
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10));
    return settings;
  }

  /** Fails after so many records and a checkpoint; what it counts survives it, as a test's own. */
  private static final class Crashes
      implements MapFunction<Arrival, Arrival>, CheckpointListener, CheckpointedFunction {
    private static final long serialVersionUID = 1L;
    static final AtomicInteger SO_FAR = new AtomicInteger();
    static final AtomicInteger RESTORED = new AtomicInteger();
    static final AtomicLong RECORDS = new AtomicLong();
    static final AtomicLong CHECKPOINT = new AtomicLong();
    static final AtomicLong CRASHED_AFTER = new AtomicLong();
    static volatile long every = Long.MAX_VALUE;

    static void reset() {
      SO_FAR.set(0);
      RESTORED.set(0);
      RECORDS.set(0);
      CHECKPOINT.set(0);
      CRASHED_AFTER.set(0);
    }

    @Override
    public Arrival map(Arrival arrival) {
      long seen = RECORDS.incrementAndGet();
      int crashes = SO_FAR.get();
      if (crashes < FAILURES
          && seen > every * (crashes + 1)
          && CHECKPOINT.get() > CRASHED_AFTER.get()
          && SO_FAR.compareAndSet(crashes, crashes + 1)) {
        CRASHED_AFTER.set(CHECKPOINT.get());
        throw new IllegalStateException("a crash that the test asked for");
      }
      return arrival;
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) {
      CHECKPOINT.accumulateAndGet(checkpoint, Math::max);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {
      // Nothing of its own.
    }

    @Override
    public void initializeState(FunctionInitializationContext context) {
      if (context.isRestored()) {
        RESTORED.incrementAndGet();
      }
    }
  }

  /** Takes each alert revision, decision and outcome once; a second one must say the same. */
  private static final class Idempotent implements Sink<Outbound> {
    private static final long serialVersionUID = 1L;
    static final Set<OutTopic> TAKEN =
        EnumSet.of(OutTopic.ALERTS, OutTopic.COUPON_DECISIONS, OutTopic.OUTCOMES);
    static final Map<OutTopic, Map<String, String>> LINES = new ConcurrentHashMap<>();
    static final Queue<String> CONTRADICTIONS = new ConcurrentLinkedQueue<>();
    static final Queue<String> OTHERS = new ConcurrentLinkedQueue<>();

    static void reset() {
      TAKEN.forEach(topic -> LINES.put(topic, new ConcurrentHashMap<>()));
      CONTRADICTIONS.clear();
      OTHERS.clear();
    }

    @Override
    public SinkWriter<Outbound> createWriter(WriterInitContext context) {
      return new SinkWriter<>() {
        @Override
        public void write(Outbound outbound, Context context) {
          take(outbound);
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

    private static void take(Outbound outbound) {
      if (outbound.topic() == OutTopic.INSIGHTS) {
        return;
      }
      if (!TAKEN.contains(outbound.topic())) {
        OTHERS.add(outbound.topic() + " " + outbound.key());
        return;
      }
      try {
        SpecificRecord record =
            new AvroRecords<>(outbound.topic().recordClass()).read(outbound.value());
        String line = JsonRecords.write(record);
        String before = LINES.get(outbound.topic()).put(idOf(record), line);
        if (before != null && !before.equals(line)) {
          CONTRADICTIONS.add(before + "\n" + line);
        }
      } catch (MalformedRecordException e) {
        CONTRADICTIONS.add(e.getMessage());
      }
    }

    private static String idOf(SpecificRecord record) {
      if (record instanceof Alert alert) {
        return alert.getAlertId() + "#" + alert.getRevision();
      } else if (record instanceof Outcome outcome) {
        return outcome.getDecisionId() + "#" + outcome.getRevision();
      }
      return ((CouponDecision) record).getDecisionId();
    }
  }
}
