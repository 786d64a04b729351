package dev.showroom.cli;

import java.io.PrintWriter;
import java.util.Locale;

/** Says on stderr how far long work is, once a second; says nothing of short work. */
final class Progress {
  private static final long INTERVAL_NANOS = 1_000_000_000L;

  private final PrintWriter err;
  private long lastShown = System.nanoTime();

  Progress(PrintWriter err) {
    this.err = err;
  }

  void show(long done, long of, String what) {
    long now = System.nanoTime();
    if (now - lastShown >= INTERVAL_NANOS) {
      lastShown = now;
      // Lines mixed in on top of the plan must not read as more than all.
      err.println(
          String.format(Locale.ROOT, "showroom: %,d of %,d %s", Math.min(done, of), of, what));
      err.flush();
    }
  }
}
