package dev.showroom.cli;

import dev.showroom.common.Causes;
import dev.showroom.common.CommandFailure;
import dev.showroom.config.RunConfig;
import dev.showroom.live.CheckpointLock;
import dev.showroom.live.LiveJob;
import dev.showroom.live.Seam;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import org.apache.flink.core.execution.JobClient;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code run}: the production job in an embedded Flink. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs the production job against a Kafka cluster, in a Flink inside this process.",
      "",
      "After a crash or Ctrl-C, the same command goes on from the newest checkpoint. The job jar"
          + " flink-jobs/target/showroom-job.jar runs the same job on a Flink cluster:",
      "  flink run showroom-job.jar --config F"
    },
    footer = {"", "Options of the file: docs/configuration.md"})
final class RunCommand implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--config",
      required = true,
      paramLabel = "F",
      description = "YAML file of options; environment variables SHOWROOM_... have the last word.")
  private Path file;

  @Option(names = "--create-topics", description = "Create the topics that are missing.")
  private boolean createTopics;

  @Option(
      names = "--from-savepoint",
      paramLabel = "DIR",
      description =
          "Where there is no checkpoint yet, go on from where a 'replay --savepoint' into this"
              + " directory ended.")
  private Path savepoint;

  @Option(
      names = "--skip-lost-input",
      description =
          "Go on although the brokers deleted input before it was read (an outage longer than"
              + " their retention), at the oldest that is left. Without this the job goes on"
              + " failing, and the log says OffsetOutOfRangeException and which partition.")
  private boolean skipLostInput;

  @Option(
      names = "--check",
      description = "Check the configuration and the cluster, and start nothing.")
  private boolean checkOnly;

  private static void warn(PrintWriter err, String said) {
    err.println("showroom: warning: " + said);
  }

  private static void going(PrintWriter err, String from) {
    err.println("showroom: going on from checkpoint " + from);
  }

  @Override
  public void run() {
    if (skipLostInput && savepoint != null) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--skip-lost-input goes on from a checkpoint, not from a savepoint.");
    }
    RunConfig config = RunConfig.load(file);
    PrintWriter err = spec.commandLine().getErr();
    LiveJob.check(config, createTopics, said -> warn(err, said));
    if (checkOnly) {
      err.println("showroom: the configuration and the cluster are fit to run.");
      return;
    }
    try (CheckpointLock lock = CheckpointLock.take(config.job(), said -> warn(err, said))) {
      JobClient job =
          skipLostInput
              ? LiveJob.startBehindLostInput(config, path -> going(err, path))
              : savepoint == null
                  ? LiveJob.start(config, path -> going(err, path))
                  : LiveJob.start(
                      config,
                      () -> Seam.of(savepoint, config, said -> err.println("showroom: " + said)),
                      path -> going(err, path));
      err.println("showroom: running; Ctrl-C stops it.");
      err.flush();
      Shutdown.cancelOnExit(
          job,
          () -> {
            err.println("showroom: " + RunStopped.sentence(config.job()));
            err.flush();
          });
      job.getJobExecutionResult().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      if (!Shutdown.isUnderWay()) {
        throw new CommandFailure("The job failed: " + Causes.root(e) + ".", e);
      }
    } catch (CommandFailure e) {
      throw e;
    } catch (Exception e) {
      throw new CommandFailure("The job could not be started: " + Causes.root(e) + ".", e);
    }
  }
}
