package dev.showroom.kafka;

import dev.showroom.common.CommandFailure;
import dev.showroom.core.intake.AlwaysKnown;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.OutTopic;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The deployment's Kafka topics: their names, their creation, and the check before a job starts
 * that all is there.
 */
public final class Topics implements Serializable {
  private static final long serialVersionUID = 1L;

  /** How long {@link #preflight} waits for a broker, all its questions together. */
  public static final Duration PREFLIGHT_TIMEOUT = Duration.ofSeconds(10);

  private static final Duration CREATE_TIMEOUT = Duration.ofSeconds(60);

  private final String prefix;

  /**
   * @param prefix of every topic of the deployment, may be empty
   */
  public Topics(String prefix) {
    this.prefix = prefix;
  }

  public String name(InTopic topic) {
    return prefix + topic.topic();
  }

  public String name(OutTopic topic) {
    return prefix + topic.topic();
  }

  /** The stream that a topic of the cluster carries, if it is one that the detector reads. */
  public Optional<InTopic> input(String name) {
    return name.startsWith(prefix)
        ? InTopic.byTopic(name.substring(prefix.length()))
        : Optional.empty();
  }

  public List<String> inputs() {
    return Arrays.stream(InTopic.values()).map(this::name).toList();
  }

  public List<String> outputs() {
    return Arrays.stream(OutTopic.values()).map(this::name).toList();
  }

  public List<String> all() {
    return Stream.concat(inputs().stream(), outputs().stream()).toList();
  }

  /**
   * What creates every topic. Those that a job with empty state must read from their beginning are
   * kept for ever; the others as long as the broker keeps any.
   *
   * @param partitions of each topic, 0 for the broker's default
   * @param replication of each topic, 0 for the broker's default
   */
  public List<NewTopic> definitions(int partitions, int replication) {
    List<NewTopic> topics = new ArrayList<>();
    for (InTopic topic : InTopic.values()) {
      topics.add(
          definition(name(topic), partitions, replication)
              .configs(
                  AlwaysKnown.contains(topic)
                      ? Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1")
                      : Map.of()));
    }
    for (OutTopic topic : OutTopic.values()) {
      topics.add(definition(name(topic), partitions, replication));
    }
    return topics;
  }

  private static NewTopic definition(String name, int partitions, int replication) {
    return new NewTopic(
        name,
        partitions == 0 ? Optional.empty() : Optional.of(partitions),
        replication == 0 ? Optional.empty() : Optional.of((short) replication));
  }

  /**
   * Creates the topics that are missing, leaves the others as they are, and returns when the new
   * ones serve requests.
   *
   * @param client properties of the Kafka client, {@code bootstrap.servers} among them
   * @param partitions of each topic, 0 for the broker's default
   * @param replication of each topic, 0 for the broker's default
   * @return the names of those created
   * @throws CommandFailure one sentence, as {@link #preflight} does
   */
  public List<String> createMissing(Map<String, ?> client, int partitions, int replication) {
    try (Cluster cluster = Cluster.connect(client, CREATE_TIMEOUT, PREFLIGHT_TIMEOUT)) {
      return new NewTopics(cluster).create(definitions(partitions, replication));
    }
  }

  /**
   * Creates topics that are to hold the records of one job alone; those that are there already must
   * be empty.
   *
   * @param names whole, prefix and all
   * @throws CommandFailure one sentence, where one is in use or the brokers do not answer
   */
  public static void createEmpty(
      Map<String, ?> client, List<String> names, int partitions, int replication) {
    try (Cluster cluster = Cluster.connect(client, CREATE_TIMEOUT, PREFLIGHT_TIMEOUT)) {
      NewTopics topics = new NewTopics(cluster);
      topics.create(names.stream().map(name -> definition(name, partitions, replication)).toList());
      new TopicAccess(cluster).require(names.stream().map(Permission::write).toList());
      List<String> used = topics.used(names);
      if (!used.isEmpty()) {
        throw new CommandFailure(
            "Topic "
                + used.get(0)
                + " has records in it already, and two replays in one topic cannot be told apart;"
                + " name another prefix.");
      }
    }
  }

  /**
   * Checks before a job starts that the broker answers, has every topic, lets this client do what
   * the job would fail without later, allows transactions as long as the job's, and keeps what it
   * is given.
   *
   * @param client properties of the Kafka client, {@code bootstrap.servers} among them
   * @param needed every topic of the job is in it
   * @param transactionTimeout of the job's producers
   * @return a sentence for each setting by which something may be lost when more goes wrong
   * @throws CommandFailure that says what is wrong and how to mend it
   */
  public List<String> preflight(
      Map<String, ?> client, Collection<Permission> needed, Duration transactionTimeout) {
    try (Cluster cluster = Cluster.connect(client, PREFLIGHT_TIMEOUT, PREFLIGHT_TIMEOUT)) {
      new TopicAccess(cluster).require(needed);
      BrokerSettings settings = new BrokerSettings(cluster);
      settings.requireTransactionsOf(transactionTimeout);
      List<String> names = all().stream().filter(name -> isOf(needed, name)).toList();
      Durability.Findings findings = Durability.of(this, settings.facts(names), transactionTimeout);
      if (!findings.refusals().isEmpty()) {
        throw new CommandFailure(
            findings.refusals().size() == 1
                ? findings.refusals().get(0)
                : "The cluster would lose records:\n  " + String.join("\n  ", findings.refusals()));
      }
      return findings.warnings();
    }
  }

  private static boolean isOf(Collection<Permission> needed, String topic) {
    return needed.stream()
        .anyMatch(one -> one.resource() == ResourceType.TOPIC && one.name().equals(topic));
  }

  /**
   * Checks that the broker answers and has every topic of these, and that this client may do that
   * with them.
   */
  public static void require(Map<String, ?> client, Collection<Permission> needed) {
    try (Cluster cluster = Cluster.connect(client, PREFLIGHT_TIMEOUT, PREFLIGHT_TIMEOUT)) {
      new TopicAccess(cluster).require(needed);
    }
  }

  /**
   * Checks before records are written that the broker answers and has every topic that the detector
   * reads.
   *
   * @param client properties of the Kafka client, {@code bootstrap.servers} among them
   * @throws CommandFailure one sentence that says what is wrong and how to mend it
   */
  public void preflightInputs(Map<String, ?> client) {
    require(client, inputs().stream().map(Permission::write).toList());
  }

  /**
   * {@link #preflightInputs} of some topics only.
   *
   * @param names whole, prefix and all
   */
  public static void requireThere(Map<String, ?> client, Collection<String> names) {
    try (Cluster cluster = Cluster.connect(client, PREFLIGHT_TIMEOUT, PREFLIGHT_TIMEOUT)) {
      new TopicAccess(cluster).requireTopics(names);
    }
  }
}
