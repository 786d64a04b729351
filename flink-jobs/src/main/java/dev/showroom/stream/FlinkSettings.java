package dev.showroom.stream;

import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend.PriorityQueueStateType;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.rocksdb.CompressionType;

/** The Flink settings without which the graph would not be what it says it is. */
public final class FlinkSettings {
  /**
   * Of how many key groups state consists, for good: no more instances of an operator can share it.
   * Fixed, because Flink else derives it from the parallelism of the first start, and with it how
   * far the job can ever be rescaled.
   */
  public static final int MAX_PARALLELISM = 128;

  /** How long what leaves an operator may wait for more, in a run that nobody waits for. */
  private static final Duration REPLAY_BUFFER = Duration.ofMillis(100);

  private FlinkSettings() {}

  /** Whether somebody waits for each record: where buffers wait for more less than a replay's. */
  static boolean isInHurry(StreamExecutionEnvironment env) {
    long timeout = env.getBufferTimeout();
    // A negative one waits until the buffer is full.
    return timeout >= 0 && timeout < REPLAY_BUFFER.toMillis();
  }

  /**
   * How many subtasks each operator of a bounded run has if nobody says: half as many as there are
   * processors, as the operators of one subtask are threads beside each other, and no more than one
   * source keeps busy. What comes out is the same at any.
   */
  public static int replayParallelism() {
    return Math.min(8, Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
  }

  /** For every deployment: RocksDB, incremental checkpoints, no Kryo, no generated uids. */
  public static Configuration forJob() {
    Configuration settings = new Configuration();
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    settings.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    settings.set(PipelineOptions.OBJECT_REUSE, true);
    settings.set(PipelineOptions.MAX_PARALLELISM, MAX_PARALLELISM);
    settings.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ofMillis(50));
    settings.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    settings.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    // A key has one timer at the most: they fit on the heap, and RocksDB would pay a seek for each.
    settings.set(RocksDBOptions.TIMER_SERVICE_FACTORY, PriorityQueueStateType.HEAP);
    // Many keys are new, and of most all that is asked is whether they are.
    settings.set(RocksDBConfigurableOptions.USE_BLOOM_FILTER, true);
    return settings;
  }

  /** In addition, for a Flink that lives in this JVM. */
  public static Configuration forEmbedded(int parallelism) {
    Configuration settings = forJob();
    settings.set(
        TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(256L * parallelism));
    // Each of some sixty connections has a buffer of 32 KB from each subtask to each.
    MemorySize network = MemorySize.ofMebiBytes(Math.max(128L, 3L * parallelism * parallelism));
    settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, network);
    settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, network);
    settings.set(RestOptions.BIND_PORT, "0");
    settings.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
    return settings;
  }

  /** In addition, for a bounded run: a failure is told, not retried. */
  public static Configuration forReplay(int parallelism) {
    Configuration settings = forEmbedded(parallelism);
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
    settings.set(ExecutionOptions.BUFFER_TIMEOUT, REPLAY_BUFFER);
    if (parallelism <= 2) {
      // Who is ahead goes on while who is behind fires timers: no checkpoint waits for what queues.
      settings.set(TaskManagerOptions.MEMORY_SEGMENT_SIZE, new MemorySize(128 << 10));
    }
    // State lives for minutes on a local disk: compressing it costs more than it spares.
    settings.set(
        RocksDBConfigurableOptions.COMPRESSION_PER_LEVEL, List.of(CompressionType.NO_COMPRESSION));
    // Running counts travel with heartbeats: often enough for a progress line.
    settings.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofSeconds(1));
    return settings;
  }
}
