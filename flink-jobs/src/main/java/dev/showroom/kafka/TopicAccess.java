package dev.showroom.kafka;

import dev.showroom.common.CommandFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.resource.ResourceType;

/** Whether topics are there, can be used now, and this client may do with them what it is to. */
final class TopicAccess {
  private static final Duration SETTLE_TIME = Duration.ofSeconds(1);

  /** A member of no group and a producer of no record. */
  private static final String NOBODY = "preflight";

  private final Cluster cluster;

  TopicAccess(Cluster cluster) {
    this.cluster = cluster;
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
    long settled = Math.min(cluster.deadline(), System.nanoTime() + SETTLE_TIME.toNanos());
    Seen seen = look(names);
    while (!(seen.missing.isEmpty() && seen.leaderless.isEmpty()) && System.nanoTime() < settled) {
      LockSupport.parkNanos(Cluster.RETRY_PAUSE.toNanos());
      seen = look(names);
    }
    if (!seen.missing.isEmpty()) {
      throw new CommandFailure(
          seen.missing.size() == 1
              ? "Topic "
                  + Cluster.list(seen.missing)
                  + " is missing; create it, or let 'run --create-topics' do so."
              : "Topics "
                  + Cluster.list(seen.missing)
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
      throw cluster.lacks(lacking);
    }
    if (!seen.leaderless.isEmpty()) {
      throw new CommandFailure(
          (seen.leaderless.size() == 1 ? "Topic " : "Topics ")
              + Cluster.list(seen.leaderless)
              + " cannot be used now: a partition has no leader; bring its brokers back.");
    }
  }

  private Seen look(Collection<String> names) {
    Seen seen = new Seen();
    DescribeTopicsOptions options = new DescribeTopicsOptions().includeAuthorizedOperations(true);
    for (var topic : cluster.admin().describeTopics(names, options).topicNameValues().entrySet()) {
      try {
        TopicDescription description = cluster.get(topic.getValue());
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
        throw cluster.failure(e);
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
    return cluster
        .admin()
        .removeMembersFromConsumerGroup(
            group, new RemoveMembersFromConsumerGroupOptions(List.of(new MemberToRemove(NOBODY))))
        .all();
  }

  /** As a producer begins that nothing is written with; the brokers forget it after a week. */
  private KafkaFuture<Void> begin(String transactions) {
    return cluster.admin().fenceProducers(List.of(transactions + "-" + NOBODY)).all();
  }

  /** Whether what was asked for is allowed, whatever else came of it. */
  private boolean isAllowed(Permission permission, KafkaFuture<Void> asked) {
    try {
      cluster.get(asked);
      return true;
    } catch (AuthorizationException e) {
      return false;
    } catch (TimeoutException | org.apache.kafka.common.errors.TimeoutException e) {
      throw new CommandFailure(
          "The Kafka brokers at "
              + cluster.servers()
              + " do not say whether this client may "
              + permission
              + " (waited "
              + Cluster.seconds(cluster.timeout())
              + " s): is their coordinator up?",
          e);
    } catch (AuthenticationException e) {
      throw cluster.failure(e);
    } catch (KafkaException e) {
      return true;
    }
  }
}
