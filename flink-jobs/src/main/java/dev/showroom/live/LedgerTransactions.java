package dev.showroom.live;

import dev.showroom.common.CommandFailure;
import dev.showroom.config.RunConfig;
import dev.showroom.kafka.Transactions;
import dev.showroom.kafka.Transactions.End;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.flink.core.fs.Path;

/**
 * What a checkpoint has still to commit to the ledger, and whether it can. Between a checkpoint and
 * the commit of its transactions the job may die; if it is away for longer than they live, the
 * brokers abort them, and Flink goes on from that checkpoint with no more than a line in its log:
 * what it decided before is lost, as it will not decide it again. So the brokers are asked before.
 *
 * <p>A checkpoint all of whose transactions were aborted is passed over: from the one before, the
 * job decides the same again, and nothing of it stands in the ledger yet.
 */
final class LedgerTransactions {
  private static final int MOST_INSTANCES = 128;

  private LedgerTransactions() {}

  /** Of the names of transactions, by which access to them can be granted. */
  static String prefix(RunConfig.Kafka kafka) {
    return kafka.topicPrefix() + "ledger";
  }

  /**
   * The newest checkpoint that loses nothing of the ledger.
   *
   * @param newestFirst directories named {@code chk-<number>}
   * @return nothing where there is no checkpoint
   * @throws CommandFailure where some of the ledger is lost whichever is taken
   */
  static Optional<Path> newestWhole(List<Path> newestFirst, RunConfig.Kafka kafka) {
    for (Path checkpoint : newestFirst) {
      Map<End, Integer> ends =
          Transactions.ends(kafka.clientProperties(), names(checkpoint, kafka));
      int aborted = ends.getOrDefault(End.ABORTED, 0);
      if (aborted == 0) {
        return Optional.of(checkpoint);
      }
      int others = ends.getOrDefault(End.COMMITTED, 0) + ends.getOrDefault(End.OPEN, 0);
      if (others > 0) {
        throw new CommandFailure(
            "Of checkpoint "
                + checkpoint
                + " some transactions of the ledger were committed and some timed out: "
                + "from it, decisions would be lost; remove it to go on from the one before, and"
                + " some decisions stand twice. Let 'kafka.transaction-timeout' be longer than any"
                + " outage.");
      }
    }
    if (!newestFirst.isEmpty()) {
      throw new CommandFailure(
          "The ledger's transactions of every checkpoint timed out while the job was away; name"
              + " another 'job.checkpoint-dir' to start anew, and let 'kafka.transaction-timeout'"
              + " be longer than any outage.");
    }
    return Optional.empty();
  }

  /** As Flink's Kafka connector names them where names are not used again. */
  private static List<String> names(Path checkpoint, RunConfig.Kafka kafka) {
    String number = checkpoint.getName().replaceFirst("^chk-", "");
    return IntStream.range(0, MOST_INSTANCES)
        .mapToObj(instance -> prefix(kafka) + "-" + instance + "-" + number)
        .toList();
  }
}
