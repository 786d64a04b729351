package dev.showroom.replay.source;

import dev.showroom.core.intake.RawLine;
import dev.showroom.core.intake.Timed;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.InputStatus;

/**
 * Reads the one split there is at the speed asked for, until it ends or an early end is asked for.
 */
public abstract class OneSplitReader<R extends Timed, S extends SourceSplit>
    implements SourceReader<R, S> {
  /** Awake now and then, to look whether to stop. */
  private static final long LONGEST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final StopFile stop;
  private final double speed;
  private final long pacedFrom;
  private CompletableFuture<Void> available = new CompletableFuture<>();
  private S split;
  private boolean allHandedOut;
  private boolean open;
  private R pending;
  private long firstPaced;
  private long pacedFromNanos;

  /**
   * @param stop looked at while reading
   * @param speed event-time seconds a second; 0 for as fast as it goes
   * @param pacedFrom time from which on the speed holds, epoch milliseconds
   */
  protected OneSplitReader(StopFile stop, double speed, long pacedFrom) {
    this.stop = stop;
    this.speed = speed;
    this.pacedFrom = pacedFrom;
  }

  /** Begins where the split says. */
  protected abstract void open(S from) throws IOException;

  /** The next record, last of all the end mark where there is one, then null. */
  protected abstract R next() throws IOException;

  /** Lets the input end as soon as it can. */
  protected abstract void endEarly();

  /** The time that the speed is about. */
  protected abstract long pacedBy(R record);

  /**
   * Where to go on after a crash.
   *
   * @param withoutLast whether the record that was taken last is to be read again
   */
  protected abstract S position(boolean withoutLast);

  /** Whether the source goes on, with nothing to read, when all is read. */
  protected boolean staysOpen() {
    return false;
  }

  @Override
  public final void start() {
    // The split comes unasked.
  }

  @Override
  public final void addSplits(List<S> splits) {
    split = splits.get(0);
  }

  @Override
  public final InputStatus pollNext(ReaderOutput<R> output) throws IOException {
    if (split == null || !allHandedOut) {
      return InputStatus.NOTHING_AVAILABLE;
    }
    if (!open) {
      // Not where the split comes in: what fails there reaches the job as a failed message only.
      open(split);
      open = true;
    }
    boolean stopped = stop.isThere();
    if (stopped) {
      // A record that waits is told first: the end mark's watermark counts on it.
      endEarly();
    }
    R record = pending == null ? next() : pending;
    pending = null;
    if (record == null) {
      if (!staysOpen()) {
        return InputStatus.END_OF_INPUT;
      }
      available = new CompletableFuture<>();
      return InputStatus.NOTHING_AVAILABLE;
    }
    long wait = stopped ? 0 : nanosUntilDue(record);
    if (wait > 0) {
      pending = record;
      available =
          CompletableFuture.runAsync(
              () -> {},
              CompletableFuture.delayedExecutor(
                  Math.min(wait, LONGEST_WAIT_NANOS), TimeUnit.NANOSECONDS));
      return InputStatus.NOTHING_AVAILABLE;
    }
    output.collect(record);
    return InputStatus.MORE_AVAILABLE;
  }

  /** Pacing only: no decision sees this clock. */
  private long nanosUntilDue(R record) {
    long time = pacedBy(record);
    if (speed <= 0 || record.isEnd() || time < pacedFrom || time == RawLine.NONE) {
      return 0;
    }
    if (pacedFromNanos == 0) {
      pacedFromNanos = System.nanoTime();
      firstPaced = time;
    }
    double due = (time - firstPaced) * 1e6 / speed;
    return (long) due - (System.nanoTime() - pacedFromNanos);
  }

  @Override
  public final List<S> snapshotState(long checkpointId) {
    if (!open) {
      return split == null ? List.of() : List.of(split);
    }
    return List.of(position(pending != null));
  }

  @Override
  public final CompletableFuture<Void> isAvailable() {
    return available;
  }

  @Override
  public final void notifyNoMoreSplits() {
    // Not before: a task that ended with this word still under way would fail the whole job.
    allHandedOut = true;
    available.complete(null);
  }
}
