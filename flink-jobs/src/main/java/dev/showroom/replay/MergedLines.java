package dev.showroom.replay;

import dev.showroom.core.intake.Encoding;
import dev.showroom.core.intake.RawLine;
import dev.showroom.files.RecordReader;
import dev.showroom.files.StreamInputs;
import dev.showroom.files.TopicInput;
import dev.showroom.schemas.codec.InTopic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The records of all streams as one sequence, merged by event time, with the watermark that the
 * lateness bound allows. A function of the input alone: what is late in a replay is late in each
 * replay of the same input.
 */
final class MergedLines implements AutoCloseable {
  /** Watermarks are broadcast to all subtasks, so not each line has one. */
  private static final int LINES_PER_WATERMARK = 256;

  private static final class Head {
    final InTopic topic;
    final RecordReader records;
    byte[] line;
    long before;
    long time = RawLine.NONE;
    long newest = RawLine.NONE;

    Head(InTopic topic, RecordReader records) {
      this.topic = topic;
      this.records = records;
    }
  }

  private final ReplaySpan span;
  private final List<Head> heads = new ArrayList<>();
  private long watermark = RawLine.NONE;
  private long newest = RawLine.NONE;
  private boolean sawLater;
  private Head last;
  private long beforeLast;
  private boolean ended;
  private boolean stopping;
  private int sinceWatermark;

  /**
   * @param taken how far an earlier reader has come already in each stream
   */
  MergedLines(StreamInputs inputs, Map<InTopic, Long> taken, ReplaySpan span) throws IOException {
    this.span = span;
    this.sawLater = inputs.laterLeftOut();
    for (Map.Entry<InTopic, TopicInput> input : inputs.topics().entrySet()) {
      Head head = new Head(input.getKey(), input.getValue().open(span.newestPlausible()));
      heads.add(head);
      head.records.skip(taken.getOrDefault(input.getKey(), 0L));
      advance(head);
    }
  }

  /** Ends here: no more is known then than the last watermark said. */
  void stop() {
    stopping = true;
  }

  /** The next line, last of all the end mark, then null. */
  RawLine next() throws IOException {
    if (stopping) {
      RawLine end = ended ? null : RawLine.end(watermark);
      ended = true;
      return end;
    }
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
    String origin = head.records.origin();
    Encoding encoding = head.records.encoding();
    long before = head.before;
    advance(head);
    if (time != RawLine.NONE && !span.begins(head.topic, time)) {
      return null;
    }
    if (time > span.until()) {
      sawLater = true;
      return null;
    }
    if (time >= span.from()) {
      newest = Math.max(newest, time);
    }
    last = head;
    beforeLast = before;
    return new RawLine(head.topic, origin, encoding, bytes, time, dueWatermark());
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
    head.before = head.records.position();
    head.line = head.records.next();
    if (head.line != null) {
      long time = head.records.time();
      boolean plausible = time != RecordReader.UNKNOWN && time <= span.newestPlausible();
      head.newest = plausible ? Math.max(head.newest, time) : head.newest;
      head.time = plausible ? time : head.newest;
    }
  }

  /** How far each stream has been taken. */
  Map<InTopic, Long> taken() {
    Map<InTopic, Long> taken = new EnumMap<>(InTopic.class);
    heads.forEach(head -> taken.put(head.topic, head.before));
    return taken;
  }

  /** {@link #taken} as it was before the line that was handed out last. */
  Map<InTopic, Long> takenBeforeLast() {
    Map<InTopic, Long> taken = taken();
    if (last != null) {
      taken.put(last.topic, beforeLast);
    }
    return taken;
  }

  @Override
  public void close() throws IOException {
    for (Head head : heads) {
      head.records.close();
    }
  }
}
