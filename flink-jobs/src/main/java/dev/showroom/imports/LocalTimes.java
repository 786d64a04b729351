package dev.showroom.imports;

import dev.showroom.common.CommandFailure;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The shop's local times as epoch milliseconds. The file names no zone; the shop is in the United
 * Kingdom, so Europe/London is taken. In the hour that is skipped in spring a time moves on by an
 * hour; in the hour that comes twice in autumn it is the first.
 */
final class LocalTimes {
  private static final ZoneId SHOP = ZoneId.of("Europe/London");
  private static final Pattern YEAR_FIRST = Pattern.compile("\\d{4}-.*");
  private static final Pattern SLASHES = Pattern.compile("(\\d{1,2})/(\\d{1,2})/\\d{4} .*");
  private static final DateTimeFormatter MONTH_FIRST =
      DateTimeFormatter.ofPattern("M/d/uuuu H:mm[:ss]").withResolverStyle(ResolverStyle.STRICT);

  private String lastText = "";
  private long lastTime;

  /**
   * Reads {@code 2009-12-01T07:45:00}, {@code 2009-12-01 07:45} and the archive's {@code 12/1/2009
   * 7:45}, month first.
   *
   * @throws DateTimeException if it is none of them
   * @throws CommandFailure for a date that has the day first: in such a file the first twelve days
   *     of each month would be misread in silence
   */
  long parse(String text) {
    if (text.equals(lastText)) {
      return lastTime; // the lines of an invoice stand together
    }
    lastTime = local(text).atZone(SHOP).toInstant().toEpochMilli();
    lastText = text;
    return lastTime;
  }

  private static LocalDateTime local(String text) {
    if (YEAR_FIRST.matcher(text).matches()) {
      return LocalDateTime.parse(text.replace(' ', 'T'));
    }
    Matcher slashes = SLASHES.matcher(text);
    if (slashes.matches()
        && Integer.parseInt(slashes.group(1)) > 12
        && Integer.parseInt(slashes.group(2)) <= 12) {
      throw new CommandFailure(
          "The file has dates with the day first; save it with dates as year-month-day.");
    }
    return LocalDateTime.parse(text, MONTH_FIRST);
  }
}
