package dev.showroom.common;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;

/**
 * A directory that is filled beside its target and gets the target's name when it is whole, so that
 * nobody ever sees half a result.
 */
public final class StagedDirectory implements AutoCloseable {
  private final Path target;
  private final Path staging;

  public StagedDirectory(Path wanted) {
    try {
      target =
          Files.isDirectory(wanted) ? wanted.toRealPath() : wanted.toAbsolutePath().normalize();
      requireFree(target);
      Path parent = target.getParent();
      if (parent == null) {
        throw new CommandFailure("The output directory " + wanted + " has no parent directory.");
      }
      Files.createDirectories(parent);
      // Not createTempDirectory: that one is closed to everybody else, and would stay so.
      staging =
          parent.resolve("." + target.getFileName() + ".partial-" + ProcessHandle.current().pid());
      Files.createDirectory(staging);
    } catch (IOException e) {
      throw new CommandFailure(
          "The output directory " + wanted + " cannot be made: " + reason(e) + ".", e);
    }
  }

  private static void requireFree(Path target) throws IOException {
    if (Files.isDirectory(target)) {
      try (Stream<Path> entries = Files.list(target)) {
        if (entries.findAny().isPresent()) {
          throw new CommandFailure(
              "The output directory " + target + " is not empty; name a new one.");
        }
      }
    } else if (Files.exists(target)) {
      throw new CommandFailure("The output directory " + target + " exists and is a file.");
    }
  }

  public Path path() {
    return staging;
  }

  public void publish() {
    try {
      // An empty directory of that name gives way.
      Files.move(staging, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new CommandFailure(
          "The output directory " + target + " cannot be put in place: " + reason(e) + ".", e);
    }
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName().replace("Exception", "") + " " + e.getMessage();
  }

  /** Clears away what was not published. */
  @Override
  public void close() {
    if (!Files.exists(staging)) {
      return;
    }
    try {
      Files.walkFileTree(
          staging,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException e)
                throws IOException {
              Files.delete(directory);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      // The failure that led here is the one to tell; what stays is hidden and not the target.
    }
  }
}
