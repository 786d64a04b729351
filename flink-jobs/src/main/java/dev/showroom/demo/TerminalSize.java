package dev.showroom.demo;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Columns and rows of the terminal: what the environment says, else what the terminal says. */
final class TerminalSize {
  private static final Size DEFAULT = new Size(100, 30);
  private static final Size LEAST = new Size(20, 8);
  private static final Pattern ANSWER = Pattern.compile("(\\d{1,4}) (\\d{1,4})\\s*");
  private static final long ASK_NANOS = 2_000_000_000L;

  record Size(int columns, int rows) {}

  private final Map<String, String> environment;
  private Size last = DEFAULT;
  private long askedAt = System.nanoTime() - ASK_NANOS;

  TerminalSize(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Asks again now and then: a window may be resized. */
  Size now() {
    long now = System.nanoTime();
    if (now - askedAt >= ASK_NANOS) {
      askedAt = now;
      Size terminal = ask();
      last =
          new Size(
              Math.max(LEAST.columns(), number("COLUMNS", terminal.columns())),
              Math.max(LEAST.rows(), number("LINES", terminal.rows())));
    }
    return last;
  }

  private int number(String variable, int otherwise) {
    String text = environment.getOrDefault(variable, "");
    return text.matches("[1-9]\\d{0,3}") ? Integer.parseInt(text) : otherwise;
  }

  private static Size ask() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      stty.waitFor(1, TimeUnit.SECONDS);
      Matcher matcher = ANSWER.matcher(answer);
      if (matcher.matches()) {
        int rows = Integer.parseInt(matcher.group(1));
        int columns = Integer.parseInt(matcher.group(2));
        // A terminal that does not know says 0 0.
        return rows > 0 && columns > 0 ? new Size(columns, rows) : DEFAULT;
      }
    } catch (IOException e) {
      // No stty here.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return DEFAULT;
  }
}
