package dev.showroom.common;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory of results that is there whole or not at all: they are written beside it, and it gets
 * its name at the end. Whatever stops the process but a kill leaves nothing behind.
 */
public final class StagedDirectory implements AutoCloseable {
  private final Path target;
  private final Path staging;
  private final Deque<Path> madeParents = new ArrayDeque<>();
  private final Thread onExit = new Thread(this::clearAway, "clear away unfinished output");
  private boolean published;

  private StagedDirectory(Path target) {
    this.target = target;
    // Not createTempDirectory: that one is closed to everybody else, and would stay so.
    this.staging =
        target.resolveSibling(
            "." + target.getFileName() + ".partial-" + ProcessHandle.current().pid());
  }

  /**
   * Makes the working directory; the output must be absent or an empty directory, on this disk.
   *
   * @throws CommandFailure if something would be overwritten, or nothing can be written there
   */
  public static StagedDirectory prepare(Path output) {
    LocalOutput.require(output, "directory");
    try {
      Path target =
          Files.isDirectory(output) ? output.toRealPath() : output.toAbsolutePath().normalize();
      requireFree(output, target);
      if (target.getParent() == null) {
        throw new CommandFailure("The output cannot be the root directory.");
      }
      StagedDirectory directory = new StagedDirectory(target);
      directory.open(output);
      return directory;
    } catch (IOException e) {
      throw unwritable(output, e);
    }
  }

  private static void requireFree(Path output, Path target) throws IOException {
    if (Files.isDirectory(target)) {
      try (Stream<Path> entries = Files.list(target)) {
        if (entries.findAny().isPresent()) {
          throw new CommandFailure(
              "The output directory '"
                  + output
                  + "' is not empty; name another, or empty it first.");
        }
      }
    } else if (Files.exists(target)) {
      throw new CommandFailure(
          "The output '" + output + "' is a file; name a directory that is empty or not there.");
    }
  }

  private void open(Path output) {
    try {
      for (Path up = target.getParent(); up != null && !Files.exists(up); up = up.getParent()) {
        madeParents.addLast(up);
      }
      Files.createDirectories(target.getParent());
      delete(staging); // a process of this number may have been killed here before
      Files.createDirectory(staging);
    } catch (IOException e) {
      clearAway();
      throw unwritable(output, e);
    }
    Runtime.getRuntime().addShutdownHook(onExit);
  }

  /** Where to write. */
  public Path path() {
    return staging;
  }

  /** Gives the results their name. */
  public synchronized void publish() {
    try {
      try {
        // An empty directory of that name gives way.
        Files.move(staging, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (FileSystemException e) {
        if (!Files.isDirectory(target)) {
          moveAsWhole(e);
        } else {
          fill(e);
        }
      }
      published = true;
    } catch (IOException e) {
      throw unwritable(target, e);
    }
  }

  private void moveAsWhole(FileSystemException e) throws IOException {
    if (!(e instanceof AtomicMoveNotSupportedException)) {
      throw e;
    }
    Files.move(staging, target);
  }

  /** An empty directory that cannot be replaced, as a mounted one cannot, gets the files. */
  private void fill(FileSystemException e) throws IOException {
    requireFree(target, target);
    List<Path> files;
    try (Stream<Path> entries = Files.list(staging)) {
      files = entries.sorted().toList();
    }
    Deque<Path> moved = new ArrayDeque<>();
    try {
      for (Path file : files) {
        Path place = target.resolve(file.getFileName());
        moved.add(place);
        Files.move(file, place);
      }
    } catch (IOException second) {
      for (Path place : moved) {
        delete(place);
      }
      second.addSuppressed(e);
      throw second;
    }
  }

  /** Clears away what was not published. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (IllegalStateException e) {
      return; // The process ends, and the hook runs.
    }
    clearAway();
  }

  private synchronized void clearAway() {
    try {
      delete(staging);
      if (!published) {
        for (Path parent : madeParents) {
          Files.deleteIfExists(parent);
        }
      }
    } catch (IOException e) {
      // The failure that led here is the one to tell; what stays is hidden and not the target.
    }
  }

  private static CommandFailure unwritable(Path output, IOException e) {
    return new CommandFailure(
        "The output directory '" + output + "' cannot be written: " + Causes.of(e) + ".", e);
  }

  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    List<Path> paths;
    try (Stream<Path> tree = Files.walk(directory)) {
      paths = tree.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.deleteIfExists(path);
    }
  }
}
