package dev.showroom.files;

import dev.showroom.schemas.codec.IsoTime;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;

/**
 * Finds a JSON line's event time without parsing the line. Merging files by time must not cost a
 * second JSON parse; a line that fools the glance is still judged by its parsed time.
 */
public final class EventTimeGlance {
  public static final long UNKNOWN = Long.MIN_VALUE;

  private static final byte[] FIELD = "\"eventTime\"".getBytes(StandardCharsets.US_ASCII);

  private EventTimeGlance() {}

  public static long at(byte[] line) {
    for (int i = 0; i + FIELD.length < line.length; i++) {
      if (line[i] == '"' && matches(line, i)) {
        return valueAt(line, i + FIELD.length);
      }
    }
    return UNKNOWN;
  }

  private static boolean matches(byte[] line, int at) {
    for (int i = 1; i < FIELD.length; i++) {
      if (line[at + i] != FIELD[i]) {
        return false;
      }
    }
    return true;
  }

  private static long valueAt(byte[] line, int from) {
    int i = from;
    while (i < line.length && (line[i] == ':' || line[i] == ' ' || line[i] == '\t')) {
      i++;
    }
    int end = i + 1;
    while (end < line.length && line[end] != '"') {
      end++;
    }
    if (i >= line.length || line[i] != '"' || end >= line.length) {
      return UNKNOWN;
    }
    try {
      return IsoTime.parse(new String(line, i + 1, end - i - 1, StandardCharsets.ISO_8859_1));
    } catch (DateTimeException | ArithmeticException e) {
      return UNKNOWN;
    }
  }
}
