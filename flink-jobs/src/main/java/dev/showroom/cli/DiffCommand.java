package dev.showroom.cli;

import dev.showroom.config.RunConfig;
import dev.showroom.diff.AlertFiles;
import dev.showroom.diff.Diff;
import dev.showroom.diff.DiffForms;
import dev.showroom.diff.Difference;
import dev.showroom.diff.Row;
import dev.showroom.kafka.TopicRecords;
import dev.showroom.kafka.Topics;
import dev.showroom.registry.SchemaRegistry;
import dev.showroom.schemas.Alert;
import dev.showroom.schemas.LateEvent;
import dev.showroom.schemas.codec.OutTopic;
import dev.showroom.schemas.codec.WriterSchemas;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code diff}: whether live and replay say the same, and if not, why. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Compares the alerts of a live run with those of a replay of the same history: by alert,"
          + " what",
      "its last revision says. Each alert that differs is told with the late event that explains"
          + " it,",
      "or as open where one of the two ends before, or as UNEXPLAINED.",
      "",
      "Each is a directory with alerts.jsonl and late-events.jsonl, or a file of alerts (.gz is",
      "unpacked), or kafka:PREFIX for the topics of a cluster. Alerts are delivered at least once:"
          + " of copies of a revision the last one counts.",
      "Exit status: 0 where nothing is unexplained, else 1."
    },
    footer = {"", "Example: showroom diff build/live build/replayed"})
final class DiffCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  private static final String KAFKA = "kafka:";

  @Parameters(
      index = "0",
      paramLabel = "LIVE",
      description = "Alerts of the live run: a directory, a file, or kafka:PREFIX.")
  private String live;

  @Parameters(index = "1", paramLabel = "REPLAY", description = "The same of the replay.")
  private String replay;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Where Kafka is, for kafka:PREFIX: the configuration of 'run'. The topics are"
              + " PREFIXalerts and PREFIXlate-events.")
  private Path config;

  @Option(
      names = "--late",
      paramLabel = "FILE",
      description = "The live run's late events (default: late-events.jsonl beside its alerts).")
  private Path late;

  @Option(
      names = "--live-until",
      paramLabel = "T",
      description =
          "Up to when the live run had decided, in event time (default: the newest moment that it"
              + " tells of). What the replay raised later is told as open: say it where the live"
              + " run may have stopped early.")
  private String liveUntil;

  @Option(
      names = "--until",
      paramLabel = "T",
      description =
          "When the replay ended, in event time; a date or an ISO-8601 time (default: the newest"
              + " moment that it tells of).")
  private String until;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "50",
      description = "Tell so many rows at the most (default: ${DEFAULT-VALUE}).")
  private int rows;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Writes all rows as JSON, too; replaces the file if there is one.")
  private Path output;

  @Override
  public Integer call() {
    Difference difference =
        Diff.of(
            records(live, late),
            records(replay, null),
            end("--live-until", liveUntil),
            end("--until", until));
    if (output != null) {
      WrittenFile.write(output, DiffForms.json(difference));
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(DiffForms.text(difference, Math.max(0, rows)));
    out.flush();
    return difference.count(Row.Verdict.UNEXPLAINED) == 0
        ? CommandLine.ExitCode.OK
        : CommandLine.ExitCode.SOFTWARE;
  }

  private Instant end(String option, String said) {
    long end = CommandTimes.parse(spec.commandLine(), option, said, Long.MAX_VALUE);
    return said == null ? null : Instant.ofEpochMilli(end);
  }

  private Diff.Records records(String place, Path lateEvents) {
    if (!place.startsWith(KAFKA)) {
      return Diff.read(Path.of(place), lateEvents);
    }
    if (config == null) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), place + " is on a cluster: say where, by --config.");
    }
    RunConfig.Kafka kafka = RunConfig.load(config).kafka();
    Map<String, String> client = kafka.clientProperties();
    WriterSchemas writers = SchemaRegistry.writers(kafka).open();
    Topics topics = new Topics(place.substring(KAFKA.length()));
    return new Diff.Records(
        TopicRecords.of(client, topics, OutTopic.ALERTS, Alert.class, writers),
        lateEvents == null
            ? TopicRecords.of(client, topics, OutTopic.LATE_EVENTS, LateEvent.class, writers)
            : AlertFiles.late(lateEvents));
  }
}
