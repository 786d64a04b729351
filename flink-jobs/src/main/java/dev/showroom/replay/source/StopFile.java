package dev.showroom.replay.source;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that asks a reader for an early end: what is read until then goes through the whole job,
 * which ends as it does at the end of its input. Looked for now and then, as a look costs.
 */
public final class StopFile {
  private static final long NANOS_PER_LOOK = 100_000_000L;

  private final Path file;
  private long looked = System.nanoTime();
  private boolean there;

  /**
   * @param file null where no early end can be asked for
   */
  public StopFile(String file) {
    this.file = file == null ? null : Path.of(file);
  }

  public boolean isThere() {
    if (file == null || there) {
      return there;
    }
    long now = System.nanoTime();
    if (now - looked >= NANOS_PER_LOOK) {
      looked = now;
      there = Files.exists(file);
    }
    return there;
  }
}
