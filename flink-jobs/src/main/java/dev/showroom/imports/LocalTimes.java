package dev.showroom.imports;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
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
  private static final DateTimeFormatter TIME_OF_DAY =
      DateTimeFormatter.ofPattern("H:mm[:ss]").withResolverStyle(ResolverStyle.STRICT);
  private static final int CENTURY = 2000;

  private final DateOrder order;
  private String lastText = "";
  private long lastTime;

  LocalTimes(DateOrder order) {
    this.order = order;
  }

  /**
   * Reads {@code 2009-12-01T07:45:00}, {@code 2009-12-01 07:45} and, with day and month in the
   * order of the file, {@code 12/1/2009 7:45}, {@code 12/1/09 7:45}, {@code 01.12.2009 07:45}.
   *
   * @throws DateTimeException if it is none of them
   */
  long parse(String text) {
    if (text.equals(lastText)) {
      return lastTime; // the lines of an invoice stand together
    }
    lastTime = local(text).atZone(SHOP).toInstant().toEpochMilli();
    lastText = text;
    return lastTime;
  }

  private LocalDateTime local(String text) {
    if (YEAR_FIRST.matcher(text).matches()) {
      return LocalDateTime.parse(text.replace(' ', 'T'));
    }
    Matcher date = DateOrder.DATE.matcher(text);
    if (!date.matches()) {
      throw new DateTimeException("no date and time");
    }
    int first = Integer.parseInt(date.group(1));
    int second = Integer.parseInt(date.group(3));
    int year = Integer.parseInt(date.group(4));
    boolean dayFirst = order == DateOrder.DAY_FIRST;
    return LocalDate.of(
            date.group(4).length() == 2 ? CENTURY + year : year,
            dayFirst ? second : first,
            dayFirst ? first : second)
        .atTime(LocalTime.parse(date.group(5), TIME_OF_DAY));
  }
}
