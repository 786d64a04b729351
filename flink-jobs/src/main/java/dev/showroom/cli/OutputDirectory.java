package dev.showroom.cli;

import dev.showroom.common.CommandFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A directory of results that is there whole or not at all: they are written beside it, and it gets
 * its name at the end.
 */
final class OutputDirectory implements AutoCloseable {
  private final Path target;
  private final Path working;

  private OutputDirectory(Path target, Path working) {
    this.target = target;
    this.working = working;
  }

  /**
   * @throws CommandFailure if something is at the target that would be overwritten
   */
  static OutputDirectory prepare(Path output) {
    Path target = output.toAbsolutePath().normalize();
    if (Files.exists(target) && !Files.isDirectory(target)) {
      throw new CommandFailure(
          "The output '" + output + "' is a file; name a directory that is empty or not there.");
    }
    if (!isAbsentOrEmpty(output, target)) {
      throw new CommandFailure(
          "The output directory '" + output + "' is not empty; name another, or empty it first.");
    }
    if (target.getParent() == null) {
      throw new CommandFailure("The output cannot be the root directory.");
    }
    String name = "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".partial";
    Path working = target.resolveSibling(name);
    try {
      Files.createDirectories(target.getParent());
      delete(working); // a process of this number may have been killed here before
      Files.createDirectory(working);
    } catch (IOException e) {
      throw unwritable(output, e);
    }
    return new OutputDirectory(target, working);
  }

  Path working() {
    return working;
  }

  /** Gives the results their name. */
  void publish() throws IOException {
    try {
      // An empty directory at the target is replaced.
      Files.move(working, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.deleteIfExists(target);
      Files.move(working, target);
    }
  }

  /** Leaves nothing behind if the results were not published. */
  @Override
  public void close() throws IOException {
    delete(working);
  }

  private static boolean isAbsentOrEmpty(Path output, Path target) {
    if (!Files.exists(target)) {
      return true;
    }
    try (Stream<Path> entries = Files.list(target)) {
      return entries.findAny().isEmpty();
    } catch (IOException e) {
      throw unwritable(output, e);
    }
  }

  private static CommandFailure unwritable(Path output, IOException e) {
    String why =
        e instanceof FileSystemException f && f.getReason() != null
            ? f.getReason()
            : e.getClass().getSimpleName();
    return new CommandFailure(
        "The output directory '" + output + "' cannot be written: " + why + ".", e);
  }

  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(directory)) {
      tree.sorted(Comparator.reverseOrder()).forEach(OutputDirectory::deleteOne);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void deleteOne(Path path) {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
