package dev.showroom.kafka;

import dev.showroom.common.CommandFailure;
import dev.showroom.common.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTransactionsResult;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.resource.ResourceType;

/**
 * A Kafka cluster and the questions asked of it before a job starts, all within one bounded time.
 * Whatever goes wrong is one sentence for the user, without a secret in it.
 */
final class Cluster implements AutoCloseable {
  private static final Duration RETRY_PAUSE = Duration.ofMillis(50);
  private static final Duration SETTLE_TIME = Duration.ofSeconds(1);

  /** A member of no group and a producer of no record. */
  private static final String NOBODY = "preflight";

  private static final String TRANSACTION_MAX = "transaction.max.timeout.ms";

  private final Admin admin;
  private final Map<String, ?> client;
  private final String servers;
  private final Duration timeout;
  private final long deadline;

  /**
   * @param timeout for everything that is asked
   * @param answer how long to wait for the first sign of a broker
   */
  static Cluster connect(Map<String, ?> client, Duration timeout, Duration answer) {
    Cluster cluster = new Cluster(client, timeout);
    try {
      cluster.await(cluster.admin.describeCluster().nodes(), answer);
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private Cluster(Map<String, ?> client, Duration timeout) {
    this.client = client;
    this.servers = String.valueOf(client.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG));
    this.timeout = timeout;
    this.deadline = System.nanoTime() + timeout.toNanos();
    Map<String, Object> properties = new HashMap<>(client);
    String millis = Long.toString(timeout.toMillis());
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
    try {
      admin = Admin.create(properties);
    } catch (KafkaException e) {
      // Without the cause: Kafka's message quotes what it cannot read, which may be a password.
      throw new CommandFailure(whyNoClient(e));
    }
  }

  private String whyNoClient(KafkaException e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String reason = String.valueOf(root.getMessage());
    return reason.contains("No resolvable bootstrap")
        ? "No host of the Kafka brokers " + servers + " is known to this machine's name service."
        : "The options of the Kafka client are wrong: "
            + ClientSettings.clean(reason, client).replaceFirst("\\.$", "")
            + ".";
  }

  /**
   * @throws CommandFailure that names every topic that is not there
   */
  void requireTopics(Collection<String> names) {
    requireTopics(names, Set.of());
  }

  /**
   * @throws CommandFailure that names every topic that is not there, or else every permission that
   *     this client lacks
   */
  void require(Collection<Permission> needed) {
    Set<String> topics =
        needed.stream()
            .filter(permission -> permission.resource() == ResourceType.TOPIC)
            .map(Permission::name)
            .collect(Collectors.toCollection(TreeSet::new));
    requireTopics(topics, needed);
  }

  /** What is found out of topics. */
  private static final class Seen {
    final List<String> missing = new ArrayList<>();
    final List<String> denied = new ArrayList<>();
    final List<String> leaderless = new ArrayList<>();
    final Map<String, Set<AclOperation>> allowed = new HashMap<>();
  }

  private void requireTopics(Collection<String> names, Collection<Permission> needed) {
    // Not every broker knows at once of a topic that was just made.
    long settled = Math.min(deadline, System.nanoTime() + SETTLE_TIME.toNanos());
    Seen seen = look(names);
    while (!(seen.missing.isEmpty() && seen.leaderless.isEmpty()) && System.nanoTime() < settled) {
      LockSupport.parkNanos(RETRY_PAUSE.toNanos());
      seen = look(names);
    }
    if (!seen.missing.isEmpty()) {
      throw new CommandFailure(
          seen.missing.size() == 1
              ? "Topic "
                  + list(seen.missing)
                  + " is missing; create it, or let 'run --create-topics' do so."
              : "Topics "
                  + list(seen.missing)
                  + " are missing; create them, or let 'run --create-topics' do so.");
    }
    List<Permission> lacking = new ArrayList<>();
    for (Permission permission : needed) {
      if (!isGranted(permission, seen)) {
        lacking.add(permission);
      }
    }
    seen.denied.stream()
        .filter(topic -> needed.stream().noneMatch(permission -> permission.name().equals(topic)))
        .forEach(
            topic -> lacking.add(new Permission(AclOperation.DESCRIBE, ResourceType.TOPIC, topic)));
    if (!lacking.isEmpty()) {
      throw lacks(lacking);
    }
    if (!seen.leaderless.isEmpty()) {
      throw new CommandFailure(
          (seen.leaderless.size() == 1 ? "Topic " : "Topics ")
              + list(seen.leaderless)
              + " cannot be used now: a partition has no leader; bring its brokers back.");
    }
  }

  private Seen look(Collection<String> names) {
    Seen seen = new Seen();
    DescribeTopicsOptions options = new DescribeTopicsOptions().includeAuthorizedOperations(true);
    for (var topic : admin.describeTopics(names, options).topicNameValues().entrySet()) {
      try {
        TopicDescription description = get(topic.getValue(), timeout);
        if (description.partitions().stream()
            .anyMatch(p -> p.leader() == null || p.leader().isEmpty())) {
          seen.leaderless.add(topic.getKey());
        }
        if (description.authorizedOperations() != null) {
          seen.allowed.put(topic.getKey(), description.authorizedOperations());
        }
      } catch (UnknownTopicOrPartitionException e) {
        seen.missing.add(topic.getKey());
      } catch (AuthorizationException e) {
        seen.denied.add(topic.getKey());
      } catch (KafkaException | TimeoutException e) {
        throw failure(e, timeout);
      }
    }
    return seen;
  }

  private boolean isGranted(Permission permission, Seen seen) {
    return switch (permission.resource()) {
      case TOPIC ->
          !seen.denied.contains(permission.name())
              && (!seen.allowed.containsKey(permission.name())
                  || seen.allowed.get(permission.name()).contains(permission.operation()));
      case GROUP -> isAllowed(permission, leave(permission.name()));
      case TRANSACTIONAL_ID -> isAllowed(permission, begin(permission.name()));
      default -> throw new IllegalArgumentException(permission.toString());
    };
  }

  /**
   * Of a group that is not there yet the brokers tell no permissions. So somebody who is not in it
   * leaves it: that needs the permission to commit, and changes nothing.
   */
  private KafkaFuture<Void> leave(String group) {
    return admin
        .removeMembersFromConsumerGroup(
            group, new RemoveMembersFromConsumerGroupOptions(List.of(new MemberToRemove(NOBODY))))
        .all();
  }

  /** As a producer begins that nothing is written with; the brokers forget it after a week. */
  private KafkaFuture<Void> begin(String transactions) {
    return admin.fenceProducers(List.of(transactions + "-" + NOBODY)).all();
  }

  /** Whether what was asked for is allowed, whatever else came of it. */
  private boolean isAllowed(Permission permission, KafkaFuture<Void> asked) {
    try {
      get(asked, timeout);
      return true;
    } catch (AuthorizationException e) {
      return false;
    } catch (TimeoutException | org.apache.kafka.common.errors.TimeoutException e) {
      throw new CommandFailure(
          "The Kafka brokers at "
              + servers
              + " do not say whether this client may "
              + permission
              + " (waited "
              + seconds(timeout)
              + " s): is their coordinator up?",
          e);
    } catch (AuthenticationException e) {
      throw failure(e, timeout);
    } catch (KafkaException e) {
      return true;
    }
  }

  private CommandFailure lacks(List<Permission> permissions) {
    return new CommandFailure(
        "The Kafka brokers do not let "
            + ClientSettings.principal(client).orElse("this client")
            + " "
            + and(permissions.stream().map(Permission::toString).distinct().sorted().toList())
            + "; grant it (docs/security.md).");
  }

  /** A client that may not see the brokers' configuration is let through. */
  void requireTransactionsOf(Duration length) {
    Collection<Node> nodes = await(admin.describeCluster().nodes(), timeout);
    List<ConfigResource> brokers =
        nodes.stream()
            .map(node -> new ConfigResource(ConfigResource.Type.BROKER, node.idString()))
            .toList();
    for (KafkaFuture<Config> answer : admin.describeConfigs(brokers).values().values()) {
      try {
        ConfigEntry max = get(answer, timeout).get(TRANSACTION_MAX);
        if (max != null && Long.parseLong(max.value()) < length.toMillis()) {
          throw new CommandFailure(
              "The brokers allow transactions of at most "
                  + Durations.format(Duration.ofMillis(Long.parseLong(max.value())))
                  + ", and 'kafka.transaction-timeout' is "
                  + Durations.format(length)
                  + "; raise the brokers' "
                  + TRANSACTION_MAX
                  + ", or lower the option.");
        }
      } catch (AuthorizationException e) {
        return;
      } catch (KafkaException | TimeoutException e) {
        throw failure(e, timeout);
      }
    }
  }

  /**
   * Settings as they are, defaults included; what this client may not see is left out.
   *
   * @param brokers how many there are
   * @param broker settings, of several values the smallest number
   * @param topics settings of each topic
   * @param replicas of each topic that is there, the fewest of a partition
   */
  record Facts(
      int brokers,
      Map<String, String> broker,
      Map<String, Map<String, String>> topics,
      Map<String, Integer> replicas) {}

  /** What {@link Durability} judges by. */
  Facts facts(Collection<String> names) {
    Collection<Node> nodes = await(admin.describeCluster().nodes(), timeout);
    Map<String, String> broker = new HashMap<>();
    settings(ConfigResource.Type.BROKER, nodes.stream().map(Node::idString).toList())
        .values()
        .forEach(
            one ->
                Optional.ofNullable(one.get(Durability.ID_EXPIRATION))
                    .ifPresent(
                        value ->
                            broker.merge(
                                Durability.ID_EXPIRATION,
                                value,
                                (a, b) -> Long.parseLong(a) <= Long.parseLong(b) ? a : b)));
    Map<String, Integer> replicas = new TreeMap<>();
    await(admin.describeTopics(names).allTopicNames(), timeout)
        .forEach(
            (name, topic) ->
                replicas.put(
                    name,
                    topic.partitions().stream()
                        .mapToInt(partition -> partition.replicas().size())
                        .min()
                        .orElse(0)));
    return new Facts(nodes.size(), broker, settings(ConfigResource.Type.TOPIC, names), replicas);
  }

  private Map<String, Map<String, String>> settings(
      ConfigResource.Type type, Collection<String> names) {
    Map<String, Map<String, String>> settings = new HashMap<>();
    admin
        .describeConfigs(names.stream().map(name -> new ConfigResource(type, name)).toList())
        .values()
        .forEach(
            (resource, answer) -> {
              try {
                Map<String, String> values = new HashMap<>();
                get(answer, timeout).entries().stream()
                    .filter(entry -> entry.value() != null)
                    .forEach(entry -> values.put(entry.name(), entry.value()));
                settings.put(resource.name(), values);
              } catch (AuthorizationException e) {
                // As said.
              } catch (KafkaException | TimeoutException e) {
                throw failure(e, timeout);
              }
            });
    return settings;
  }

  /** What became of transactions; a name that was not used for a week or ever has no state. */
  Map<String, TransactionState> transactions(Collection<String> names) {
    Map<String, TransactionState> states = new HashMap<>();
    DescribeTransactionsResult answer = admin.describeTransactions(names);
    for (String name : names) {
      try {
        states.put(name, get(answer.description(name), timeout).state());
      } catch (TransactionalIdNotFoundException e) {
        // As said.
      } catch (KafkaException | TimeoutException e) {
        throw failure(e, timeout);
      }
    }
    return states;
  }

  /** Names of the transactions that are open and have written to one of these topics. */
  List<String> openTransactions(Collection<String> topics) {
    List<String> open =
        await(
                admin
                    .listTransactions(
                        new ListTransactionsOptions()
                            .filterStates(List.of(TransactionState.ONGOING)))
                    .all(),
                timeout)
            .stream()
            .map(TransactionListing::transactionalId)
            .toList();
    List<String> ours = new ArrayList<>();
    DescribeTransactionsResult answer = admin.describeTransactions(open);
    for (String name : open) {
      try {
        if (get(answer.description(name), timeout).topicPartitions().stream()
            .anyMatch(partition -> topics.contains(partition.topic()))) {
          ours.add(name);
        }
      } catch (TransactionalIdNotFoundException | TransactionalIdAuthorizationException e) {
        // Over meanwhile, or another's.
      } catch (KafkaException | TimeoutException e) {
        throw failure(e, timeout);
      }
    }
    return ours;
  }

  /** How long each is open. */
  Map<String, Duration> ages(Collection<String> transactions) {
    Map<String, Duration> ages = new TreeMap<>();
    DescribeTransactionsResult answer = admin.describeTransactions(transactions);
    for (String name : transactions) {
      try {
        get(answer.description(name), timeout)
            .transactionStartTimeMs()
            .ifPresent(
                start -> ages.put(name, Duration.ofMillis(System.currentTimeMillis() - start)));
      } catch (TransactionalIdNotFoundException e) {
        // Over meanwhile.
      } catch (KafkaException | TimeoutException e) {
        throw failure(e, timeout);
      }
    }
    return ages;
  }

  /** Offsets that a consumer group has committed; none for a group that is not there. */
  Map<TopicPartition, Long> committed(String group) {
    Map<TopicPartition, Long> committed = new HashMap<>();
    await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(), timeout)
        .forEach(
            (partition, offset) -> {
              if (offset != null) {
                committed.put(partition, offset.offset());
              }
            });
    return committed;
  }

  /** Aborts what is open under these names; whoever has it open cannot go on with it. */
  void abort(Collection<String> transactions) {
    await(admin.fenceProducers(transactions).all(), timeout);
  }

  /**
   * Creates what is missing and waits until each new partition has a leader that answers: an
   * idempotent producer that comes sooner can get stuck.
   */
  List<String> create(Collection<NewTopic> topics) {
    Map<String, KafkaFuture<Void>> answers = admin.createTopics(topics).values();
    List<String> created = new ArrayList<>();
    List<Permission> lacking = new ArrayList<>();
    for (NewTopic topic : topics) {
      try {
        get(answers.get(topic.name()), timeout);
        created.add(topic.name());
      } catch (TopicExistsException e) {
        // As wanted.
      } catch (AuthorizationException e) {
        lacking.add(Permission.create(topic.name()));
      } catch (KafkaException | TimeoutException e) {
        throw failure(e, timeout);
      }
    }
    if (!lacking.isEmpty()) {
      throw lacks(lacking);
    }
    awaitAnswers(created);
    return created;
  }

  /** Which of these topics hold records, or have held some. */
  List<String> used(Collection<String> names) {
    return await(
            admin
                .listOffsets(ends(await(admin.describeTopics(names).allTopicNames(), timeout)))
                .all(),
            timeout)
        .entrySet()
        .stream()
        .filter(end -> end.getValue().offset() > 0)
        .map(end -> end.getKey().topic())
        .distinct()
        .sorted()
        .toList();
  }

  private static Map<TopicPartition, OffsetSpec> ends(Map<String, TopicDescription> topics) {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    topics.forEach(
        (topic, description) ->
            description
                .partitions()
                .forEach(
                    partition ->
                        ends.put(
                            new TopicPartition(topic, partition.partition()),
                            OffsetSpec.latest())));
    return ends;
  }

  /** The broker that answers may hear of a new topic later than the controller that made it. */
  private void awaitAnswers(Collection<String> topics) {
    while (!topics.isEmpty()) {
      try {
        Map<String, TopicDescription> described =
            get(admin.describeTopics(topics).allTopicNames(), timeout);
        get(admin.listOffsets(ends(described)).all(), timeout);
        return;
      } catch (RetriableException e) {
        if (System.nanoTime() > deadline) {
          throw failure(e, timeout);
        }
        LockSupport.parkNanos(RETRY_PAUSE.toNanos());
      } catch (TopicAuthorizationException e) {
        throw lacks(
            e.unauthorizedTopics().stream()
                .map(name -> new Permission(AclOperation.DESCRIBE, ResourceType.TOPIC, name))
                .toList());
      } catch (KafkaException | TimeoutException e) {
        throw failure(e, timeout);
      }
    }
  }

  private <T> T await(KafkaFuture<T> answer, Duration patience) {
    try {
      return get(answer, patience);
    } catch (KafkaException | TimeoutException e) {
      throw failure(e, patience);
    }
  }

  private <T> T get(KafkaFuture<T> answer, Duration patience) throws TimeoutException {
    long left = Math.min(deadline - System.nanoTime(), patience.toNanos());
    try {
      return answer.get(Math.max(left, 1), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("Interrupted while asking the Kafka brokers.", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof KafkaException known) {
        throw known;
      }
      throw new KafkaException(e.getCause());
    }
  }

  private CommandFailure failure(Exception e, Duration waited) {
    if (e instanceof TimeoutException
        || e instanceof org.apache.kafka.common.errors.TimeoutException) {
      return new CommandFailure(
          "No Kafka broker answers at " + servers + " (waited " + seconds(waited) + " s).", e);
    }
    if (e instanceof SslAuthenticationException) {
      return new CommandFailure(
          "The TLS handshake with the Kafka brokers at "
              + servers
              + " failed; check the trust store and the key store.",
          e);
    }
    if (e instanceof AuthenticationException) {
      return new CommandFailure(
          "The Kafka brokers at " + servers + " refuse this client's credentials.", e);
    }
    return new CommandFailure(
        "The Kafka brokers at "
            + servers
            + " answer with an error: "
            + ClientSettings.clean(String.valueOf(e.getMessage()), client).replaceFirst("\\.$", "")
            + ".",
        e);
  }

  private static String seconds(Duration waited) {
    return waited.toMillis() % 1_000 == 0
        ? Long.toString(waited.toSeconds())
        : Double.toString(waited.toMillis() / 1e3);
  }

  /** {@code 'a'}; {@code 'a' and 'b'}; {@code 'a', 'b' and 'c'}. */
  static String list(Collection<String> names) {
    return and(names.stream().sorted().map(name -> "'" + name + "'").toList());
  }

  private static String and(List<String> things) {
    int last = things.size() - 1;
    return last == 0
        ? things.get(0)
        : String.join(", ", things.subList(0, last)) + " and " + things.get(last);
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
