package dev.showroom.live;

import dev.showroom.common.Causes;
import dev.showroom.common.CommandFailure;
import dev.showroom.config.RunConfig;
import dev.showroom.files.Checkpoints;
import dev.showroom.files.Location;
import dev.showroom.live.push.PushLane;
import dev.showroom.live.push.PushSecret;
import dev.showroom.stream.FlinkSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The production job on a Kafka cluster: checks, settings, and where to go on from. */
public final class LiveJob {
  private static final String NAME = "showroom detector";

  /**
   * A watermark and the alert that it lets go pass three shuffles. Flink's default, 100 ms for
   * each, would be most of the time that an alert takes.
   */
  private static final Duration LONGEST_IN_BUFFER = Duration.ofMillis(10);

  private LiveJob() {}

  /**
   * Checks that codes can be signed, and then the cluster, making topics that are missing where
   * asked to.
   */
  public static void check(RunConfig config, boolean createTopics) {
    if (config.coupons().enabled()) {
      config.coupons().keys().read();
    }
    RunConfig.Kafka kafka = config.kafka();
    if (createTopics) {
      kafka
          .topics()
          .createMissing(kafka.clientProperties(), kafka.partitions(), kafka.replication());
    }
    if (config.push().isOn()) {
      PushSecret.of(config.push(), System.getenv());
    }
    kafka.topics().preflight(kafka.clientProperties(), kafka.transactionTimeout());
  }

  /** Submits the job to the Flink that the environment stands for. */
  public static JobClient submit(StreamExecutionEnvironment env, RunConfig config)
      throws Exception {
    return submit(env, config, LiveJob::bindAll);
  }

  /** What a job is made of; a test's may be less. */
  interface Graph {
    void bind(StreamExecutionEnvironment env, RunConfig config);
  }

  private static void bindAll(StreamExecutionEnvironment env, RunConfig config) {
    bindAll(env, config, KafkaBinding.startingOffsets(config.kafka()));
  }

  private static void bindAll(
      StreamExecutionEnvironment env, RunConfig config, OffsetsInitializer offsets) {
    KafkaBinding.bind(env, config, LiveRules.of(config), LivePolicies.of(config), offsets);
    if (config.push().isOn()) {
      PushLane.bind(env, config);
    }
  }

  private static JobClient submit(StreamExecutionEnvironment env, RunConfig config, Graph graph)
      throws Exception {
    env.configure(settings(config));
    graph.bind(env, config);
    return env.executeAsync(NAME);
  }

  /**
   * Starts the job in an embedded Flink, from the newest checkpoint where there is one.
   *
   * @param restored is told the checkpoint that it goes on from
   */
  public static JobClient start(RunConfig config, Consumer<String> restored) throws Exception {
    return start(config, restored, LiveJob::bindAll);
  }

  /**
   * Likewise; where there is no checkpoint yet, the job goes on from where a replay ended. Of its
   * state, only that of the replay's source is left behind.
   *
   * @param seam is asked only where there is no checkpoint
   * @param restored is told the checkpoint or the savepoint
   */
  public static JobClient start(RunConfig config, Supplier<Seam> seam, Consumer<String> restored)
      throws Exception {
    if (newestCheckpoint(config).isPresent()) {
      return start(config, restored);
    }
    Seam from = seam.get();
    Configuration settings = FlinkSettings.forEmbedded(config.job().parallelism());
    settings.set(StateRecoveryOptions.SAVEPOINT_PATH, from.savepoint().toUri().toString());
    settings.set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, true);
    restored.accept(from.savepoint().toString());
    return submit(config, settings, (env, same) -> bindAll(env, same, from.offsets()));
  }

  static JobClient start(RunConfig config, Consumer<String> restored, Graph graph)
      throws Exception {
    return start(config, FlinkSettings.forEmbedded(config.job().parallelism()), restored, graph);
  }

  /** {@link #start(RunConfig, Consumer)}, with Flink's temporary files in that directory. */
  public static JobClient start(
      RunConfig config, java.nio.file.Path temporary, Consumer<String> restored) throws Exception {
    Configuration settings = FlinkSettings.forEmbedded(config.job().parallelism());
    settings.set(CoreOptions.TMP_DIRS, temporary.toString());
    settings.set(WebOptions.TMP_DIR, temporary.toString());
    return start(config, settings, restored, LiveJob::bindAll);
  }

  private static JobClient start(
      RunConfig config, Configuration settings, Consumer<String> restored, Graph graph)
      throws Exception {
    newestCheckpoint(config)
        .ifPresent(
            checkpoint -> {
              settings.set(StateRecoveryOptions.SAVEPOINT_PATH, checkpoint.toString());
              restored.accept(told(checkpoint));
            });
    return submit(config, settings, graph);
  }

  /**
   * Submits the job to a Flink cluster: from the savepoint that the target names or, where it names
   * none, from the newest checkpoint.
   *
   * @param target where the cluster is, and the job's jar
   * @param restored is told the checkpoint that it goes on from
   */
  public static JobClient submitTo(
      Configuration target, RunConfig config, Consumer<String> restored) throws Exception {
    if (!target.contains(StateRecoveryOptions.SAVEPOINT_PATH)) {
      newestCheckpoint(config)
          .ifPresent(
              checkpoint -> {
                target.set(StateRecoveryOptions.SAVEPOINT_PATH, checkpoint.toString());
                restored.accept(told(checkpoint));
              });
    }
    target.set(CoreOptions.DEFAULT_PARALLELISM, config.job().parallelism());
    return submit(new StreamExecutionEnvironment(target), config, LiveJob::bindAll);
  }

  private static JobClient submit(RunConfig config, Configuration settings, Graph graph)
      throws Exception {
    return submit(
        StreamExecutionEnvironment.createLocalEnvironment(config.job().parallelism(), settings),
        config,
        graph);
  }

  /**
   * Cancels and waits for the end; {@link JobClient#cancel()} alone returns before it. A job that
   * hangs is given up in the end.
   *
   * @param patience with each of its answers
   */
  public static void cancel(JobClient job, Duration patience) {
    long seconds = patience.toSeconds();
    try {
      JobStatus status = job.getJobStatus().get(seconds, TimeUnit.SECONDS);
      if (!status.isGloballyTerminalState()) {
        job.cancel().get(seconds, TimeUnit.SECONDS);
        job.getJobExecutionResult().get(seconds, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      // The result of a cancelled job is an exception.
    }
  }

  private static Optional<Path> newestCheckpoint(RunConfig config) {
    Path directory = new Path(config.job().checkpointUri());
    Location.reach(java.nio.file.Path.of(directory.toString()));
    try {
      return LedgerTransactions.newestWhole(Checkpoints.newestFirst(directory), config.kafka());
    } catch (IOException e) {
      throw new CommandFailure(
          "The checkpoint directory " + told(directory) + " cannot be read: " + Causes.of(e) + ".",
          e);
    }
  }

  private static String told(Path path) {
    return path.toString().replaceFirst("^file:/*", "/");
  }

  private static Configuration settings(RunConfig config) {
    Configuration settings = FlinkSettings.forJob();
    if (!config.job().rocksdb()) {
      settings.set(StateBackendOptions.STATE_BACKEND, "hashmap");
    }
    settings.set(ExecutionOptions.BUFFER_TIMEOUT, LONGEST_IN_BUFFER);
    settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, config.job().checkpointInterval());
    settings.set(
        CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
    settings.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY, config.job().checkpointUri().toString());
    settings.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, longestCheckpoint(config));
    // The one before is there for a start whose newest has lost its transactions.
    settings.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 2);
    settings.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    settings.set(CheckpointingOptions.ENABLE_UNALIGNED, config.job().unalignedCheckpoints());
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
    settings.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
        Duration.ofSeconds(1));
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_BACKOFF_MULTIPLIER, 2.0);
    // The sum of ten waits is more than ten minutes, as it is said to be.
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_JITTER_FACTOR, 0.0);
    settings.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
        Duration.ofMinutes(2));
    settings.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
        config.job().restartResetAfter());
    return settings;
  }

  /** One that took longer would outlive the transactions that it is to commit. */
  private static Duration longestCheckpoint(RunConfig config) {
    Duration left = config.kafka().transactionTimeout().minus(config.job().checkpointInterval());
    Duration usual = CheckpointingOptions.CHECKPOINTING_TIMEOUT.defaultValue();
    Duration least = Duration.ofSeconds(1);
    return left.compareTo(usual) > 0 ? usual : left.compareTo(least) < 0 ? least : left;
  }
}
