package dev.showroom.backtest;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Lines of comma-separated values (RFC 4180). */
final class Csv {
  private final BufferedWriter out;

  Csv(BufferedWriter out) {
    this.out = out;
  }

  void line(Object... values) {
    try {
      out.write(Arrays.stream(values).map(Csv::cell).collect(Collectors.joining(",")));
      out.write("\r\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String cell(Object value) {
    String text = value == null ? "" : value.toString();
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
