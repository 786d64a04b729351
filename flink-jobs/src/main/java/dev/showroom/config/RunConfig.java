package dev.showroom.config;

import dev.showroom.common.CommandFailure;
import dev.showroom.common.Secrets;
import dev.showroom.kafka.Topics;
import dev.showroom.schemas.codec.InTopic;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What {@code run --config} says, checked. Each option is described in {@link Options} and in
 * {@code docs/configuration.md}. Printing it tells no secret.
 */
public record RunConfig(
    Kafka kafka, Time time, Job job, Coupons coupons, Metrics metrics, Push push)
    implements Serializable {
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  /** For whoever only wants alerts: without coupons, and so without a key. */
  public RunConfig(Kafka kafka, Time time, Job job) {
    this(kafka, time, job, new Coupons(false, new CouponKeys("")));
  }

  /** Without a provider to push coupons to. */
  public RunConfig(Kafka kafka, Time time, Job job, Coupons coupons) {
    this(kafka, time, job, coupons, Push.none());
  }

  /** With figures told nowhere but in Flink. */
  public RunConfig(Kafka kafka, Time time, Job job, Coupons coupons, Push push) {
    this(kafka, time, job, coupons, new Metrics(0), push);
  }

  /** Every option at its default. */
  public static RunConfig defaults() {
    return OptionValues.config(Map.of());
  }

  /**
   * Reads the file and then the environment, which has the last word.
   *
   * @throws CommandFailure that tells everything that is wrong, at once
   */
  public static RunConfig load(Path file, Map<String, String> environment) {
    return RunConfigReader.read(file, environment);
  }

  public static RunConfig load(Path file) {
    return load(file, System.getenv());
  }

  /**
   * The cluster, and what is read from it and written to it.
   *
   * @param secretProperties go with {@code properties}, and their values are in a file
   */
  public record Kafka(
      List<String> bootstrapServers,
      Map<String, String> properties,
      SecretProperties secretProperties,
      String topicPrefix,
      String consumerGroup,
      StartingOffsets startingOffsets,
      Duration transactionTimeout,
      int partitions,
      int replication,
      SchemaRegistry schemaRegistry)
      implements Serializable {

    public Kafka {
      bootstrapServers = List.copyOf(bootstrapServers);
      properties = Map.copyOf(properties);
    }

    /** Without a file of properties and without a schema registry. */
    public Kafka(
        List<String> bootstrapServers,
        Map<String, String> properties,
        String topicPrefix,
        String consumerGroup,
        StartingOffsets startingOffsets,
        Duration transactionTimeout,
        int partitions,
        int replication) {
      this(
          bootstrapServers,
          properties,
          SecretProperties.NONE,
          topicPrefix,
          consumerGroup,
          startingOffsets,
          transactionTimeout,
          partitions,
          replication,
          SchemaRegistry.none());
    }

    /** The same cluster with a schema registry. */
    public Kafka with(SchemaRegistry registry) {
      return new Kafka(
          bootstrapServers,
          properties,
          secretProperties,
          topicPrefix,
          consumerGroup,
          startingOffsets,
          transactionTimeout,
          partitions,
          replication,
          registry);
    }

    public Topics topics() {
      return new Topics(topicPrefix);
    }

    /** What every Kafka client is made with. Holds secrets: not to be printed. */
    public Map<String, String> clientProperties() {
      Map<String, String> all = secretProperties.over(properties);
      all.put("bootstrap.servers", String.join(",", bootstrapServers));
      return all;
    }

    @Override
    public String toString() {
      return "Kafka[bootstrapServers="
          + bootstrapServers
          + ", properties="
          + Secrets.hide(properties)
          + ", secretProperties=["
          + secretProperties
          + "]"
          + ", topicPrefix="
          + topicPrefix
          + ", consumerGroup="
          + consumerGroup
          + ", startingOffsets="
          + startingOffsets
          + ", transactionTimeout="
          + transactionTimeout
          + ", partitions="
          + partitions
          + ", replication="
          + replication
          + ", schemaRegistry="
          + schemaRegistry
          + "]";
    }
  }

  /**
   * Where schemas have ids. The password is not in it.
   *
   * @param urls empty where there is none
   * @param user empty where it lets everybody in
   * @param passwordFile empty where the password is in the environment
   * @param caFile empty for the certificates that Java trusts
   * @param timeout of one request
   * @param patience of a running job with a registry that does not answer
   */
  public record SchemaRegistry(
      List<String> urls,
      String user,
      String passwordFile,
      String caFile,
      Duration timeout,
      Duration patience)
      implements Serializable {
    public static final String PASSWORD_VARIABLE = "SHOWROOM_KAFKA_SCHEMA_REGISTRY_PASSWORD";

    public SchemaRegistry {
      urls = urls.stream().filter(url -> !url.isEmpty()).toList();
    }

    public static SchemaRegistry none() {
      return OptionValues.config(Map.of()).kafka().schemaRegistry();
    }

    public boolean isOn() {
      return !urls.isEmpty();
    }

    boolean tellsPassword() {
      return !user.isEmpty() && urls.stream().anyMatch(RunConfig::isReadableOnItsWay);
    }

    /** Without what follows the path of an address, which may be a token, and without the file. */
    @Override
    public String toString() {
      return "SchemaRegistry[urls="
          + urls.stream().map(url -> url.replaceFirst("\\?.*", "?" + Secrets.HIDDEN)).toList()
          + ", user="
          + user
          + ", caFile="
          + caFile
          + ", timeout="
          + timeout
          + ", patience="
          + patience
          + "]";
    }
  }

  /** Whether others on the network could read what is sent to the address. */
  private static boolean isReadableOnItsWay(String url) {
    return url.startsWith("http:") && !THIS_MACHINE.contains(URI.create(url).getHost());
  }

  /**
   * Event time: how long to wait, how late is too late, how long to remember.
   *
   * @param latenessBoundByStream only of the streams that differ
   */
  public record Time(
      Duration latenessBound,
      Map<InTopic, Duration> latenessBoundByStream,
      Duration correctionHorizon,
      Duration futureTolerance,
      Duration quietAfter,
      Duration idleAfter,
      Duration alignmentDrift)
      implements Serializable {

    public Time {
      latenessBoundByStream = Map.copyOf(latenessBoundByStream);
    }

    public Duration latenessBound(InTopic stream) {
      return latenessBoundByStream.getOrDefault(stream, latenessBound);
    }

    /** Of every stream, in milliseconds. */
    public EnumMap<InTopic, Long> latenessMillis() {
      EnumMap<InTopic, Long> millis = new EnumMap<>(InTopic.class);
      for (InTopic stream : InTopic.values()) {
        millis.put(stream, latenessBound(stream).toMillis());
      }
      return millis;
    }

    /** Of any stream. */
    public Duration longestLatenessBound() {
      Duration longest = Duration.ZERO;
      for (InTopic stream : InTopic.values()) {
        Duration bound = latenessBound(stream);
        longest = bound.compareTo(longest) > 0 ? bound : longest;
      }
      return longest;
    }

    static Map<InTopic, Duration> byStream(Map<String, Duration> byName) {
      Map<InTopic, Duration> byStream = new EnumMap<>(InTopic.class);
      byName.forEach((name, bound) -> byStream.put(InTopic.byTopic(name).orElseThrow(), bound));
      return byStream;
    }
  }

  /**
   * How Flink runs the detector.
   *
   * @param rulesFile path of the rules, or {@link #SHIPPED}
   * @param policyFile path of the coupon policy, or {@link #SHIPPED}
   */
  public record Job(
      int parallelism,
      String checkpointDir,
      Duration checkpointInterval,
      boolean rocksdb,
      String rulesFile,
      String policyFile,
      boolean unalignedCheckpoints,
      Duration restartResetAfter)
      implements Serializable {
    public static final String SHIPPED = "shipped";

    /** With checkpoints and restarts as they are by default. */
    public Job(
        int parallelism,
        String checkpointDir,
        Duration checkpointInterval,
        boolean rocksdb,
        String rulesFile,
        String policyFile) {
      this(
          parallelism,
          checkpointDir,
          checkpointInterval,
          rocksdb,
          rulesFile,
          policyFile,
          Options.UNALIGNED_CHECKPOINTS.defaultValue(),
          Options.RESTART_RESET_AFTER.defaultValue());
    }

    /** With the shipped rules and the shipped policy. */
    public Job(
        int parallelism, String checkpointDir, Duration checkpointInterval, boolean rocksdb) {
      this(parallelism, checkpointDir, checkpointInterval, rocksdb, SHIPPED);
    }

    /** With the shipped policy. */
    public Job(
        int parallelism,
        String checkpointDir,
        Duration checkpointInterval,
        boolean rocksdb,
        String rulesFile) {
      this(parallelism, checkpointDir, checkpointInterval, rocksdb, rulesFile, SHIPPED);
    }

    /**
     * The checkpoint directory as Flink takes it; a relative one is under the working directory.
     */
    public URI checkpointUri() {
      return checkpointDir.matches("[a-zA-Z][a-zA-Z0-9+.-]+:.*")
          ? URI.create(checkpointDir)
          : Path.of(checkpointDir).toAbsolutePath().normalize().toUri();
    }
  }

  /**
   * Whether customers are sent anything, and where the keys of the codes are; the keys themselves
   * are in nothing that is configured.
   */
  public record Coupons(boolean enabled, CouponKeys keys) implements Serializable {}

  /**
   * What the job tells about itself.
   *
   * @param prometheusPort 0 for nowhere
   */
  public record Metrics(int prometheusPort) implements Serializable {}

  /**
   * The messaging provider that coupons are pushed to. The secret is not in it.
   *
   * @param url empty where nothing is pushed
   * @param secretFile empty where the secret is in the environment
   * @param inFlight requests of each instance
   */
  public record Push(
      String url,
      PushFormat format,
      String secretFile,
      boolean allowHttp,
      int tries,
      Duration timeout,
      Duration firstBackoff,
      Duration longestBackoff,
      int inFlight,
      Duration circuitPause,
      PushClock clock)
      implements Serializable {
    static Push none() {
      return OptionValues.config(Map.of()).push();
    }

    public boolean isOn() {
      return !url.isEmpty();
    }

    /** Whether others on the network could read what is pushed. */
    boolean isReadableOnItsWay() {
      return RunConfig.isReadableOnItsWay(url);
    }

    /** Without what follows the path of the address, which may be a token. */
    @Override
    public String toString() {
      return "Push[url="
          + url.replaceFirst("\\?.*", "?" + Secrets.HIDDEN)
          + ", format="
          + format
          + ", secretFile="
          + (secretFile.isEmpty() ? "" : Secrets.HIDDEN)
          + ", allowHttp="
          + allowHttp
          + ", tries="
          + tries
          + ", timeout="
          + timeout
          + ", firstBackoff="
          + firstBackoff
          + ", longestBackoff="
          + longestBackoff
          + ", inFlight="
          + inFlight
          + ", circuitPause="
          + circuitPause
          + ", clock="
          + clock
          + "]";
    }
  }
}
