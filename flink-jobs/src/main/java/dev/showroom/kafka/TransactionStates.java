package dev.showroom.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.DescribeTransactionsResult;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;

/** Transactions that the brokers know of, by name. */
final class TransactionStates {
  private final Cluster cluster;

  TransactionStates(Cluster cluster) {
    this.cluster = cluster;
  }

  /** What became of transactions; a name that was not used for a week or ever has no state. */
  Map<String, TransactionState> of(Collection<String> names) {
    Map<String, TransactionState> states = new HashMap<>();
    DescribeTransactionsResult answer = cluster.admin().describeTransactions(names);
    for (String name : names) {
      try {
        states.put(name, cluster.get(answer.description(name)).state());
      } catch (TransactionalIdNotFoundException e) {
        // As said.
      } catch (KafkaException | TimeoutException e) {
        throw cluster.failure(e);
      }
    }
    return states;
  }

  /** Names of the transactions that are open and have written to one of these topics. */
  List<String> open(Collection<String> topics) {
    List<String> open =
        cluster
            .await(
                cluster
                    .admin()
                    .listTransactions(
                        new ListTransactionsOptions()
                            .filterStates(List.of(TransactionState.ONGOING)))
                    .all())
            .stream()
            .map(TransactionListing::transactionalId)
            .toList();
    List<String> ours = new ArrayList<>();
    DescribeTransactionsResult answer = cluster.admin().describeTransactions(open);
    for (String name : open) {
      try {
        if (cluster.get(answer.description(name)).topicPartitions().stream()
            .anyMatch(partition -> topics.contains(partition.topic()))) {
          ours.add(name);
        }
      } catch (TransactionalIdNotFoundException | TransactionalIdAuthorizationException e) {
        // Over meanwhile, or another's.
      } catch (KafkaException | TimeoutException e) {
        throw cluster.failure(e);
      }
    }
    return ours;
  }

  /** How long each is open. */
  Map<String, Duration> ages(Collection<String> transactions) {
    Map<String, Duration> ages = new TreeMap<>();
    DescribeTransactionsResult answer = cluster.admin().describeTransactions(transactions);
    for (String name : transactions) {
      try {
        cluster
            .get(answer.description(name))
            .transactionStartTimeMs()
            .ifPresent(
                start -> ages.put(name, Duration.ofMillis(System.currentTimeMillis() - start)));
      } catch (TransactionalIdNotFoundException e) {
        // Over meanwhile.
      } catch (KafkaException | TimeoutException e) {
        throw cluster.failure(e);
      }
    }
    return ages;
  }

  /** Aborts what is open under these names; whoever has it open cannot go on with it. */
  void abort(Collection<String> transactions) {
    cluster.await(cluster.admin().fenceProducers(transactions).all());
  }
}
