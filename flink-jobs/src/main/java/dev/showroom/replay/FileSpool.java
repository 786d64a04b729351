package dev.showroom.replay;

import dev.showroom.core.intake.HistoryRecord;
import dev.showroom.core.intake.RawLine;
import dev.showroom.replay.spool.SpoolWriter;
import dev.showroom.schemas.codec.InTopic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Sorts the streams' files by event time, on disk. */
public final class FileSpool {
  private static final int LINES_PER_LOOK = 10_000;

  private FileSpool() {}

  /**
   * Reads all that is in the span.
   *
   * @param knownWhole whether what a job must know is read from its beginning
   * @param stopped whether to stop reading
   * @param progress is told now and then that there are more records
   * @return whether lines behind the span were left out
   */
  public static boolean fill(
      Map<InTopic, Path> files,
      ReplaySpan span,
      boolean knownWhole,
      SpoolWriter spool,
      BooleanSupplier stopped,
      Runnable progress)
      throws IOException {
    boolean leftOut = false;
    int feed = 0;
    for (Map.Entry<InTopic, Path> entry : files.entrySet()) {
      InTopic topic = entry.getKey();
      try (LineFile file = new LineFile(topic, entry.getValue())) {
        long newest = RawLine.NONE;
        for (byte[] line = file.next(); line != null; line = file.next()) {
          long glance = EventTimeGlance.at(line);
          boolean plausible = glance != EventTimeGlance.UNKNOWN && glance <= span.newestPlausible();
          newest = plausible ? Math.max(newest, glance) : newest;
          long time = plausible ? glance : newest;
          if (time > span.until()) {
            leftOut = true;
          } else if (time == RawLine.NONE
              || time >= span.from()
              || knownWhole && AlwaysKnown.contains(topic)) {
            spool.add(
                time,
                new HistoryRecord(
                    topic,
                    feed,
                    file.origin(),
                    HistoryRecord.Form.JSON,
                    line,
                    time,
                    span.newestPlausible(),
                    RawLine.NONE));
          }
          if (file.line() % LINES_PER_LOOK == 0) {
            progress.run();
            if (stopped.getAsBoolean()) {
              return leftOut;
            }
          }
        }
      }
      feed++;
    }
    return leftOut;
  }
}
