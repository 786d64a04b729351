package dev.showroom.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a user called a directory, as Flink calls it. */
public final class Location {
  /** The JDK takes {@code s3://bucket/key} for a path, and one of its slashes away. */
  private static final Pattern REMOTE = Pattern.compile("([a-z][a-z0-9+.-]+):/+(.*)");

  private Location() {}

  /** Whether it is on a file system that Flink reaches and the JDK does not. */
  public static boolean isRemote(Path path) {
    return REMOTE.matcher(path.toString()).matches();
  }

  /** The same place for Flink. */
  public static org.apache.flink.core.fs.Path of(Path path) {
    Matcher remote = REMOTE.matcher(path.toString());
    return remote.matches()
        ? new org.apache.flink.core.fs.Path(remote.group(1) + "://" + remote.group(2))
        : new org.apache.flink.core.fs.Path("file://" + path.toAbsolutePath().normalize());
  }

  static boolean exists(org.apache.flink.core.fs.Path path) throws IOException {
    return path.getFileSystem().exists(path);
  }
}
