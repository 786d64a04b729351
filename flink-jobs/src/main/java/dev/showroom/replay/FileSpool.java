package dev.showroom.replay;

import dev.showroom.core.intake.HistoryRecord;
import dev.showroom.core.intake.RawLine;
import dev.showroom.files.RecordReader;
import dev.showroom.files.StreamInputs;
import dev.showroom.files.TopicInput;
import dev.showroom.replay.spool.SpoolWriter;
import dev.showroom.schemas.codec.InTopic;
import java.io.IOException;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Sorts the streams' files by event time, on disk. */
public final class FileSpool {
  private static final int RECORDS_PER_LOOK = 10_000;

  private FileSpool() {}

  /**
   * Reads all that is in the span, and from its beginning what a job must always know.
   *
   * @param stopped whether to stop reading
   * @param progress is told now and then that there are more records
   * @return whether lines behind the span were left out
   */
  public static boolean fill(
      StreamInputs inputs,
      ReplaySpan span,
      SpoolWriter spool,
      BooleanSupplier stopped,
      Runnable progress)
      throws IOException {
    boolean leftOut = inputs.laterLeftOut();
    int feed = 0;
    for (Map.Entry<InTopic, TopicInput> input : inputs.topics().entrySet()) {
      try (RecordReader records = input.getValue().open(span.newestPlausible())) {
        leftOut |= fill(input.getKey(), feed, records, span, spool, stopped, progress);
      }
      feed++;
    }
    return leftOut;
  }

  private static boolean fill(
      InTopic topic,
      int feed,
      RecordReader records,
      ReplaySpan span,
      SpoolWriter spool,
      BooleanSupplier stopped,
      Runnable progress)
      throws IOException {
    boolean leftOut = false;
    long newest = RawLine.NONE;
    int sinceLook = 0;
    for (byte[] bytes = records.next(); bytes != null; bytes = records.next()) {
      long glance = records.time();
      boolean plausible = glance != RecordReader.UNKNOWN && glance <= span.newestPlausible();
      newest = plausible ? Math.max(newest, glance) : newest;
      long time = plausible ? glance : newest;
      if (time > span.until()) {
        leftOut = true;
      } else if (time == RawLine.NONE || span.begins(topic, time)) {
        spool.add(
            time,
            new HistoryRecord(
                topic,
                feed,
                records.origin(),
                records.encoding(),
                bytes,
                time,
                span.newestPlausible(),
                RawLine.NONE));
      }
      if (++sinceLook == RECORDS_PER_LOOK) {
        sinceLook = 0;
        progress.run();
        if (stopped.getAsBoolean()) {
          return leftOut;
        }
      }
    }
    return leftOut;
  }
}
