package dev.showroom.replay;

import dev.showroom.core.intake.RawLine;
import dev.showroom.schemas.codec.InTopic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The lines of all files as one sequence, merged by event time, with the watermark that the
 * lateness bound allows. A function of the files alone: what is late in a replay is late in each
 * replay of the same files.
 */
final class MergedLines implements AutoCloseable {
  /** Watermarks are broadcast to all subtasks, so not each line has one. */
  private static final int LINES_PER_WATERMARK = 256;

  private static final class Head {
    final LineFile file;
    byte[] line;
    long time = RawLine.NONE;
    long newest = RawLine.NONE;

    Head(LineFile file) {
      this.file = file;
    }
  }

  private final ReplaySpan span;
  private final List<Head> heads = new ArrayList<>();
  private long watermark = RawLine.NONE;
  private long newest = RawLine.NONE;
  private boolean sawLater;
  private boolean ended;
  private int sinceWatermark;

  /**
   * @param taken lines of each file that an earlier reader has taken already
   */
  MergedLines(Map<InTopic, Path> files, Map<InTopic, Long> taken, ReplaySpan span)
      throws IOException {
    this.span = span;
    for (Map.Entry<InTopic, Path> file : files.entrySet()) {
      Head head = new Head(new LineFile(file.getKey(), file.getValue()));
      heads.add(head);
      head.file.skip(taken.getOrDefault(file.getKey(), 0L));
      advance(head);
    }
  }

  /** The next line, last of all the end mark, then null. */
  RawLine next() throws IOException {
    while (true) {
      Head first = null;
      for (Head head : heads) {
        if (head.line != null && (first == null || head.time < first.time)) {
          first = head;
        }
      }
      if (first == null) {
        return end();
      }
      RawLine line = take(first);
      if (line != null) {
        return line;
      }
    }
  }

  private RawLine take(Head head) throws IOException {
    byte[] bytes = head.line;
    long time = head.time;
    String origin = head.file.origin();
    advance(head);
    if (time != RawLine.NONE && time < span.from()) {
      return null;
    }
    if (time > span.until()) {
      sawLater = true;
      return null;
    }
    newest = Math.max(newest, time);
    return new RawLine(head.file.topic(), origin, bytes, time, dueWatermark());
  }

  private long dueWatermark() {
    if (++sinceWatermark < LINES_PER_WATERMARK) {
      return RawLine.NONE;
    }
    sinceWatermark = 0;
    long lowest = Long.MAX_VALUE;
    for (Head head : heads) {
      if (head.line != null) {
        lowest = Math.min(lowest, head.newest);
      }
    }
    if (lowest == Long.MAX_VALUE || lowest == RawLine.NONE) {
      return RawLine.NONE;
    }
    long next = Math.min(lowest, span.until()) - span.latenessMillis() - 1;
    if (next <= watermark) {
      return RawLine.NONE;
    }
    watermark = next;
    return next;
  }

  private RawLine end() {
    if (ended) {
      return null;
    }
    ended = true;
    // All that happened up to the newest line is known, and if later lines were left out, up to the
    // last moment taken.
    return RawLine.end(sawLater ? span.until() : newest);
  }

  private void advance(Head head) throws IOException {
    head.line = head.file.next();
    if (head.line != null) {
      long time = EventTimeGlance.at(head.line);
      boolean plausible = time != EventTimeGlance.UNKNOWN && time <= span.newestPlausible();
      head.newest = plausible ? Math.max(head.newest, time) : head.newest;
      head.time = plausible ? time : head.newest;
    }
  }

  long linesTaken(InTopic topic) {
    for (Head head : heads) {
      if (head.file.topic() == topic) {
        return head.line == null ? head.file.line() : head.file.line() - 1;
      }
    }
    return 0;
  }

  @Override
  public void close() throws IOException {
    for (Head head : heads) {
      head.file.close();
    }
  }
}
