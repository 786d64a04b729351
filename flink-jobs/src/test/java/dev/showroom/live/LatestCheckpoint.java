package dev.showroom.live;

import dev.showroom.files.Checkpoints;
import dev.showroom.files.Location;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The checkpoints of a job on this disk. */
final class LatestCheckpoint {
  private LatestCheckpoint() {}

  static Optional<Path> in(Path directory) throws IOException {
    return newestFirst(directory).stream().findFirst();
  }

  static List<Path> newestFirst(Path directory) throws IOException {
    return Checkpoints.newestFirst(Location.of(directory)).stream()
        .map(checkpoint -> Path.of(checkpoint.getPath()))
        .toList();
  }
}
