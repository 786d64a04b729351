package dev.showroom.files;

import dev.showroom.core.intake.Encoding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/**
 * The records of several files: those of one date after those of the date before, and those of
 * files of the same date merged by event time. A file is opened when its first record is due, so
 * that a day of a thousand files, one after the other, does not hold a thousand open.
 */
final class DatedFiles implements RecordReader {
  /** A file that is open, and its record that comes next. */
  private static final class Head {
    final RecordReader records;
    byte[] bytes;
    long order = UNKNOWN;
    long newest = UNKNOWN;

    Head(RecordReader records) {
      this.records = records;
    }
  }

  private final Iterator<List<FileRef>> dates;
  private final long newestPlausible;
  private final List<FileRef> waiting = new ArrayList<>();
  private final List<Head> heads = new ArrayList<>();
  private long taken;
  private long time = UNKNOWN;
  private String origin = "";
  private Encoding encoding = Encoding.JSON;

  /**
   * @param dates the files of each date, the dates in order
   */
  DatedFiles(List<List<FileRef>> dates, long newestPlausible) {
    this.dates = dates.iterator();
    this.newestPlausible = newestPlausible;
  }

  @Override
  public byte[] next() throws IOException {
    while (true) {
      Head first = earliest();
      if (!waiting.isEmpty()
          && (first == null || plausible(waiting.get(0).firstTime()) <= first.order)) {
        open(waiting.remove(0));
      } else if (first != null) {
        return take(first);
      } else if (dates.hasNext()) {
        waiting.addAll(dates.next());
        waiting.sort(
            Comparator.comparingLong((FileRef file) -> plausible(file.firstTime()))
                .thenComparing(FileRef::name));
      } else {
        return null;
      }
    }
  }

  private long plausible(long at) {
    return at <= newestPlausible ? at : UNKNOWN;
  }

  private Head earliest() {
    Head first = null;
    for (Head head : heads) {
      if (first == null || head.order < first.order) {
        first = head;
      }
    }
    return first;
  }

  private void open(FileRef file) throws IOException {
    Head head = new Head(file.records());
    heads.add(head);
    advance(head);
  }

  private byte[] take(Head head) throws IOException {
    byte[] bytes = head.bytes;
    time = head.records.time();
    origin = head.records.origin();
    encoding = head.records.encoding();
    taken++;
    advance(head);
    return bytes;
  }

  private void advance(Head head) throws IOException {
    head.bytes = head.records.next();
    if (head.bytes == null) {
      head.records.close();
      heads.remove(head);
      return;
    }
    // As streams are merged with each other: what tells no time keeps its place in its file.
    long at = plausible(head.records.time());
    head.newest = Math.max(head.newest, at);
    head.order = at == UNKNOWN ? head.newest : at;
  }

  @Override
  public long time() {
    return time;
  }

  @Override
  public String origin() {
    return origin;
  }

  @Override
  public Encoding encoding() {
    return encoding;
  }

  @Override
  public long position() {
    return taken;
  }

  @Override
  public void skip(long position) throws IOException {
    while (taken < position && next() != null) {
      // The order of several files is known only by reading them.
    }
  }

  @Override
  public void close() throws IOException {
    for (Head head : heads) {
      head.records.close();
    }
  }
}
