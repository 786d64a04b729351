package dev.showroom.replay;

import dev.showroom.common.Causes;
import dev.showroom.common.CommandFailure;
import dev.showroom.core.intake.Arrival;
import dev.showroom.core.intake.RawLine;
import dev.showroom.files.StreamInputs;
import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;

/** The lines that a replay would take, one by one and without the job around them. */
public final class ReplayedLines {
  private ReplayedLines() {}

  /**
   * Hands every record of the streams to {@code each}, dead letters among them.
   *
   * @return event time up to which all has happened by then, epoch milliseconds; {@link
   *     RawLine#NONE} where there is no line in the span
   * @throws CommandFailure where a file cannot be read
   */
  public static long read(StreamInputs inputs, ReplaySpan span, Consumer<Arrival> each) {
    LineDecoder decoder = new LineDecoder(span.newestPlausible(), inputs.writers());
    try (MergedLines lines = new MergedLines(inputs, Map.of(), span)) {
      while (true) {
        RawLine line = lines.next();
        if (line.isEnd()) {
          return line.time();
        }
        each.accept(decoder.decode(line));
      }
    } catch (IOException e) {
      throw new CommandFailure("The input could not be read: " + Causes.of(e) + ".", e);
    }
  }
}
