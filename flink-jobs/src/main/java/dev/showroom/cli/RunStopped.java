package dev.showroom.cli;

import dev.showroom.common.Causes;
import dev.showroom.config.RunConfig;
import dev.showroom.files.Checkpoints;
import java.io.IOException;
import java.util.List;
import org.apache.flink.core.fs.Path;

/** What {@code run} says when it was told to stop, and has: what there is to go on from. */
final class RunStopped {
  private RunStopped() {}

  static String sentence(RunConfig.Job job) {
    Path directory = new Path(job.checkpointUri());
    try {
      List<Path> checkpoints = Checkpoints.newestFirst(directory);
      return checkpoints.isEmpty()
          ? "stopped before its first checkpoint; the same command begins where this one did."
          : "stopped; the same command goes on from checkpoint " + told(checkpoints.get(0)) + ".";
    } catch (IOException e) {
      return "stopped; its checkpoints in "
          + told(directory)
          + " cannot be read now: "
          + Causes.of(e)
          + ".";
    }
  }

  private static String told(Path path) {
    return path.toString().replaceFirst("^file:/*", "/");
  }
}
