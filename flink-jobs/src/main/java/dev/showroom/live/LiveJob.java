package dev.showroom.live;

import dev.showroom.common.Causes;
import dev.showroom.common.CommandFailure;
import dev.showroom.config.RunConfig;
import dev.showroom.core.push.PushReports;
import dev.showroom.files.Checkpoints;
import dev.showroom.files.Location;
import dev.showroom.live.push.PushLane;
import dev.showroom.live.push.PushSecret;
import dev.showroom.registry.SchemaRegistry;
import dev.showroom.savepoint.SavedState;
import dev.showroom.stream.FlinkSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The production job on a Kafka cluster: checks, settings, and where to go on from. */
public final class LiveJob {
  private static final Logger LOG = LoggerFactory.getLogger(LiveJob.class);
  private static final String NAME = "showroom detector";

  /**
   * A watermark and the alert that it lets go pass three shuffles. Flink's default, 100 ms for
   * each, would be most of the time that an alert takes.
   */
  private static final Duration LONGEST_IN_BUFFER = Duration.ofMillis(10);

  /** A disk that is full for a moment is no reason to begin again where the last one was. */
  private static final int CHECKPOINTS_THAT_MAY_FAIL = 2;

  private static final List<ConfigOption<?>> RESTARTS =
      List.of(
          RestartStrategyOptions.RESTART_STRATEGY,
          RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
          RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_BACKOFF_MULTIPLIER,
          RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
          RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD);

  private LiveJob() {}

  /** {@link #check(RunConfig, boolean, Consumer)}, with the warnings in the log. */
  public static void check(RunConfig config, boolean createTopics) {
    check(config, createTopics, LOG::warn);
  }

  /**
   * Checks what the configuration names, all at once, and then the cluster and its schema registry,
   * making topics that are missing where asked to.
   *
   * @param warn is told a sentence for each setting by which something may be lost
   * @throws CommandFailure that tells everything that is wrong with files and secrets, or else the
   *     first that is with the cluster
   */
  public static void check(RunConfig config, boolean createTopics, Consumer<String> warn) {
    requireNamed(config);
    RunConfig.Kafka kafka = config.kafka();
    if (createTopics) {
      kafka
          .topics()
          .createMissing(kafka.clientProperties(), kafka.partitions(), kafka.replication());
    }
    kafka
        .topics()
        .preflight(kafka.clientProperties(), LivePermissions.of(config), kafka.transactionTimeout())
        .forEach(warn);
    if (config.push().isOn()) {
      SchemaRegistry.wireForm(kafka, PushReports.STREAMS);
    }
    SchemaRegistry.outputForm(kafka);
  }

  private static void requireNamed(RunConfig config) {
    List<Runnable> checks = new ArrayList<>();
    if (config.coupons().enabled()) {
      checks.add(() -> config.coupons().keys().read());
    }
    if (config.push().isOn()) {
      checks.add(() -> PushSecret.of(config.push(), System.getenv()));
    }
    checks.add(() -> LiveRules.configured(config));
    checks.add(() -> LivePolicies.configured(config));
    List<CommandFailure> failures = new ArrayList<>();
    for (Runnable check : checks) {
      try {
        check.run();
      } catch (CommandFailure e) {
        failures.add(e);
      }
    }
    if (failures.size() == 1) {
      throw failures.get(0);
    }
    if (!failures.isEmpty()) {
      throw new CommandFailure(
          failures.stream()
              .map(Throwable::getMessage)
              .collect(
                  Collectors.joining(
                      "\n  ",
                      "The configuration names " + failures.size() + " wrong things:\n  ",
                      "")));
    }
  }

  /** Submits the job to the Flink that the environment stands for. */
  public static JobClient submit(StreamExecutionEnvironment env, RunConfig config)
      throws Exception {
    if (config.coupons().enabled()) {
      LedgerTransactions.abortForeign(config.kafka());
    }
    return submit(env, config, LiveJob::bindAll);
  }

  /** What a job is made of; a test's may be less. */
  interface Graph {
    void bind(StreamExecutionEnvironment env, RunConfig config);
  }

  private static void bindAll(StreamExecutionEnvironment env, RunConfig config) {
    bindAll(env, config, new NoGaps(KafkaBinding.startingOffsets(config.kafka())));
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
    Configuration settings = settings(config);
    keep(env.getConfiguration(), settings);
    env.configure(settings);
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
   * Likewise; of the input that the brokers deleted before it was read, the job goes on behind it.
   */
  public static JobClient startBehindLostInput(RunConfig config, Consumer<String> restored)
      throws Exception {
    return start(
        config, restored, (env, same) -> bindAll(env, same, OffsetsInitializer.earliest()));
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
    if (config.coupons().enabled()) {
      LedgerTransactions.abortOthers(Optional.empty(), config.kafka());
    }
    Configuration settings = FlinkSettings.forEmbedded(config.job().parallelism());
    SavedState.check(from.savepoint().toUri().toString());
    settings.set(StateRecoveryOptions.SAVEPOINT_PATH, from.savepoint().toUri().toString());
    settings.set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, true);
    restored.accept(from.savepoint().toString());
    return submit(config, settings, (env, same) -> bindAll(env, same, new NoGaps(from.offsets())));
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
    Optional<Path> newest = newestCheckpoint(config);
    newest.ifPresent(
        checkpoint -> {
          SavedState.check(checkpoint.toString());
          settings.set(StateRecoveryOptions.SAVEPOINT_PATH, checkpoint.toString());
          restored.accept(told(checkpoint));
        });
    if (config.coupons().enabled()) {
      LedgerTransactions.abortOthers(newest, config.kafka());
    }
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
                SavedState.check(checkpoint.toString());
                target.set(StateRecoveryOptions.SAVEPOINT_PATH, checkpoint.toString());
                restored.accept(told(checkpoint));
              });
    }
    target.set(CoreOptions.DEFAULT_PARALLELISM, config.job().parallelism());
    return submit(new StreamExecutionEnvironment(target), config, LiveJob::bindAll);
  }

  private static JobClient submit(RunConfig config, Configuration settings, Graph graph)
      throws Exception {
    Prometheus.report(config.metrics(), settings);
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
   * @return whether it was this that ended it
   */
  public static boolean cancel(JobClient job, Duration patience) {
    long seconds = patience.toSeconds();
    boolean stopped = false;
    try {
      JobStatus status = job.getJobStatus().get(seconds, TimeUnit.SECONDS);
      if (!status.isGloballyTerminalState()) {
        stopped = true;
        job.cancel().get(seconds, TimeUnit.SECONDS);
        job.getJobExecutionResult().get(seconds, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      // The result of a cancelled job is an exception.
    }
    return stopped;
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

  static Configuration settings(RunConfig config) {
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
    settings.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, CHECKPOINTS_THAT_MAY_FAIL);
    restarts(settings, config.job().restartResetAfter());
    settings.set(CheckpointingOptions.ENABLE_UNALIGNED, config.job().unalignedCheckpoints());
    return settings;
  }

  /**
   * The first at once, as most failures are over with it; then ever more slowly, so that a record
   * that fails always takes no more than ten restarts in ten minutes. What runs for so long begins
   * anew.
   */
  private static void restarts(Configuration settings, Duration resetAfter) {
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
    settings.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
        Duration.ofSeconds(1));
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_BACKOFF_MULTIPLIER, 3.0);
    settings.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
        Duration.ofMinutes(2));
    settings.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
        resetAfter);
  }

  /** How a cluster's own configuration says that jobs are started again goes before. */
  private static void keep(ReadableConfig cluster, Configuration settings) {
    RESTARTS.forEach(option -> keep(option, cluster, settings));
  }

  private static <T> void keep(
      ConfigOption<T> option, ReadableConfig cluster, Configuration settings) {
    cluster.getOptional(option).ifPresent(value -> settings.set(option, value));
  }

  /**
   * As many as may fail one after the other until the job restarts must not outlive, all together,
   * the transactions that the next is to commit.
   */
  private static Duration longestCheckpoint(RunConfig config) {
    Duration left =
        config
            .kafka()
            .transactionTimeout()
            .dividedBy(CHECKPOINTS_THAT_MAY_FAIL + 1)
            .minus(config.job().checkpointInterval());
    Duration usual = CheckpointingOptions.CHECKPOINTING_TIMEOUT.defaultValue();
    Duration least = Duration.ofSeconds(1);
    return left.compareTo(usual) > 0 ? usual : left.compareTo(least) < 0 ? least : left;
  }
}
