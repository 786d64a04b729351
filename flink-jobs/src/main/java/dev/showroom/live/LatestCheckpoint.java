package dev.showroom.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the newest whole checkpoint under a local directory: one whose {@code _metadata} has been
 * written.
 */
final class LatestCheckpoint {
  private LatestCheckpoint() {}

  static Optional<Path> in(Path directory) throws IOException {
    return newestFirst(directory).stream().findFirst();
  }

  static List<Path> newestFirst(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> tree = Files.walk(directory, 3)) {
      return tree.filter(path -> path.getFileName().toString().equals("_metadata"))
          .sorted(
              Comparator.comparing(LatestCheckpoint::writtenAt)
                  .thenComparing(Path::toString)
                  .reversed())
          .map(Path::getParent)
          .toList();
    }
  }

  private static long writtenAt(Path path) {
    return path.toFile().lastModified();
  }
}
