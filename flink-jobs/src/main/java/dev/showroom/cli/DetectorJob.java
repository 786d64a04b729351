package dev.showroom.cli;

import dev.showroom.common.CommandFailure;
import dev.showroom.config.RunConfig;
import dev.showroom.live.LiveJob;
import java.nio.file.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Entry point of the job jar on a Flink cluster: {@code flink run showroom-job.jar --config F}. */
public final class DetectorJob {
  private DetectorJob() {}

  public static void main(String[] args) throws Exception {
    if (args.length != 2 || !args[0].equals("--config")) {
      throw new CommandFailure("Usage: flink run showroom-job.jar --config F");
    }
    RunConfig config = RunConfig.load(Path.of(args[1]));
    LiveJob.check(config, false, said -> System.err.println("showroom: warning: " + said));
    LiveJob.submit(StreamExecutionEnvironment.getExecutionEnvironment(), config);
  }
}
