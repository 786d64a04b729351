package dev.showroom.cli;

import dev.showroom.history.HistoryReplay;
import dev.showroom.history.ReplayRequest;
import dev.showroom.replay.run.ReplayJob;
import dev.showroom.replay.run.ReplayManifest;
import dev.showroom.schemas.codec.IsoTime;
import dev.showroom.stream.Counters;
import java.io.PrintWriter;
import java.util.Locale;

/** What {@code replay} says while it works, and in the end. */
final class ReplayTold implements HistoryReplay.Listener {
  private final PrintWriter err;
  private final Progress progress;
  private final long from;
  private final long until;
  private long firstReached = Long.MIN_VALUE;

  /**
   * @param from event time asked for, epoch milliseconds, or {@link Long#MIN_VALUE}
   * @param until likewise, or {@link Long#MAX_VALUE}
   */
  ReplayTold(PrintWriter err, long from, long until) {
    this.err = err;
    this.progress = new Progress(err);
    this.from = from;
    this.until = until;
  }

  @Override
  public void reading(long read, long left, double seconds) {
    if (left < 0) {
      progress.tell("reading: %,d records sorted, %.0f s", read, seconds);
    } else {
      progress.tell("reading: %,d records, %,d offsets left, %.0f s", read, left, seconds);
    }
  }

  @Override
  public void replaying(ReplayJob.State state, long records) {
    if (state.reached() == Long.MIN_VALUE) {
      return;
    }
    if (firstReached == Long.MIN_VALUE) {
      firstReached = state.reached();
    }
    double done = share(state, records);
    String left =
        done <= 0 || done >= 1
            ? ""
            : String.format(
                Locale.ROOT, ", about %.0f s left", state.seconds() / done * (1 - done));
    progress.tell(
        "at %s, %,d records in, %,.0f records/s, %,d alert revisions%s",
        IsoTime.format(state.reached()),
        state.recordsIn(),
        state.recordsIn() / state.seconds(),
        state.alerts(),
        left);
  }

  /** By records where they have been counted, else by event time where its end is known. */
  private double share(ReplayJob.State state, long records) {
    if (records > 0) {
      return (double) state.recordsIn() / records;
    }
    long first = from == Long.MIN_VALUE ? firstReached : from;
    return until == Long.MAX_VALUE || until <= first
        ? 0
        : (double) (state.reached() - first) / (until - first);
  }

  void summary(HistoryReplay.Result result, ReplayRequest request, PrintWriter out) {
    if (result.manifest() == null) {
      err.println("showroom: stopped before anything was replayed whole; nothing was written.");
      err.flush();
      return;
    }
    ReplayManifest manifest = result.manifest();
    out.printf(
        Locale.ROOT,
        "%,d records in, %,d alert revisions out, %,d late, %,d dead letters; %.1f s, %,.0f"
            + " records/s%n",
        count(manifest, Counters.IN),
        count(manifest, "written to alerts", Counters.ALERTS),
        count(manifest, "written to late-events", Counters.LATE),
        count(manifest, "written to dead-letters", Counters.DEAD),
        result.seconds(),
        count(manifest, Counters.IN) / result.seconds());
    out.flush();
    if (result.stopped()) {
      err.printf(
          "showroom: stopped at event time %s; the result in '%s' is partial, and what is in it is"
              + " what the records up to then say.%n",
          manifest.reached(), request.output());
      err.flush();
    }
  }

  private static long count(ReplayManifest manifest, String... names) {
    for (String name : names) {
      Long count = manifest.counts().get(name);
      if (count != null) {
        return count;
      }
    }
    return 0;
  }
}
