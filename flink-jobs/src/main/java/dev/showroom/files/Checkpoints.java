package dev.showroom.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Finds a job's whole checkpoints, those whose {@code _metadata} has been written, on any of
 * Flink's file systems.
 */
public final class Checkpoints {
  private static final String METADATA = "_metadata";

  private Checkpoints() {}

  /**
   * Directories named {@code chk-<number>}, the newest first; none where there is no directory.
   *
   * @param directory that the job was told to keep checkpoints in
   */
  public static List<Path> newestFirst(Path directory) throws IOException {
    FileSystem files = directory.getFileSystem();
    List<FileStatus> whole = new ArrayList<>();
    for (Path job : directories(files, directory)) {
      for (Path checkpoint : directories(files, job)) {
        Path metadata = new Path(checkpoint, METADATA);
        try {
          whole.add(files.getFileStatus(metadata));
        } catch (FileNotFoundException e) {
          // Not whole yet, or not kept any longer.
        }
      }
    }
    return whole.stream()
        .sorted(
            Comparator.comparingLong(FileStatus::getModificationTime)
                // A file system may tell whole seconds only.
                .thenComparingLong(metadata -> number(metadata.getPath().getParent()))
                .reversed())
        .map(metadata -> metadata.getPath().getParent())
        .toList();
  }

  /** Whether that is itself a whole checkpoint, or a savepoint. */
  public static boolean isOne(Path directory) throws IOException {
    return directory.getFileSystem().exists(new Path(directory, METADATA));
  }

  private static List<Path> directories(FileSystem files, Path parent) throws IOException {
    FileStatus[] children;
    try {
      children = files.listStatus(parent);
    } catch (FileNotFoundException e) {
      return List.of();
    }
    List<Path> directories = new ArrayList<>();
    if (children != null) {
      for (FileStatus child : children) {
        if (child.isDir()) {
          directories.add(child.getPath());
        }
      }
    }
    return directories;
  }

  private static long number(Path checkpoint) {
    String digits = checkpoint.getName().replaceFirst("^chk-", "");
    return digits.matches("\\d{1,18}") ? Long.parseLong(digits) : -1;
  }
}
