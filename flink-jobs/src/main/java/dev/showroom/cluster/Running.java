package dev.showroom.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;

/**
 * Which process a member is, in a file: its number, since when, as numbers are used again, and how
 * often it was started again.
 */
final class Running {
  private Running() {}

  static void note(ClusterDirectory directory, String member, ProcessHandle process, int restarts) {
    Path file = directory.pidFile(member);
    Path draft = file.resolveSibling(member + ".pid.new");
    try {
      Files.writeString(draft, process.pid() + " " + since(process) + " " + restarts + "\n");
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void forget(ClusterDirectory directory, String member) {
    try {
      Files.deleteIfExists(directory.pidFile(member));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The member's process, if it is alive. */
  static Optional<ProcessHandle> of(ClusterDirectory directory, String member) {
    String[] noted = noted(directory, member);
    if (noted.length != 3 || !noted[0].matches("\\d{1,18}")) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(noted[0]))
        .filter(ProcessHandle::isAlive)
        .filter(process -> since(process).equals(noted[1]));
  }

  /** How often the member was started again. */
  static String restarts(ClusterDirectory directory, String member) {
    String[] noted = noted(directory, member);
    return noted.length == 3 ? noted[2] : "0";
  }

  private static String[] noted(ClusterDirectory directory, String member) {
    return ClusterDirectory.read(directory.pidFile(member)).orElse("").strip().split(" ");
  }

  private static String since(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("unknown");
  }
}
