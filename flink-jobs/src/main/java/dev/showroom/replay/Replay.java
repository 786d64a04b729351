package dev.showroom.replay;

import dev.showroom.common.Causes;
import dev.showroom.common.CommandFailure;
import dev.showroom.common.StagedDirectory;
import dev.showroom.files.StreamInputs;
import dev.showroom.schemas.codec.OutTopic;
import dev.showroom.stream.Counters;
import dev.showroom.stream.FlinkSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs history through the graph, in an embedded Flink; nothing leaves but files. */
public final class Replay {
  private static final long MILLIS_PER_LOOK = 1_000;

  /**
   * What came of a replay; the counts of lines in and out.
   *
   * @param remarks sentences on holes in the input
   */
  public record Summary(
      long recordsIn,
      long late,
      long dead,
      long alerts,
      long lateEvents,
      long deadLetters,
      double seconds,
      List<String> remarks) {}

  /** Is told how far the replay is, about once a second. */
  @FunctionalInterface
  public interface Progress {
    void told(long recordsIn, long alerts, double seconds);
  }

  private Replay() {}

  /** {@link #run} with the policies beside the streams, or the shipped one. */
  public static Summary run(
      Path input,
      Path output,
      ReplaySpan span,
      ReplayRules rules,
      int parallelism,
      Progress progress) {
    return run(input, output, span, rules, ReplayPolicies.of(input, null), parallelism, progress);
  }

  /**
   * Replays the streams of one directory into another.
   *
   * @throws CommandFailure where that does not work
   */
  public static Summary run(
      Path input,
      Path output,
      ReplaySpan span,
      ReplayRules rules,
      ReplayPolicies policies,
      int parallelism,
      Progress progress) {
    StreamInputs inputs = policies.streams(rules.streams(ReplayFiles.in(input, span)));
    return run(
        inputs,
        output,
        span,
        parallelism,
        progress,
        (env, directory) ->
            FileReplay.bind(env, inputs, span, rules.initial(), policies.initial(), directory));
  }

  /**
   * Likewise, deciding no offers, but with a {@link DeskTape} beside the files for desks to decide
   * by afterwards.
   */
  public static Summary runTaped(
      Path input,
      Path output,
      ReplaySpan span,
      ReplayRules rules,
      int parallelism,
      Progress progress) {
    StreamInputs inputs = ReplayPolicies.none().streams(rules.streams(ReplayFiles.in(input, span)));
    return run(
        inputs,
        output,
        span,
        parallelism,
        progress,
        (env, directory) -> FileReplay.bindTaped(env, inputs, span, rules.initial(), directory));
  }

  @FunctionalInterface
  private interface Binding {
    void bind(StreamExecutionEnvironment env, Path directory);
  }

  private static Summary run(
      StreamInputs inputs,
      Path output,
      ReplaySpan span,
      int parallelism,
      Progress progress,
      Binding binding) {
    long start = System.nanoTime();
    try (StagedDirectory staged = StagedDirectory.prepare(output)) {
      StreamExecutionEnvironment env =
          StreamExecutionEnvironment.createLocalEnvironment(
              parallelism, FlinkSettings.forReplay(parallelism));
      binding.bind(env, staged.path());
      JobExecutionResult result = await(env.executeAsync("showroom replay"), start, progress);
      // What must always be known is read from before the span, and is no reason to write anything.
      Long reached = result.getAccumulatorResult(Counters.REACHED);
      if (count(result, Counters.IN) == 0
          || reached != null && reached < span.from() && count(result, Counters.DEAD) == 0) {
        throw new CommandFailure("There is no record in the range asked for; nothing was written.");
      }
      Map<OutTopic, Long> lines = SortedLines.sortAll(staged.path());
      staged.publish();
      return new Summary(
          count(result, Counters.IN),
          count(result, Counters.LATE),
          count(result, Counters.DEAD),
          lines.get(OutTopic.ALERTS),
          lines.get(OutTopic.LATE_EVENTS),
          lines.get(OutTopic.DEAD_LETTERS),
          seconds(start),
          inputs.remarks());
    } catch (IOException e) {
      throw new CommandFailure("The replay's files could not be written: " + Causes.of(e) + ".", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("The replay was interrupted; nothing was written.", e);
    } catch (CommandFailure e) {
      throw e;
    } catch (Exception e) {
      throw new CommandFailure("The replay failed: " + Causes.root(e) + ".", e);
    }
  }

  /** Waits for a job's end, and tells meanwhile how far it is. */
  public static JobExecutionResult await(JobClient job, long start, Progress progress)
      throws InterruptedException, ExecutionException {
    while (true) {
      try {
        return job.getJobExecutionResult().get(MILLIS_PER_LOOK, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        tell(job, start, progress);
      }
    }
  }

  private static void tell(JobClient job, long start, Progress progress)
      throws InterruptedException {
    try {
      Map<String, Object> counts = job.getAccumulators().get();
      progress.told(
          (Long) counts.getOrDefault(Counters.IN, 0L),
          (Long) counts.getOrDefault(Counters.ALERTS, 0L),
          seconds(start));
    } catch (ExecutionException | IllegalStateException e) {
      // The job has just ended, and the embedded cluster with it: its result says the rest.
    }
  }

  private static long count(JobExecutionResult result, String counter) {
    Long value = result.getAccumulatorResult(counter);
    return value == null ? 0 : value;
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
