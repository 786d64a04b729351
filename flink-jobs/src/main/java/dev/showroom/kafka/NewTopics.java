package dev.showroom.kafka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.resource.ResourceType;

/** Creates topics, and tells which are new in that nothing was ever written to them. */
final class NewTopics {
  private final Cluster cluster;

  NewTopics(Cluster cluster) {
    this.cluster = cluster;
  }

  /**
   * Creates what is missing and waits until each new partition has a leader that answers: an
   * idempotent producer that comes sooner can get stuck.
   */
  List<String> create(Collection<NewTopic> topics) {
    Map<String, KafkaFuture<Void>> answers = cluster.admin().createTopics(topics).values();
    List<String> created = new ArrayList<>();
    List<Permission> lacking = new ArrayList<>();
    for (NewTopic topic : topics) {
      try {
        cluster.get(answers.get(topic.name()));
        created.add(topic.name());
      } catch (TopicExistsException e) {
        // As wanted.
      } catch (AuthorizationException e) {
        lacking.add(Permission.create(topic.name()));
      } catch (KafkaException | TimeoutException e) {
        throw cluster.failure(e);
      }
    }
    if (!lacking.isEmpty()) {
      throw cluster.lacks(lacking);
    }
    awaitAnswers(created);
    return created;
  }

  /** Which of these topics hold records, or have held some. */
  List<String> used(Collection<String> names) {
    return cluster
        .await(
            cluster
                .admin()
                .listOffsets(
                    ends(cluster.await(cluster.admin().describeTopics(names).allTopicNames())))
                .all())
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
            cluster.get(cluster.admin().describeTopics(topics).allTopicNames());
        cluster.get(cluster.admin().listOffsets(ends(described)).all());
        return;
      } catch (RetriableException e) {
        if (System.nanoTime() > cluster.deadline()) {
          throw cluster.failure(e);
        }
        LockSupport.parkNanos(Cluster.RETRY_PAUSE.toNanos());
      } catch (TopicAuthorizationException e) {
        throw cluster.lacks(
            e.unauthorizedTopics().stream()
                .map(name -> new Permission(AclOperation.DESCRIBE, ResourceType.TOPIC, name))
                .toList());
      } catch (KafkaException | TimeoutException e) {
        throw cluster.failure(e);
      }
    }
  }
}
