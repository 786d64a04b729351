package dev.showroom.cli;

import dev.showroom.schemas.codec.IsoTime;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import picocli.CommandLine;

/** Times as options have them. */
final class CommandTimes {
  private CommandTimes() {}

  /**
   * A date, whose first moment in UTC is meant, or an ISO-8601 time; epoch milliseconds.
   *
   * @param text null for {@code otherwise}
   */
  static long parse(CommandLine command, String option, String text, long otherwise) {
    if (text == null) {
      return otherwise;
    }
    try {
      return text.contains("T")
          ? IsoTime.parse(text)
          : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    } catch (DateTimeException e) {
      throw new CommandLine.ParameterException(
          command,
          option
              + " must be a date or an ISO-8601 time, for example 2026-01-31T08:00:00Z; it is '"
              + text
              + "'.");
    }
  }
}
