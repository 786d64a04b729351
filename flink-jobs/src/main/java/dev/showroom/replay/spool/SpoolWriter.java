package dev.showroom.replay.spool;

import dev.showroom.core.intake.HistoryRecord;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Sorts more records than fit into memory: fills a buffer, sorts it, writes it as a run, and begins
 * anew. {@link SpooledRuns} merges the runs while they are read.
 *
 * <p>Records of one key are in the order of streams, then of feeds, then as they were given. Feeds
 * may be given in any mixture: the order that comes of it is the same.
 */
public final class SpoolWriter {
  /** Keeps the runs of a year few, and a buffer small beside the heap. */
  private static final int BYTES_PER_RUN = 32 << 20;

  /** What an entry costs beside its bytes. */
  private static final int BYTES_PER_ENTRY = 64;

  private record Entry(long key, int topic, int feed, byte[] packed) {}

  private static final Comparator<Entry> ORDER =
      Comparator.comparingLong(Entry::key)
          .thenComparingInt(Entry::topic)
          .thenComparingInt(Entry::feed);

  private final Path directory;
  private final int bytesPerRun;
  private final List<String> runs = new ArrayList<>();
  private List<Entry> buffer = new ArrayList<>();
  private int buffered;
  private long records;
  private long oldest = Long.MAX_VALUE;
  private long newest = Long.MIN_VALUE;

  /**
   * @param directory must exist
   */
  public SpoolWriter(Path directory) {
    this(directory, BYTES_PER_RUN);
  }

  SpoolWriter(Path directory, int bytesPerRun) {
    this.directory = directory;
    this.bytesPerRun = bytesPerRun;
  }

  /**
   * @param key to sort by
   */
  public void add(long key, HistoryRecord record) throws IOException {
    byte[] packed = record.pack();
    buffer.add(new Entry(key, record.topic().ordinal(), record.feed(), packed));
    buffered += packed.length + BYTES_PER_ENTRY;
    records++;
    if (record.time() != Long.MIN_VALUE) {
      oldest = Math.min(oldest, record.time());
      newest = Math.max(newest, record.time());
    }
    if (buffered >= bytesPerRun) {
      writeRun();
    }
  }

  public long records() {
    return records;
  }

  /** Writes what is left; nothing can be added after. */
  public Spool finish() throws IOException {
    writeRun();
    return new Spool(runs, records, oldest, newest);
  }

  private void writeRun() throws IOException {
    if (buffer.isEmpty()) {
      return;
    }
    buffer.sort(ORDER);
    Path run = directory.resolve("run-" + runs.size());
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(run), 1 << 16))) {
      for (Entry entry : buffer) {
        out.writeLong(entry.key());
        out.writeInt(entry.packed().length);
        out.write(entry.packed());
      }
    }
    runs.add(run.toString());
    buffer = new ArrayList<>();
    buffered = 0;
  }
}
