package dev.showroom.cli;

import java.io.PrintWriter;
import java.util.Locale;

/** Says on stderr how far long work is, at most once a second; says nothing of short work. */
final class Progress {
  private static final long INTERVAL_NANOS = 1_000_000_000L;

  private final PrintWriter err;
  private long lastTold = System.nanoTime();

  Progress(PrintWriter err) {
    this.err = err;
  }

  void tell(String format, Object... values) {
    long now = System.nanoTime();
    if (now - lastTold >= INTERVAL_NANOS) {
      lastTold = now;
      err.println("showroom: " + String.format(Locale.ROOT, format, values) + " ...");
      err.flush();
    }
  }
}
