package dev.showroom.imports;

import dev.showroom.common.CommandFailure;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether dates such as {@code 01/12/2009} have the day or the month first. Spreadsheets write
 * either, as the machine's language has it; what is taken for the other is wrong for the first
 * twelve days of each month, and nothing shows it. So all dates of the file are asked.
 */
public enum DateOrder {
  DAY_FIRST("day-first"),
  MONTH_FIRST("month-first");

  static final Pattern DATE =
      Pattern.compile("(\\d{1,2})([/.-])(\\d{1,2})\\2(\\d{4}|\\d{2})[ T](.*)");

  private static final int MONTHS = 12;

  private final String words;

  DateOrder(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }

  /**
   * The order in which the file's dates are written; of no matter where it has none such.
   *
   * @param asked what the user says, or null
   * @throws CommandFailure where the dates contradict each other or the user, or tell nothing
   */
  static DateOrder of(Path file, DateOrder asked) {
    long dayFirst = 0;
    long monthFirst = 0;
    String either = null;
    try (LineReader lines = new LineReader(file)) {
      LineParser parser = new LineParser(lines.next(), MONTH_FIRST);
      for (String raw = lines.next(); raw != null; raw = lines.next()) {
        Matcher date = DATE.matcher(parser.date(raw));
        if (!date.matches()) {
          continue;
        }
        int first = Integer.parseInt(date.group(1));
        int second = Integer.parseInt(date.group(3));
        if (first > MONTHS && second <= MONTHS) {
          dayFirst = dayFirst == 0 ? lines.lineNumber() : dayFirst;
        } else if (second > MONTHS && first <= MONTHS) {
          monthFirst = monthFirst == 0 ? lines.lineNumber() : monthFirst;
        } else if (first != second && either == null) {
          either = date.group();
        }
      }
    }
    if (dayFirst > 0 && monthFirst > 0) {
      throw new CommandFailure(
          "The date in line "
              + dayFirst
              + " of "
              + file
              + " has the day first and that in line "
              + monthFirst
              + " the month; save all dates as year-month-day.");
    }
    DateOrder told = dayFirst > 0 ? DAY_FIRST : monthFirst > 0 ? MONTH_FIRST : null;
    if (asked != null && told != null && asked != told) {
      throw new CommandFailure(
          "The dates of "
              + file
              + " are "
              + told
              + ", as that in line "
              + Math.max(dayFirst, monthFirst)
              + " shows; leave out --date-order.");
    }
    if (asked == null && told == null && either != null) {
      throw new CommandFailure(
          "The dates of "
              + file
              + " can have the day or the month first, such as "
              + either
              + "; say which with --date-order.");
    }
    return asked != null ? asked : told != null ? told : MONTH_FIRST;
  }
}
