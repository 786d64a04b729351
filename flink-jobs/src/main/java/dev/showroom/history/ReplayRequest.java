package dev.showroom.history;

import dev.showroom.config.RunConfig;
import dev.showroom.files.InputDigests;
import dev.showroom.replay.ReplayPolicies;
import dev.showroom.replay.ReplayRules;
import dev.showroom.replay.spool.ReplayOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What to replay, by what, and where to.
 *
 * @param config of the deployment; null where the input is files and so is the output
 * @param input directory of the streams' files; null for the deployment's topics
 * @param pinned offsets of an earlier replay that is done again; null to take those of now
 * @param files those of an earlier replay that is done again; null to take those of now
 * @param output directory for what is written
 * @param outputPrefix of topics to write the records to; null for files in {@code output}
 * @param from event time, epoch milliseconds; {@link Long#MIN_VALUE} for all
 * @param until event time; {@link Long#MAX_VALUE} for all
 * @param warmUp how long before {@code from} to begin, without telling what was decided then; null
 *     for none
 * @param time lateness bounds, tolerances and horizon
 * @param now when the input was first looked at, epoch milliseconds: nothing in it came later
 * @param speed event-time seconds a second; 0 for as fast as it goes
 * @param savepoint whether to end in a savepoint that a live job goes on from
 */
public record ReplayRequest(
    RunConfig config,
    Path input,
    List<PinnedPartition> pinned,
    List<InputDigests.Digest> files,
    Path output,
    String outputPrefix,
    long from,
    long until,
    Duration warmUp,
    ReplayOrder order,
    RunConfig.Time time,
    ReplayRules rules,
    ReplayPolicies policies,
    long now,
    double speed,
    int parallelism,
    boolean savepoint) {

  boolean isOfKafka() {
    return input == null;
  }

  /** Event time from which on records are read. */
  long readFrom() {
    return warmUp == null ? from : from - warmUp.toMillis();
  }

  /** Event time before which nothing is told. */
  long tellFrom() {
    return warmUp == null ? Long.MIN_VALUE : from;
  }
}
