package dev.showroom.cli;

import dev.showroom.cluster.ClusterWish;
import dev.showroom.cluster.LocalCluster;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cluster}: a Flink cluster of several processes on this machine, and the job on it. */
@Command(
    name = "cluster",
    mixinStandardHelpOptions = true,
    description = {
      "A Flink cluster on this machine without Docker: ZooKeeper, a JobManager, TaskManagers and,"
          + " where asked for, a Kafka broker, each a process of its own that is started again when"
          + " it dies.",
      "",
      "What happens when one is killed: docs/cluster.md."
    },
    subcommands = {
      ClusterCommand.Start.class,
      ClusterCommand.Submit.class,
      ClusterCommand.Savepoint.class,
      ClusterCommand.Stop.class,
      ClusterCommand.Status.class
    })
final class ClusterCommand implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Say what to do with the cluster, for example 'cluster start'.");
  }

  /** What all of them share. */
  abstract static class Part implements Callable<Integer> {
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Option(
        names = "--dir",
        paramLabel = "DIR",
        defaultValue = "showroom-cluster",
        description = "All that belongs to the cluster (default: ${DEFAULT-VALUE}).")
    private Path directory;

    LocalCluster cluster() {
      return new LocalCluster(directory);
    }

    void tell(String sentence) {
      spec.commandLine().getErr().println("showroom: " + sentence);
      spec.commandLine().getErr().flush();
    }

    void print(String line) {
      PrintWriter out = spec.commandLine().getOut();
      out.println(line);
      out.flush();
    }

    CommandLine.ParameterException wrong(String sentence) {
      return new CommandLine.ParameterException(spec.commandLine(), sentence);
    }
  }

  @Command(
      name = "start",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Starts the cluster, or what of it does not run, and waits until its TaskManagers have"
            + " registered.",
        "",
        "What is not asked for is as it was before in the same directory. A job that ran when the"
            + " cluster was stopped or lost goes on from its newest checkpoint."
      },
      footer = {"", "Example: showroom cluster start --broker"})
  static final class Start extends Part {
    @Option(names = "--taskmanagers", paramLabel = "N", description = "How many (default: 2).")
    private Integer taskManagers;

    @Option(
        names = "--slots",
        paramLabel = "N",
        description =
            "Of each TaskManager; a job of parallelism P takes P. With some to spare it need not"
                + " wait for a TaskManager that died (default: 2).")
    private Integer slots;

    @Option(
        names = "--broker",
        negatable = true,
        description =
            "With a Kafka broker of one node, and a configuration of the job for it, showroom.yaml"
                + " in the directory.")
    private Boolean broker;

    @Option(
        names = "--web-port",
        paramLabel = "PORT",
        description = "Of Flink's web page and REST interface (default: any free one).")
    private int webPort;

    @Option(
        names = "--kafka-port",
        paramLabel = "PORT",
        description = "Of the broker (default: any free one).")
    private int kafkaPort;

    @Option(
        names = "-D",
        paramLabel = "KEY=VALUE",
        description = "A setting of Flink, for example -Dtaskmanager.memory.managed.size=1g.")
    private Map<String, String> settings = Map.of();

    @Override
    public Integer call() {
      if (taskManagers != null && (taskManagers < 1 || taskManagers > 64)) {
        throw wrong("--taskmanagers must be 1 to 64.");
      }
      if (slots != null && (slots < 1 || slots > 64)) {
        throw wrong("--slots must be 1 to 64.");
      }
      for (int port : new int[] {webPort, kafkaPort}) {
        if (port < 0 || port > 65_535) {
          throw wrong("A port is a number from 1 to 65535.");
        }
      }
      if (kafkaPort != 0 && Boolean.FALSE.equals(broker)) {
        throw wrong("--kafka-port goes with --broker only.");
      }
      LocalCluster cluster = cluster();
      cluster.start(
          new ClusterWish(taskManagers, slots, broker, webPort, kafkaPort, settings), this::tell);
      print(cluster.address());
      return CommandLine.ExitCode.OK;
    }
  }

  @Command(
      name = "submit",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Submits the production job to the cluster, and prints its id.",
        "",
        "It goes on from the savepoint that it was stopped with; without one, as 'run' does, from"
            + " the newest checkpoint in its 'job.checkpoint-dir'."
      },
      footer = {"", "Options of the file: docs/configuration.md"})
  static final class Submit extends Part {
    @Option(
        names = "--config",
        paramLabel = "F",
        description =
            "YAML file of options (default: the one that came with the broker); environment"
                + " variables SHOWROOM_... have the last word.")
    private Path config;

    @Option(
        names = "--parallelism",
        paramLabel = "N",
        description = "Instances of each operator, before 'job.parallelism'.")
    private Integer parallelism;

    @Option(
        names = "--from-savepoint",
        paramLabel = "PATH",
        description =
            "Go on from this one. What the ledger got since it was taken stands there twice after"
                + " that, unless the job was stopped with it.")
    private String savepoint;

    @Option(names = "--create-topics", description = "Create the topics that are missing.")
    private boolean createTopics;

    @Option(
        names = "--jar",
        paramLabel = "F",
        description = "The job's jar (default: the one that this build has made).")
    private Path jar;

    @Override
    public Integer call() {
      if (parallelism != null && (parallelism < 1 || parallelism > 128)) {
        throw wrong("--parallelism must be 1 to 128.");
      }
      print(
          cluster()
              .submit(
                  config,
                  parallelism,
                  savepoint,
                  createTopics,
                  jar == null ? builtJar() : jar,
                  this::tell));
      return CommandLine.ExitCode.OK;
    }

    /** Beside the classes that this program is started from. */
    private static Path builtJar() {
      try {
        Path classes =
            Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        return classes.getFileName().toString().endsWith(".jar")
            ? classes
            : classes.resolveSibling("showroom-job.jar");
      } catch (URISyntaxException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Command(
      name = "savepoint",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Writes a savepoint of the job, and prints its path.")
  static final class Savepoint extends Part {
    @Option(
        names = "--stop",
        description =
            "The job ends with it, all that it has said being committed; the next 'submit' goes on"
                + " from there.")
    private boolean stop;

    @Override
    public Integer call() {
      print(cluster().savepoint(stop));
      return CommandLine.ExitCode.OK;
    }
  }

  @Command(
      name = "stop",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description =
          "Ends every process of the cluster. A job that runs goes on, from its newest checkpoint,"
              + " with the next 'start'.")
  static final class Stop extends Part {
    @Override
    public Integer call() {
      tell(cluster().stop() ? "the cluster has stopped." : "no cluster was running.");
      return CommandLine.ExitCode.OK;
    }
  }

  @Command(
      name = "status",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Says what runs; the exit status is 1 where something does not.")
  static final class Status extends Part {
    @Override
    public Integer call() {
      return cluster().status(this::print)
          ? CommandLine.ExitCode.OK
          : CommandLine.ExitCode.SOFTWARE;
    }
  }
}
