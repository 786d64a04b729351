package dev.showroom.live;

import dev.showroom.common.Causes;
import dev.showroom.common.CommandFailure;
import dev.showroom.config.RunConfig;
import dev.showroom.stream.FlinkSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The production job on a Kafka cluster: checks, settings, and where to go on from. */
public final class LiveJob {
  private static final String NAME = "showroom detector";

  private LiveJob() {}

  /** Checks the cluster, making topics that are missing where asked to. */
  public static void check(RunConfig config, boolean createTopics) {
    RunConfig.Kafka kafka = config.kafka();
    if (createTopics) {
      kafka
          .topics()
          .createMissing(kafka.clientProperties(), kafka.partitions(), kafka.replication());
    }
    kafka.topics().preflight(kafka.clientProperties(), kafka.transactionTimeout());
  }

  /** Submits the job to the Flink that the environment stands for. */
  public static JobClient submit(StreamExecutionEnvironment env, RunConfig config)
      throws Exception {
    env.configure(settings(config));
    KafkaBinding.bind(env, config);
    return env.executeAsync(NAME);
  }

  /**
   * Starts the job in an embedded Flink, from the newest checkpoint where there is one.
   *
   * @param restored is told the checkpoint that it goes on from
   */
  public static JobClient start(RunConfig config, java.util.function.Consumer<Path> restored)
      throws Exception {
    Configuration settings = FlinkSettings.forEmbedded(config.job().parallelism());
    Optional<Path> checkpoint = newestCheckpoint(config);
    checkpoint.ifPresent(
        path -> {
          settings.set(StateRecoveryOptions.SAVEPOINT_PATH, path.toUri().toString());
          restored.accept(path);
        });
    return submit(
        StreamExecutionEnvironment.createLocalEnvironment(config.job().parallelism(), settings),
        config);
  }

  private static Optional<Path> newestCheckpoint(RunConfig config) {
    URI uri = config.job().checkpointUri();
    if (!"file".equals(uri.getScheme())) {
      return Optional.empty();
    }
    try {
      return LatestCheckpoint.in(Path.of(uri));
    } catch (IOException e) {
      throw new CommandFailure(
          "The checkpoint directory " + Path.of(uri) + " cannot be read: " + Causes.of(e) + ".", e);
    }
  }

  private static Configuration settings(RunConfig config) {
    Configuration settings = FlinkSettings.forJob();
    if (!config.job().rocksdb()) {
      settings.set(StateBackendOptions.STATE_BACKEND, "hashmap");
    }
    settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, config.job().checkpointInterval());
    settings.set(
        CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
    settings.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY, config.job().checkpointUri().toString());
    settings.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
    settings.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
        Duration.ofMinutes(2));
    return settings;
  }
}
