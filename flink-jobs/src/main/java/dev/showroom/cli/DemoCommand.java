package dev.showroom.cli;

import dev.showroom.common.CommandFailure;
import dev.showroom.demo.DemoOptions;
import dev.showroom.demo.DemoRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code demo}: everything embedded, to look at. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Shows the detector at work: a real Kafka broker, the production job in a Flink, and simulated"
          + " shops whose days pass in seconds, all in this process.",
      "",
      "On a terminal the newest alerts are redrawn in place; into a pipe or a file, each alert is a"
          + " line. A few records are broken or sent late on purpose."
    },
    footer = {
      "",
      "Exit status: 0 when the simulated world or the time given with --for is over; 130 after Ctrl-C"
          + " and 143 after a kill, both in good order (a second one does not wait); 1 if a part of"
          + " it failed.",
      "",
      "Example: showroom demo --day-seconds 5 --for 2m"
    })
final class DemoCommand implements Callable<Integer> {
  private static final String LEVEL = "showroom.log.level";
  private static final String APPENDER = "showroom.log.appender";
  private static final String FILE = "showroom.log.file";

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--customers",
      paramLabel = "N",
      defaultValue = "2000",
      description = "How many customers there are (default: ${DEFAULT-VALUE}).")
  private int customers;

  @Option(
      names = "--days",
      paramLabel = "D",
      defaultValue = "90",
      description = "How many days the simulated world lasts (default: ${DEFAULT-VALUE}).")
  private int days;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "7",
      description = "Any whole number: another seed, another world (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--day-seconds",
      paramLabel = "X",
      defaultValue = "10",
      description =
          "How many seconds a simulated day takes, from 1; below 6 some records may come late that"
              + " were not meant to (default: ${DEFAULT-VALUE}).")
  private int daySeconds;

  @Option(
      names = "--head-start",
      paramLabel = "D",
      defaultValue = "10",
      description =
          "So many of the days are history that is read first: without a past nobody is suspicious"
              + " (default: ${DEFAULT-VALUE}).")
  private int headStart;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      description = "End after so long, start-up included: seconds, or 90s, 5m ...")
  private String atMost;

  @Override
  public Integer call() {
    DemoOptions options = options();
    Path log = logToFile();
    try {
      int status = DemoRun.run(options, spec.commandLine().getOut(), System.getenv());
      delete(log);
      return status;
    } catch (CommandFailure e) {
      if (log == null || !Files.exists(log)) {
        throw e;
      }
      throw new CommandFailure(e.getMessage() + " Its log is in " + log + ".", e);
    }
  }

  private DemoOptions options() {
    try {
      return new DemoOptions(
          customers, days, seed, daySeconds, Math.min(headStart, days), EndAfter.parse(atMost));
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage());
    }
  }

  /**
   * The screen belongs to the alerts. Nothing has logged yet, and log4j reads this when the first
   * does.
   *
   * @return the file, or null where the user has said where logs go
   */
  private static Path logToFile() {
    if (System.getProperty(APPENDER) != null || System.getProperty(FILE) != null) {
      return null;
    }
    Path file =
        Path.of(
                System.getProperty("java.io.tmpdir"),
                "showroom-demo-" + ProcessHandle.current().pid() + ".log")
            .toAbsolutePath();
    System.setProperty(APPENDER, "File");
    System.setProperty(FILE, file.toString());
    if (System.getProperty(LEVEL) == null) {
      System.setProperty(LEVEL, "warn");
    }
    return file;
  }

  private static void delete(Path log) {
    if (log != null) {
      try {
        Files.deleteIfExists(log);
      } catch (IOException e) {
        // An old log harms nobody.
      }
    }
  }
}
