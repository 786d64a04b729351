package dev.showroom.replay;

import dev.showroom.core.intake.RawLine;
import dev.showroom.schemas.codec.InTopic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;

/** Reads the merged lines, at the speed asked for. */
final class LineReader implements SourceReader<RawLine, LineSplit> {
  private final Map<InTopic, Path> files = new EnumMap<>(InTopic.class);
  private final ReplaySpan span;
  private CompletableFuture<Void> available = new CompletableFuture<>();
  private LineSplit split;
  private MergedLines lines;
  private RawLine pending;
  private long pacedFromEvent;
  private long pacedFromNanos;

  LineReader(Map<InTopic, String> files, ReplaySpan span) {
    files.forEach((topic, path) -> this.files.put(topic, Path.of(path)));
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
      lines = new MergedLines(files, split.taken(), span);
    }
    RawLine line = pending == null ? lines.next() : pending;
    pending = null;
    if (line == null) {
      return InputStatus.END_OF_INPUT;
    }
    long wait = nanosUntilDue(line);
    if (wait > 0) {
      pending = line;
      available =
          CompletableFuture.runAsync(
              () -> {}, CompletableFuture.delayedExecutor(wait, TimeUnit.NANOSECONDS));
      return InputStatus.NOTHING_AVAILABLE;
    }
    output.collect(line);
    return InputStatus.MORE_AVAILABLE;
  }

  /** Pacing only: no decision sees this clock. */
  private long nanosUntilDue(RawLine line) {
    if (span.speed() <= 0 || line.isEnd() || line.time() == RawLine.NONE) {
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
    Map<InTopic, Long> taken = new EnumMap<>(InTopic.class);
    files.keySet().forEach(topic -> taken.put(topic, lines.linesTaken(topic)));
    if (pending != null && !pending.isEnd()) {
      taken.put(pending.topic(), lineOf(pending) - 1);
    }
    return List.of(new LineSplit(taken));
  }

  private static long lineOf(RawLine line) {
    return Long.parseLong(line.origin().substring(line.origin().lastIndexOf(':') + 1));
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
