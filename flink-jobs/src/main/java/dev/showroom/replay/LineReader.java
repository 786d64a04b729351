package dev.showroom.replay;

import dev.showroom.core.intake.RawLine;
import dev.showroom.files.StreamInputs;
import dev.showroom.replay.spool.StopFile;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;

/** Reads the merged lines, at the speed asked for. */
final class LineReader implements SourceReader<RawLine, LineSplit> {
  /** Awake now and then, to look whether to stop. */
  private static final long LONGEST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final StreamInputs inputs;
  private final ReplaySpan span;
  private final StopFile stop;
  private CompletableFuture<Void> available = new CompletableFuture<>();
  private LineSplit split;
  private MergedLines lines;
  private RawLine pending;
  private long pacedFromEvent;
  private long pacedFromNanos;

  LineReader(StreamInputs inputs, ReplaySpan span) {
    this(inputs, span, new StopFile(null));
  }

  /**
   * @param stop looked at while reading
   */
  LineReader(StreamInputs inputs, ReplaySpan span, StopFile stop) {
    this.stop = stop;
    this.inputs = inputs;
    this.span = span;
  }

  @Override
  public void start() {
    // The split comes unasked.
  }

  @Override
  public void addSplits(List<LineSplit> splits) {
    split = splits.get(0);
    available.complete(null);
  }

  @Override
  public InputStatus pollNext(ReaderOutput<RawLine> output) throws IOException {
    if (split == null) {
      return InputStatus.NOTHING_AVAILABLE;
    }
    if (lines == null) {
      // Not where the split comes in: what fails there reaches the job as a failed message only.
      lines = new MergedLines(inputs, split.taken(), span);
    }
    boolean stopped = stop.isThere();
    if (stopped) {
      // A line that waits is told first: the end mark's watermark counts on it.
      lines.stop();
    }
    RawLine line = pending == null ? lines.next() : pending;
    pending = null;
    if (line == null) {
      return InputStatus.END_OF_INPUT;
    }
    long wait = stopped ? 0 : nanosUntilDue(line);
    if (wait > 0) {
      pending = line;
      available =
          CompletableFuture.runAsync(
              () -> {},
              CompletableFuture.delayedExecutor(
                  Math.min(wait, LONGEST_WAIT_NANOS), TimeUnit.NANOSECONDS));
      return InputStatus.NOTHING_AVAILABLE;
    }
    output.collect(line);
    return InputStatus.MORE_AVAILABLE;
  }

  /** Pacing only: no decision sees this clock. */
  private long nanosUntilDue(RawLine line) {
    if (span.speed() <= 0
        || line.isEnd()
        || line.time() < span.from()
        || line.time() == RawLine.NONE) {
      return 0;
    }
    if (pacedFromNanos == 0) {
      pacedFromNanos = System.nanoTime();
      pacedFromEvent = line.time();
    }
    double dueNanos = (line.time() - pacedFromEvent) * 1e6 / span.speed();
    return (long) dueNanos - (System.nanoTime() - pacedFromNanos);
  }

  @Override
  public List<LineSplit> snapshotState(long checkpointId) {
    if (lines == null) {
      return split == null ? List.of() : List.of(split);
    }
    return List.of(new LineSplit(pending == null ? lines.taken() : lines.takenBeforeLast()));
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
    if (lines != null) {
      lines.close();
    }
  }
}
