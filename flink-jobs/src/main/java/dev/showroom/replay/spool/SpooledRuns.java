package dev.showroom.replay.spool;

import dev.showroom.core.intake.HistoryRecord;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Merges the runs of a spool into one sequence; holds one record of each run. */
final class SpooledRuns implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private static final class Run {
    final int number;
    final DataInputStream in;
    long key;
    HistoryRecord record;

    Run(int number, Path path) throws IOException {
      this.number = number;
      this.in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path), BUFFER));
    }

    boolean advance() throws IOException {
      try {
        key = in.readLong();
      } catch (EOFException e) {
        return false;
      }
      byte[] packed = new byte[in.readInt()];
      in.readFully(packed);
      record = HistoryRecord.unpack(packed);
      return true;
    }
  }

  private static final Comparator<Run> ORDER =
      Comparator.comparingLong((Run run) -> run.key)
          .thenComparing(run -> run.record.topic())
          .thenComparingInt(run -> run.record.feed())
          .thenComparingInt(run -> run.number);

  private final PriorityQueue<Run> runs = new PriorityQueue<>(ORDER);

  SpooledRuns(Spool spool) throws IOException {
    for (String path : spool.runs()) {
      Run run = new Run(runs.size(), Path.of(path));
      if (run.advance()) {
        runs.add(run);
      } else {
        run.in.close();
      }
    }
  }

  /** The next record, or null. */
  HistoryRecord next() throws IOException {
    Run first = runs.poll();
    if (first == null) {
      return null;
    }
    HistoryRecord record = first.record;
    if (first.advance()) {
      runs.add(first);
    } else {
      first.in.close();
    }
    return record;
  }

  @Override
  public void close() throws IOException {
    for (Run run : runs) {
      run.in.close();
    }
  }
}
