package dev.showroom.kafka;

import dev.showroom.common.CommandFailure;
import dev.showroom.common.Durations;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;

/** What the brokers are set to, for themselves and for topics. */
final class BrokerSettings {
  private static final String TRANSACTION_MAX = "transaction.max.timeout.ms";

  private final Cluster cluster;

  BrokerSettings(Cluster cluster) {
    this.cluster = cluster;
  }

  /** A client that may not see the brokers' configuration is let through. */
  void requireTransactionsOf(Duration length) {
    Collection<Node> nodes = cluster.await(cluster.admin().describeCluster().nodes());
    List<ConfigResource> brokers =
        nodes.stream()
            .map(node -> new ConfigResource(ConfigResource.Type.BROKER, node.idString()))
            .toList();
    for (KafkaFuture<Config> answer : cluster.admin().describeConfigs(brokers).values().values()) {
      try {
        ConfigEntry max = cluster.get(answer).get(TRANSACTION_MAX);
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
        throw cluster.failure(e);
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
    Collection<Node> nodes = cluster.await(cluster.admin().describeCluster().nodes());
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
    cluster
        .await(cluster.admin().describeTopics(names).allTopicNames())
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
    cluster
        .admin()
        .describeConfigs(names.stream().map(name -> new ConfigResource(type, name)).toList())
        .values()
        .forEach(
            (resource, answer) -> {
              try {
                Map<String, String> values = new HashMap<>();
                cluster.get(answer).entries().stream()
                    .filter(entry -> entry.value() != null)
                    .forEach(entry -> values.put(entry.name(), entry.value()));
                settings.put(resource.name(), values);
              } catch (AuthorizationException e) {
                // As said.
              } catch (KafkaException | TimeoutException e) {
                throw cluster.failure(e);
              }
            });
    return settings;
  }
}
