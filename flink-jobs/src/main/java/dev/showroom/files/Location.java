package dev.showroom.files;

import dev.showroom.common.Causes;
import dev.showroom.common.CommandFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.ConfigConstants;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.PluginUtils;

/** What a user called a directory, as Flink calls it. */
public final class Location {
  /** The JDK takes {@code s3://bucket/key} for a path, and one of its slashes away. */
  private static final Pattern REMOTE = Pattern.compile("([a-z][a-z0-9+.-]+):/+(.*)");

  private static final String LOCAL = "file";

  private Location() {}

  /** Whether it is on a file system that Flink reaches and the JDK does not. */
  public static boolean isRemote(Path path) {
    Matcher remote = REMOTE.matcher(path.toString());
    return remote.matches() && !remote.group(1).equals(LOCAL);
  }

  /** The same place for Flink. */
  public static org.apache.flink.core.fs.Path of(Path path) {
    Matcher remote = REMOTE.matcher(path.toString());
    return remote.matches()
        ? new org.apache.flink.core.fs.Path(
            remote.group(1) + (remote.group(1).equals(LOCAL) ? ":///" : "://") + remote.group(2))
        : new org.apache.flink.core.fs.Path("file://" + path.toAbsolutePath().normalize());
  }

  /**
   * Loads Flink's plugins where the place asked for needs one: those in the directory that {@code
   * FLINK_PLUGINS_DIR} names, configured by the file in the directory that {@code FLINK_CONF_DIR}
   * names.
   */
  public static void reach(Path path) {
    if (isRemote(path)) {
      Configuration configuration =
          System.getenv(ConfigConstants.ENV_FLINK_CONF_DIR) == null
              ? new Configuration()
              : GlobalConfiguration.loadConfiguration();
      FileSystem.initialize(
          configuration, PluginUtils.createPluginManagerFromRootFolder(configuration));
    }
  }

  /**
   * A file beside the streams that would say by what to decide is not passed over because it cannot
   * be read from there.
   *
   * @throws CommandFailure where one of the files is there
   */
  public static void requireNoneBeside(Path input, String option, Collection<String> names) {
    if (!isRemote(input)) {
      return;
    }
    reach(input);
    try {
      for (String name : names) {
        org.apache.flink.core.fs.Path beside = new org.apache.flink.core.fs.Path(of(input), name);
        if (beside.getFileSystem().exists(beside)) {
          throw new CommandFailure(
              beside
                  + " is read from a local disk only; copy it and name the copy with "
                  + option
                  + ".");
        }
      }
    } catch (IOException e) {
      throw new CommandFailure("The input cannot be read: " + Causes.of(e) + ".", e);
    }
  }
}
