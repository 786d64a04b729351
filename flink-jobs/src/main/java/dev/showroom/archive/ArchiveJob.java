package dev.showroom.archive;

import dev.showroom.common.Causes;
import dev.showroom.common.CommandFailure;
import dev.showroom.common.StagedDirectory;
import dev.showroom.config.RunConfig;
import dev.showroom.core.intake.ArchivedRecord;
import dev.showroom.files.Checkpoints;
import dev.showroom.files.Location;
import dev.showroom.files.QuietDays;
import dev.showroom.kafka.Permission;
import dev.showroom.kafka.Topics;
import dev.showroom.registry.SchemaRegistry;
import dev.showroom.replay.Replay;
import dev.showroom.stream.Counters;
import dev.showroom.stream.FlinkSettings;
import dev.showroom.stream.OperatorId;
import dev.showroom.stream.type.Packings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Kafka topics into dated folders, in an embedded Flink; whole or not at all, or for ever. */
public final class ArchiveJob {
  /** Beside the archive that it belongs to; readers pass over what begins with a dot. */
  static final String STATE = ".archive-state";

  /**
   * A backlog passes many dates in little time, and the file of each is open up to the next
   * checkpoint.
   */
  private static final Duration CATCHING_UP = Duration.ofSeconds(2);

  /** What follows is of few dates: fewer files matter more than open ones. */
  private static final Duration FOLLOWING = Duration.ofSeconds(20);

  private ArchiveJob() {}

  /**
   * Archives what the topics hold now. Nothing is left behind where that fails, if the directory is
   * a local one.
   *
   * @throws CommandFailure one sentence, where that does not work
   */
  public static ArchiveSummary upToNow(
      RunConfig config, ArchiveOrder order, java.nio.file.Path output, Replay.Progress progress) {
    preflight(config, order);
    Location.reach(output);
    if (Location.isRemote(output)) {
      requireEmpty(output);
      return requireAny(run(config, order, Location.of(output), progress));
    }
    try (StagedDirectory staged = StagedDirectory.prepare(output)) {
      ArchiveSummary summary = requireAny(run(config, order, Location.of(staged.path()), progress));
      staged.publish();
      return summary;
    }
  }

  private static ArchiveSummary requireAny(ArchiveSummary summary) {
    if (summary.records() + summary.dead() == 0) {
      throw new CommandFailure("There is no record in the range asked for; nothing was written.");
    }
    return summary;
  }

  private static ArchiveSummary run(
      RunConfig config, ArchiveOrder order, Path directory, Replay.Progress progress) {
    long start = System.nanoTime();
    try {
      Configuration settings = settings(config);
      // A failure is told, not retried: what was written so far goes with it.
      settings.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
      settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CATCHING_UP);
      StreamExecutionEnvironment env =
          StreamExecutionEnvironment.createLocalEnvironment(config.job().parallelism(), settings);
      bind(env, config, order, directory, true);
      JobExecutionResult result =
          Replay.await(env.executeAsync("showroom archive"), start, progress);
      QuietDays.mark(directory);
      return new ArchiveSummary(
          Admission.count(result, Counters.IN),
          Admission.count(result, Counters.DEAD),
          (System.nanoTime() - start) / 1e9,
          List.of());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("The archiving was interrupted.", e);
    } catch (ExecutionException e) {
      throw new CommandFailure("The archiving failed: " + Causes.root(e) + ".", e);
    } catch (CommandFailure e) {
      throw e;
    } catch (Exception e) {
      throw new CommandFailure("The archiving could not be started: " + Causes.root(e) + ".", e);
    }
  }

  /**
   * Starts a job that archives whatever comes, from where an earlier one of the same directory
   * stopped.
   *
   * @param restored is told the checkpoint that it goes on from
   * @throws CommandFailure one sentence, where that does not work
   */
  public static JobClient follow(
      RunConfig config, ArchiveOrder order, java.nio.file.Path output, Consumer<String> restored) {
    preflight(config, order);
    Location.reach(output);
    Path directory = Location.of(output);
    Path state = new Path(directory, STATE);
    try {
      Configuration settings = settings(config);
      settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, config.job().checkpointInterval());
      settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, state.toString());
      settings.set(
          CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
          ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
      settings.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
      Checkpoints.newestFirst(state).stream()
          .findFirst()
          .ifPresent(
              checkpoint -> {
                settings.set(StateRecoveryOptions.SAVEPOINT_PATH, checkpoint.toString());
                restored.accept(checkpoint.toString());
              });
      StreamExecutionEnvironment env =
          StreamExecutionEnvironment.createLocalEnvironment(config.job().parallelism(), settings);
      bind(env, config, order, directory, false);
      return env.executeAsync("showroom archive");
    } catch (Exception e) {
      throw new CommandFailure("The archiving could not be started: " + Causes.root(e) + ".", e);
    }
  }

  private static Configuration settings(RunConfig config) {
    Configuration settings = FlinkSettings.forReplay(config.job().parallelism());
    // Offsets and the names of files: nothing that would fill a heap.
    settings.set(StateBackendOptions.STATE_BACKEND, "hashmap");
    return settings;
  }

  private static void preflight(RunConfig config, ArchiveOrder order) {
    Topics.require(
        config.kafka().clientProperties(),
        topics(config, order).stream().map(Permission::read).toList());
  }

  private static List<String> topics(RunConfig config, ArchiveOrder order) {
    return order.streams().stream().map(name -> config.kafka().topicPrefix() + name).toList();
  }

  static void bind(
      StreamExecutionEnvironment env,
      RunConfig config,
      ArchiveOrder order,
      Path directory,
      boolean upToNow) {
    Properties client = new Properties();
    client.putAll(config.kafka().clientProperties());
    KafkaSourceBuilder<ArchivedRecord> source =
        KafkaSource.<ArchivedRecord>builder()
            .setProperties(client)
            .setProperty("isolation.level", "read_committed")
            .setProperty("commit.offsets.on.checkpoint", "false")
            .setGroupId(config.kafka().consumerGroup() + "-archive")
            .setTopics(topics(config, order))
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setDeserializer(
                new ArchiveDeserializer(
                    config.kafka().topicPrefix(),
                    config.time().futureTolerance(),
                    SchemaRegistry.writers(config.kafka())));
    if (upToNow) {
      source.setBounded(OffsetsInitializer.latest());
    }
    // One chain from partition to file: nothing changes the order of a partition.
    OperatorId.SINK.on(
        OperatorId.DECODE
            .on(
                OperatorId.SOURCE
                    .on(
                        env.fromSource(
                            source.build(),
                            WatermarkStrategy.noWatermarks(),
                            OperatorId.SOURCE.title(),
                            Packings.ARCHIVED_RECORD.as(ArchivedRecord.class)))
                    .filter(new Admission(order)))
            .sinkTo(ArchiveSink.of(directory, order.form(), upToNow ? CATCHING_UP : FOLLOWING)));
  }

  private static void requireEmpty(java.nio.file.Path output) {
    try {
      Path directory = Location.of(output);
      if (directory.getFileSystem().exists(directory)
          && directory.getFileSystem().listStatus(directory).length > 0) {
        throw new CommandFailure(
            "The output directory '" + directory + "' is not empty; name another.");
      }
    } catch (IOException e) {
      throw new CommandFailure("The output cannot be written: " + Causes.of(e) + ".", e);
    }
  }
}
