package dev.showroom.live;

import dev.showroom.common.CommandFailure;
import dev.showroom.config.RunConfig;
import dev.showroom.kafka.Transactions;
import dev.showroom.kafka.Transactions.End;
import dev.showroom.schemas.codec.OutTopic;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
  private static final Logger LOG = LoggerFactory.getLogger(LedgerTransactions.class);
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

  /**
   * Aborts what an older job left open in the ledger and nothing will ever commit: until it timed
   * out, whoever reads the ledger would see nothing new. Flink's own sink ends what is open under
   * the names that follow the checkpoint; what it cannot know of are other names, and those of a
   * job that began anew.
   *
   * @param checkpoint from which the job goes on; it is to commit the transactions of that one, and
   *     of those before if it had not come to it
   * @return the names
   * @throws CommandFailure where the brokers do not let it
   */
  static List<String> abortOthers(Optional<Path> checkpoint, RunConfig.Kafka kafka) {
    long newest = checkpoint.map(LedgerTransactions::number).map(Long::parseLong).orElse(-1L);
    Pattern ours = Pattern.compile(Pattern.quote(prefix(kafka)) + "-\\d+-(\\d{1,18})");
    return abort(
        kafka,
        name -> {
          Matcher number = ours.matcher(name);
          return !number.matches() || Long.parseLong(number.group(1)) > newest;
        });
  }

  /**
   * Likewise, for a start that does not say from which checkpoint the job goes on: only what cannot
   * belong to any of its own.
   */
  static List<String> abortForeign(RunConfig.Kafka kafka) {
    return abort(kafka, name -> !name.startsWith(prefix(kafka) + "-"));
  }

  private static List<String> abort(RunConfig.Kafka kafka, Predicate<String> which) {
    List<String> ledger =
        List.of(
            kafka.topics().name(OutTopic.COUPON_DECISIONS), kafka.topics().name(OutTopic.OUTCOMES));
    List<String> open =
        Transactions.open(kafka.clientProperties(), ledger).stream()
            .filter(which)
            .sorted()
            .toList();
    if (!open.isEmpty()) {
      LOG.warn("Transactions that an older job left open in the ledger are aborted: {}", open);
      Transactions.abort(kafka.clientProperties(), open);
    }
    return open;
  }

  /** As Flink's Kafka connector names them where names are not used again. */
  private static List<String> names(Path checkpoint, RunConfig.Kafka kafka) {
    return IntStream.range(0, MOST_INSTANCES)
        .mapToObj(instance -> prefix(kafka) + "-" + instance + "-" + number(checkpoint))
        .toList();
  }

  private static String number(Path checkpoint) {
    return checkpoint.getName().replaceFirst("^chk-", "");
  }
}
