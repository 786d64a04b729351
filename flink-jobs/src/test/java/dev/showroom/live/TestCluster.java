package dev.showroom.live;

import static org.awaitility.Awaitility.await;

import dev.showroom.cluster.ClusterWish;
import dev.showroom.cluster.LocalCluster;
import dev.showroom.config.RunConfig;
import dev.showroom.kafka.KafkaIo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/** A cluster of processes with a broker, and the packed job on it. */
final class TestCluster implements AutoCloseable {
  /** As the build packs it; the profile runs these tests after that. */
  private static final Path JAR = Path.of("target", "showroom-job.jar").toAbsolutePath();

  /** A JVM that lives for seconds is better off without its best compiler. */
  static final ClusterWish WISH =
      new ClusterWish(
          2,
          2,
          true,
          0,
          0,
          Map.of("env.java.opts.all", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"));

  final LocalCluster cluster;
  final Path directory;
  private final Path config;

  /**
   * @param job lines of the configuration's section {@code job}
   */
  static TestCluster start(Path directory, String job) throws IOException {
    LocalCluster cluster = new LocalCluster(directory);
    try {
      cluster.start(WISH, said -> System.out.println("cluster: " + said));
      return new TestCluster(cluster, directory, job);
    } catch (IOException | RuntimeException e) {
      cluster.stop();
      throw e;
    }
  }

  private TestCluster(LocalCluster cluster, Path directory, String job) throws IOException {
    this.cluster = cluster;
    this.directory = directory;
    this.config = directory.resolve("showroom.yaml");
    String made = Files.readString(config);
    Files.writeString(
        config,
        made.replaceFirst("checkpoint-interval: .*", "checkpoint-interval: 1s\n" + job)
            + """
            time:
              lateness-bound: %dh
              alignment-drift: 2h
              idle-after: 10s
            """
                .formatted(ClusterWorld.LATENESS.toHours()));
  }

  KafkaIo createTopics(int partitions) {
    RunConfig read =
        RunConfig.load(
            config,
            Map.of(
                "SHOWROOM_KAFKA_PARTITIONS",
                Integer.toString(partitions),
                "SHOWROOM_KAFKA_REPLICATION",
                "1"));
    LiveJob.check(read, true);
    return new KafkaIo(read.kafka().bootstrapServers().get(0), read.kafka().topics());
  }

  RunConfig config() {
    return RunConfig.load(config, Map.of());
  }

  /**
   * How long partitions that are quiet hold up the others. While history is read it has to be
   * longer than any of them is waited for, or what it holds is late.
   */
  void idleAfter(Duration time) throws IOException {
    Files.writeString(
        config,
        Files.readString(config)
            .replaceFirst("idle-after: .*", "idle-after: " + time.toSeconds() + "s"));
  }

  String submit(int parallelism) {
    return cluster.submit(
        null, parallelism, null, false, JAR, said -> System.out.println("cluster: " + said));
  }

  Path checkpoints() {
    return directory.resolve("state").resolve("checkpoints");
  }

  /** They stay when the test is over. */
  Path logs() {
    return directory.resolve("logs");
  }

  /** The highest number of a checkpoint that was begun, whole or not. */
  long begun() {
    return numbers(false);
  }

  /** The highest number of a checkpoint that is whole. */
  long whole() {
    return numbers(true);
  }

  private long numbers(boolean whole) {
    try (Stream<Path> jobs = Files.list(checkpoints())) {
      return jobs.flatMap(TestCluster::children)
          .filter(path -> path.getFileName().toString().matches("chk-\\d+"))
          .filter(path -> !whole || Files.exists(path.resolve("_metadata")))
          .mapToLong(path -> Long.parseLong(path.getFileName().toString().substring(4)))
          .max()
          .orElse(0);
    } catch (IOException | UncheckedIOException e) {
      return 0; // Looked at while it was being tidied.
    }
  }

  private static Stream<Path> children(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList().stream();
    } catch (IOException e) {
      return Stream.of();
    }
  }

  void awaitWholeAfter(long number, Duration patience) {
    await("a checkpoint after number " + number)
        .atMost(patience)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> whole() > number);
  }

  /** SIGKILL; what the supervisor has not started again yet cannot be killed. */
  boolean kill(String member) {
    ProcessHandle process = cluster.processes().get(member);
    return process != null && process.destroyForcibly();
  }

  @Override
  public void close() {
    cluster.stop();
  }
}
