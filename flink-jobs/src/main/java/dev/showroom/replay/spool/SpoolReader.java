package dev.showroom.replay.spool;

import dev.showroom.core.intake.HistoryRecord;
import dev.showroom.core.intake.RawLine;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;

/** Reads a spool at the speed asked for, until it ends or an early end is asked for. */
final class SpoolReader implements SourceReader<HistoryRecord, SpoolSplit> {
  private static final long LONGEST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final Spool spool;
  private final Reading reading;
  private final StopFile stop;
  private CompletableFuture<Void> available = new CompletableFuture<>();
  private SpoolSplit split;
  private SpooledHistory history;
  private HistoryRecord pending;
  private long firstPaced;
  private long pacedFromNanos;

  SpoolReader(Spool spool, Reading reading) {
    this.spool = spool;
    this.reading = reading;
    this.stop = new StopFile(reading.stop());
  }

  @Override
  public void start() {
    // The split comes unasked.
  }

  @Override
  public void addSplits(List<SpoolSplit> splits) {
    split = splits.get(0);
    available.complete(null);
  }

  @Override
  public InputStatus pollNext(ReaderOutput<HistoryRecord> output) throws IOException {
    if (split == null) {
      return InputStatus.NOTHING_AVAILABLE;
    }
    if (history == null) {
      // Not where the split comes in: what fails there reaches the job as a failed message only.
      history = new SpooledHistory(spool, reading, split.taken());
    }
    boolean stopped = stop.isThere();
    if (stopped) {
      history.stop();
    }
    HistoryRecord record = pending == null ? history.next() : pending;
    pending = null;
    if (record == null) {
      if (!reading.staysOpen()) {
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
  private long nanosUntilDue(HistoryRecord record) {
    long time = reading.order() == ReplayOrder.ARRIVAL ? record.arrivedAt() : record.time();
    if (reading.speed() <= 0
        || record.isEnd()
        || time < reading.pacedFrom()
        || time == RawLine.NONE) {
      return 0;
    }
    if (pacedFromNanos == 0) {
      pacedFromNanos = System.nanoTime();
      firstPaced = time;
    }
    double due = (time - firstPaced) * 1e6 / reading.speed();
    return (long) due - (System.nanoTime() - pacedFromNanos);
  }

  @Override
  public List<SpoolSplit> snapshotState(long checkpointId) {
    if (history == null) {
      return split == null ? List.of() : List.of(split);
    }
    return List.of(new SpoolSplit(history.taken() - (pending == null || pending.isEnd() ? 0 : 1)));
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return available;
  }

  @Override
  public void notifyNoMoreSplits() {
    // There is only one.
  }

  @Override
  public void close() throws Exception {
    if (history != null) {
      history.close();
    }
  }
}
