package dev.showroom.cli;

import dev.showroom.common.CommandFailure;
import dev.showroom.common.StopSignals;
import dev.showroom.config.RunConfig;
import dev.showroom.traffic.Traffic;
import dev.showroom.traffic.TrafficOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code traffic}: simulated shops in front of a Kafka cluster that is there already. */
@Command(
    name = "traffic",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Sends the streams of simulated shops, whose days pass in seconds, to the topics of a Kafka"
          + " cluster: something to look at for a detector started with 'run' or on a Flink"
          + " cluster.",
      "",
      "Not for topics that a real shop uses. The simulated days are in the past and end yesterday;"
          + " a second world in the same topics begins where the first one began, and a detector"
          + " that has seen the first takes the second for late."
    },
    footer = {
      "",
      "The detector's event-time settings must suit the pace; for 10 seconds a day, in its section"
          + " 'time': lateness-bound: 36m, idle-after: 2s, alignment-drift: 1d.",
      "",
      "When no broker has answered for 5 seconds it says so, waits, and says when one answers"
          + " again; after delivery.timeout.ms of the client, two minutes, it fails.",
      "",
      "Exit status: 0 when the simulated world or the time given with --for is over; 130 after"
          + " Ctrl-C and 143 after a kill, both in good order (a second one does not wait); 1 if it"
          + " failed.",
      "",
      "Example: showroom traffic --config showroom.yaml --create-topics --day-seconds 10"
    })
final class TrafficCommand implements Callable<Integer> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--config",
      required = true,
      paramLabel = "F",
      description =
          "YAML file of 'run'; of it the section 'kafka' counts: brokers, client properties and"
              + " topic prefix.")
  private Path file;

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
      names = "--day-seconds",
      paramLabel = "S",
      defaultValue = "10",
      description = "How many seconds a simulated day takes, from 1 (default: ${DEFAULT-VALUE}).")
  private int daySeconds;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "7",
      description = "Any whole number: another seed, another world (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--create-topics", description = "Create the topics that are missing.")
  private boolean createTopics;

  @Option(
      names = "--for",
      paramLabel = "SECONDS",
      description = "End after so long: seconds, or 90s, 5m ...")
  private String atMost;

  @Override
  public Integer call() {
    TrafficOptions options = options();
    RunConfig.Kafka kafka = RunConfig.load(file).kafka();
    if (createTopics) {
      kafka
          .topics()
          .createMissing(kafka.clientProperties(), kafka.partitions(), kafka.replication());
    }
    kafka.topics().preflightInputs(kafka.clientProperties());
    PrintWriter err = spec.commandLine().getErr();
    try (StopSignals signals = new StopSignals(() -> {})) {
      say(
          err,
          "%,d simulated customers, %,d days of %,d s each; Ctrl-C stops it.",
          customers,
          days,
          daySeconds);
      Traffic.Outcome outcome = new Traffic(kafka, options, signals, new Told(err)).run();
      say(err, "%s %,d records sent.", outcome.end().sentence(), outcome.sent());
      return signals.status();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("The traffic was interrupted.", e);
    }
  }

  private TrafficOptions options() {
    try {
      return new TrafficOptions(customers, days, seed, daySeconds, EndAfter.parse(atMost));
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage());
    }
  }

  private record Told(PrintWriter err) implements Traffic.Listener {
    @Override
    public void progress(Traffic.Progress progress) {
      say(
          err,
          "%,d records sent, %,.0f records/s, simulated %s ...",
          progress.sent(),
          progress.perSecond(),
          TIME.format(progress.simulated()));
    }

    @Override
    public void away(Duration silent) {
      say(err, "no Kafka broker has answered for %d s; waiting for one ...", silent.toSeconds());
    }

    @Override
    public void back(Duration silent) {
      say(err, "the Kafka brokers answer again, after %d s.", silent.toSeconds());
    }
  }

  private static void say(PrintWriter err, String format, Object... values) {
    err.println("showroom: " + String.format(Locale.ROOT, format, values));
    err.flush();
  }
}
