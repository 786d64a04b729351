package dev.showroom.cli;

import dev.showroom.common.Durations;
import dev.showroom.replay.spool.ReplayOrder;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The options of {@code replay} that say which part of history it is, and in which order. */
final class SpanOptions {
  @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
  private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--from",
      paramLabel = "T",
      description =
          "Leave out what happened before, but for what a job must know however old it is"
              + " (products, customers, links, erasures, rules, policy); a date or an ISO-8601"
              + " time.")
  private String from;

  @Option(
      names = "--until",
      paramLabel = "T",
      description = "Leave out what happened after; a date or an ISO-8601 time.")
  private String until;

  @Option(
      names = "--order",
      paramLabel = "O",
      description =
          "event-time: as it should have been, nothing is late. arrival: as it happened; by the"
              + " broker's stamps, or the lines of each file (default: event-time for kafka,"
              + " arrival for files).")
  private String order;

  @Option(
      names = "--warm-up",
      paramLabel = "30d",
      description =
          "Begin so long before --from, to know what had happened, and tell nothing that was"
              + " decided before --from.")
  private String warmUp;

  boolean areAbsent() {
    return from == null && until == null && order == null && warmUp == null;
  }

  boolean areOfWholeRunsAlone() {
    return order != null || warmUp != null;
  }

  /** Epoch milliseconds, or {@link Long#MIN_VALUE}. */
  long from() {
    return CommandTimes.parse(spec.commandLine(), "--from", from, Long.MIN_VALUE);
  }

  /** Epoch milliseconds, or {@link Long#MAX_VALUE}. */
  long until() {
    return CommandTimes.parse(spec.commandLine(), "--until", until, Long.MAX_VALUE);
  }

  /**
   * @throws CommandLine.ParameterException where they do not go together
   */
  void check() {
    require(from() <= until(), "--from must not lie after --until.");
    require(warmUp == null || from != null, "--warm-up goes with --from only.");
  }

  ReplayOrder order(boolean kafka, boolean savepoint) {
    boolean sorted = kafka || warmUp != null || savepoint;
    if (order == null) {
      return sorted ? ReplayOrder.EVENT_TIME : ReplayOrder.ARRIVAL;
    }
    require(
        sorted == kafka || !order.equals(ReplayOrder.ARRIVAL.title()),
        "With --warm-up and --savepoint, files are read in --order event-time.");
    for (ReplayOrder known : ReplayOrder.values()) {
      if (known.title().equals(order)) {
        return known;
      }
    }
    throw wrong("--order must be 'event-time' or 'arrival'; it is '" + order + "'.");
  }

  /** Null where there is none. */
  Duration warmUp() {
    return warmUp == null
        ? null
        : Durations.parse(warmUp)
            .orElseThrow(
                () -> wrong("--warm-up must be a time such as 30d; it is '" + warmUp + "'."));
  }

  private void require(boolean holds, String sentence) {
    if (!holds) {
      throw wrong(sentence);
    }
  }

  private CommandLine.ParameterException wrong(String sentence) {
    return new CommandLine.ParameterException(spec.commandLine(), sentence);
  }
}
