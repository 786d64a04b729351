package dev.showroom.demo;

import dev.showroom.common.CommandFailure;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** A directory that goes with the demo, whatever becomes of it. */
final class TemporaryDirectory implements AutoCloseable {
  private static final int ATTEMPTS = 50;
  private static final long PAUSE_MILLIS = 100;

  private final Path path;

  TemporaryDirectory() {
    try {
      path = Files.createTempDirectory("showroom-demo-");
    } catch (IOException e) {
      throw new CommandFailure(
          "No temporary directory can be made in " + System.getProperty("java.io.tmpdir") + ".", e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(path), "demo directory on exit"));
  }

  Path path() {
    return path;
  }

  /** Flink's cluster takes leave a little after its job has ended, and writes until then. */
  @Override
  public void close() {
    for (int i = 0; i < ATTEMPTS && !delete(path); i++) {
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Whether it is gone. */
  static boolean delete(Path root) {
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.deleteIfExists(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE; // Others delete here as well.
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException e)
                throws IOException {
              Files.deleteIfExists(directory);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      return false; // Something was made in it meanwhile.
    }
    return !Files.exists(root);
  }
}
