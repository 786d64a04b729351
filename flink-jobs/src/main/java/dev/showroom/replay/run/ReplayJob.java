package dev.showroom.replay.run;

import dev.showroom.core.intake.Arrival;
import dev.showroom.core.outbound.Outbound;
import dev.showroom.stream.Counters;
import dev.showroom.stream.DetectorPipeline;
import dev.showroom.stream.FlinkSettings;
import dev.showroom.stream.GraphSettings;
import dev.showroom.stream.Leaving;
import dev.showroom.stream.OperatorId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Runs one bounded input through the graph, in an embedded Flink, to its end, to an early end that
 * is asked for, or to a savepoint.
 *
 * @param arrivals binds the input
 * @param sink binds what leaves; coupons are not in it
 * @param settings of the graph
 * @param emitFrom event time before which nothing is told; {@link Long#MIN_VALUE} for all
 * @param parallelism of the operators
 * @param records in the input; -1 where that is not known
 * @param savepoint directory for one when all of the input is in, or null
 */
public record ReplayJob(
    Function<StreamExecutionEnvironment, DataStream<Arrival>> arrivals,
    Consumer<DataStream<Outbound>> sink,
    GraphSettings settings,
    long emitFrom,
    int parallelism,
    long records,
    Path savepoint) {
  private static final long MILLIS_PER_LOOK = 500;

  /**
   * How far a job is.
   *
   * @param reached event time of the newest record, epoch milliseconds; {@link Long#MIN_VALUE}
   *     where there is none yet
   */
  public record State(long recordsIn, long alerts, long reached, double seconds) {}

  /**
   * What came of it.
   *
   * @param counts by the names of {@link Counters}
   * @param savepoint that was made, or null
   */
  public record Ended(Map<String, Long> counts, long reached, boolean stopped, Path savepoint) {
    public long count(String counter) {
      return counts.getOrDefault(counter, 0L);
    }
  }

  /** Builds the graph; nothing in it makes or sends coupons. */
  public void bind(StreamExecutionEnvironment env) {
    Leaving leaving = DetectorPipeline.build(arrivals.apply(env), settings);
    DataStream<Outbound> out =
        leaving.hasOffers() ? leaving.records().union(leaving.ledger()) : leaving.records();
    sink.accept(
        emitFrom == Long.MIN_VALUE
            ? out
            : OperatorId.WARMED_UP.on(out.filter(new EmittedFrom(emitFrom))));
  }

  /**
   * Runs it.
   *
   * @param stop whether an early end is asked for
   * @param stopFile by which the source is told so
   * @param progress is told about twice a second
   */
  public Ended run(BooleanSupplier stop, Path stopFile, Consumer<State> progress) throws Exception {
    long start = System.nanoTime();
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(
            parallelism, FlinkSettings.forReplay(parallelism));
    bind(env);
    JobClient job = env.executeAsync("showroom replay");
    boolean stopped = false;
    while (true) {
      try {
        Map<String, Object> counts =
            job.getJobExecutionResult()
                .get(MILLIS_PER_LOOK, TimeUnit.MILLISECONDS)
                .getAllAccumulatorResults();
        // Asked to stop when all was in already, it is whole.
        return ended(counts, stopped && taken(counts) != records, null);
      } catch (TimeoutException e) {
        if (!stopped && stop.getAsBoolean()) {
          stopped = true;
          Files.createFile(stopFile);
        }
        Map<String, Object> counts = counts(job);
        progress.accept(
            new State(
                number(counts, Counters.IN, 0),
                number(counts, Counters.ALERTS, 0),
                number(counts, Counters.REACHED, Long.MIN_VALUE),
                (System.nanoTime() - start) / 1e9));
        if (savepoint != null && (stopped || taken(counts) >= records)) {
          Path made = stop(job, stopped);
          return ended(
              stopped ? counts : job.getJobExecutionResult().get().getAllAccumulatorResults(),
              stopped,
              made);
        }
      }
    }
  }

  /** Without a drain: deadlines after the last record stay open, for another job to wait for. */
  private Path stop(JobClient job, boolean stopped)
      throws ExecutionException, InterruptedException {
    if (stopped) {
      job.cancel().get();
      return null;
    }
    String made =
        job.stopWithSavepoint(
                false, "file://" + savepoint.toAbsolutePath(), SavepointFormatType.CANONICAL)
            .get();
    return Path.of(made.replaceFirst("^file:/*", "/"));
  }

  private static Map<String, Object> counts(JobClient job) throws InterruptedException {
    try {
      return job.getAccumulators().get();
    } catch (ExecutionException | IllegalStateException e) {
      // The job has just ended, and the embedded cluster with it: its result says the rest.
      return Map.of();
    }
  }

  private static Ended ended(Map<String, Object> counts, boolean stopped, Path savepoint)
      throws IOException {
    Map<String, Long> numbers = new TreeMap<>();
    counts.forEach(
        (name, value) -> {
          if (value instanceof Long number) {
            numbers.put(name, number);
          }
        });
    Long reached = numbers.remove(Counters.REACHED);
    return new Ended(numbers, reached == null ? Long.MIN_VALUE : reached, stopped, savepoint);
  }

  /** How many records of the input came through, those that a warm-up leaves out among them. */
  private static long taken(Map<String, Object> counts) {
    return number(counts, Counters.IN, 0) + number(counts, Counters.LEFT_OUT, 0);
  }

  private static long number(Map<String, Object> counts, String name, long otherwise) {
    return counts.get(name) instanceof Long number ? number : otherwise;
  }
}
