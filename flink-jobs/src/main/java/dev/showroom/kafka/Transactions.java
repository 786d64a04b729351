package dev.showroom.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Asks the brokers what became of transactions. */
public final class Transactions {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private Transactions() {}

  /** How a transaction ended, if it did. */
  public enum End {
    /** The brokers know of no record in it. */
    NONE,
    /** It can still be committed. */
    OPEN,
    COMMITTED,
    /** What was in it is lost. */
    ABORTED
  }

  /**
   * How many of the transactions ended how.
   *
   * @param client properties of the Kafka client, {@code bootstrap.servers} among them
   * @param names transactional ids
   * @throws dev.showroom.common.CommandFailure one sentence, where the brokers do not answer
   */
  public static Map<End, Integer> ends(Map<String, ?> client, Collection<String> names) {
    Map<End, Integer> ends = new EnumMap<>(End.class);
    try (Cluster cluster = Cluster.connect(client, TIMEOUT, TIMEOUT)) {
      new TransactionStates(cluster)
          .of(names)
          .values()
          .forEach(
              state ->
                  ends.merge(
                      switch (state) {
                        case ONGOING, PREPARE_COMMIT -> End.OPEN;
                        case COMPLETE_COMMIT -> End.COMMITTED;
                        case PREPARE_ABORT, COMPLETE_ABORT, PREPARE_EPOCH_FENCE -> End.ABORTED;
                        case EMPTY, UNKNOWN -> End.NONE;
                      },
                      1,
                      Integer::sum));
    }
    return ends;
  }

  /**
   * Names of the transactions that are open and have written to one of these topics: nothing behind
   * their first record there is read by who reads what is committed.
   *
   * @param client properties of the Kafka client, {@code bootstrap.servers} among them
   * @param topics whole names
   * @throws dev.showroom.common.CommandFailure one sentence, where the brokers do not answer
   */
  public static List<String> open(Map<String, ?> client, Collection<String> topics) {
    try (Cluster cluster = Cluster.connect(client, TIMEOUT, TIMEOUT)) {
      return new TransactionStates(cluster).open(topics);
    }
  }

  /** {@link #open}, and how long each is. */
  public static Map<String, Duration> openFor(Map<String, ?> client, Collection<String> topics) {
    try (Cluster cluster = Cluster.connect(client, TIMEOUT, TIMEOUT)) {
      TransactionStates states = new TransactionStates(cluster);
      return states.ages(states.open(topics));
    }
  }

  /**
   * Aborts what is open under these names, and returns when it is.
   *
   * @throws dev.showroom.common.CommandFailure one sentence, where the brokers do not let it
   */
  public static void abort(Map<String, ?> client, Collection<String> names) {
    try (Cluster cluster = Cluster.connect(client, TIMEOUT, TIMEOUT)) {
      new TransactionStates(cluster).abort(names);
    }
  }
}
