package dev.showroom.replay;

import dev.showroom.common.CommandFailure;
import dev.showroom.core.intake.AlwaysKnown;
import dev.showroom.files.InputFolder;
import dev.showroom.files.StreamInputs;
import java.nio.file.Path;

/** Finds the streams' files in a directory. */
public final class ReplayFiles {
  private ReplayFiles() {}

  /**
   * All of them.
   *
   * @throws CommandFailure one sentence, where one cannot be read or there is none
   */
  public static StreamInputs in(Path directory) {
    return InputFolder.open(directory, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /**
   * Those that can matter for a span of event time; of what must always be known, those of any date
   * before it, too.
   *
   * @throws CommandFailure one sentence, where one cannot be read or there is none
   */
  public static StreamInputs in(Path directory, ReplaySpan span) {
    return InputFolder.open(directory, span.from(), span.until(), AlwaysKnown::contains);
  }
}
