package dev.showroom.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Finds the newest whole checkpoint, one with {@code _metadata}, on any of Flink's file systems.
 */
final class NewestCheckpoint {
  private NewestCheckpoint() {}

  static Optional<Path> in(Path directory) throws IOException {
    FileSystem files = directory.getFileSystem();
    if (!files.exists(directory)) {
      return Optional.empty();
    }
    List<FileStatus> whole = new ArrayList<>();
    for (FileStatus job : files.listStatus(directory)) {
      for (FileStatus checkpoint :
          job.isDir() ? files.listStatus(job.getPath()) : new FileStatus[0]) {
        Path metadata = new Path(checkpoint.getPath(), "_metadata");
        if (checkpoint.isDir() && files.exists(metadata)) {
          whole.add(files.getFileStatus(metadata));
        }
      }
    }
    return whole.stream()
        .max(Comparator.comparingLong(FileStatus::getModificationTime))
        .map(metadata -> metadata.getPath().getParent());
  }
}
