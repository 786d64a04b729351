package dev.showroom.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.showroom.core.intake.Arrival;
import dev.showroom.core.intake.Intake;
import dev.showroom.core.outbound.Outbound;
import dev.showroom.schemas.Alert;
import dev.showroom.schemas.codec.AvroRecords;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.MalformedRecordException;
import dev.showroom.schemas.codec.OutTopic;
import dev.showroom.stream.DetectorPipeline;
import dev.showroom.stream.FlinkSettings;
import dev.showroom.stream.GraphSettings;
import dev.showroom.stream.Leaving;
import dev.showroom.stream.type.Packings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.source.legacy.SourceFunction;
import org.apache.flink.streaming.api.watermark.Watermark;

/**
 * The whole graph in an embedded Flink, on RocksDB, fed record by record and with watermarks where
 * the test says. One at a time: what it is fed with and what it tells is the JVM's.
 */
final class SteeredJob implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(150);
  private static final int PARALLELISM = 2;

  private final JobClient job;
  private long given;

  private SteeredJob(JobClient job) {
    this.job = job;
  }

  /**
   * @param savepoint to go on from, or null
   */
  static SteeredJob start(Path savepoint) throws Exception {
    Source.PENDING.clear();
    Source.DONE.set(0);
    Told.OUT.clear();
    Configuration settings = FlinkSettings.forReplay(PARALLELISM);
    if (savepoint != null) {
      settings.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint.toUri().toString());
    }
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(PARALLELISM, settings);
    Leaving leaving =
        DetectorPipeline.build(
            env.addSource(new Source(), "steered", Packings.ARRIVAL.as(Arrival.class))
                .uid("steered"),
            GraphSettings.shipped());
    leaving.records().union(leaving.ledger()).sinkTo(new Told()).uid("told");
    return new SteeredJob(env.executeAsync("steered"));
  }

  SteeredJob give(InTopic topic, long time, SpecificRecord record) {
    byte[] raw = record.toString().getBytes(StandardCharsets.UTF_8);
    Arrival arrival =
        new Intake(Duration.ZERO).accept(topic, "steered:" + given, raw, time, bytes -> record);
    assertThat(arrival.isDead()).as(arrival.detail()).isFalse();
    return push(arrival);
  }

  SteeredJob watermark(long time) {
    return push(time);
  }

  private SteeredJob push(Object one) {
    given++;
    Source.PENDING.add(one);
    return this;
  }

  /** A canonical savepoint of all that was given. */
  Path savepoint(Path directory) throws Exception {
    await("all is read").atMost(PATIENCE).until(() -> Source.DONE.get() == given);
    // A task may still be starting, and then there is none to be had.
    String path =
        await("a savepoint")
            .atMost(PATIENCE)
            .ignoreExceptionsInstanceOf(ExecutionException.class)
            .until(
                () ->
                    job.triggerSavepoint(
                            directory.toUri().toString(), SavepointFormatType.CANONICAL)
                        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS),
                Objects::nonNull);
    return Path.of(URI.create(path));
  }

  /** Alerts so far, of this run of the job. */
  static List<Alert> alerts(String customer) throws MalformedRecordException {
    List<Alert> alerts = new ArrayList<>();
    AvroRecords<Alert> reader = new AvroRecords<>(Alert.class);
    for (Outbound one : Told.OUT) {
      if (one.topic() == OutTopic.ALERTS && one.key().equals(customer)) {
        alerts.add(reader.read(one.value()));
      }
    }
    return alerts;
  }

  /** All that it has told so far, in this run of the job. */
  static List<Outbound> told() {
    return List.copyOf(Told.OUT);
  }

  @Override
  public void close() throws Exception {
    job.cancel().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    await("the job has ended")
        .atMost(PATIENCE)
        .until(() -> job.getJobExecutionResult().isCompletedExceptionally());
  }

  /** Sends on what was pushed; a time is a watermark. */
  private static final class Source implements SourceFunction<Arrival> {
    private static final long serialVersionUID = 1L;
    static final Queue<Object> PENDING = new ConcurrentLinkedQueue<>();
    static final AtomicLong DONE = new AtomicLong();
    private volatile boolean over;

    @Override
    public void run(SourceContext<Arrival> context) throws Exception {
      while (!over) {
        synchronized (context.getCheckpointLock()) {
          for (Object one = PENDING.poll(); one != null; one = PENDING.poll()) {
            if (one instanceof Arrival arrival) {
              context.collectWithTimestamp(arrival, arrival.time());
            } else {
              context.emitWatermark(new Watermark((Long) one));
            }
            DONE.incrementAndGet();
          }
        }
        Thread.sleep(5);
      }
    }

    @Override
    public void cancel() {
      over = true;
    }
  }

  private static final class Told implements Sink<Outbound> {
    private static final long serialVersionUID = 1L;
    static final Queue<Outbound> OUT = new ConcurrentLinkedQueue<>();

    @Override
    public SinkWriter<Outbound> createWriter(WriterInitContext context) {
      return new SinkWriter<>() {
        @Override
        public void write(Outbound outbound, Context context) {
          OUT.add(outbound);
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
