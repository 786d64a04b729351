package dev.showroom.cli;

import dev.showroom.archive.ArchiveJob;
import dev.showroom.archive.ArchiveOrder;
import dev.showroom.archive.ArchiveSummary;
import dev.showroom.archive.Conversion;
import dev.showroom.common.Causes;
import dev.showroom.common.CommandFailure;
import dev.showroom.config.RunConfig;
import dev.showroom.files.ArchivedStream;
import dev.showroom.files.Compression;
import dev.showroom.files.FileForm;
import dev.showroom.files.FileFormat;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import org.apache.flink.core.execution.JobClient;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code archive}: topics into dated folders, which {@code replay} reads. */
@Command(
    name = "archive",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes Kafka topics, or the files of a directory, into dated folders that replay reads.",
      "",
      "Folders are dated by event time (UTC), whenever a record came. What cannot be read goes to"
          + " the folder dead-letters, with its bytes and the reason."
    },
    footerHeading = "%nWritten into the output directory:%n",
    footer = {
      "  STREAM/dt=2026-01-31/...   the records of one stream and one day",
      "",
      "Example: showroom archive --config showroom.yaml --output archive --format parquet",
      "         showroom archive --input build/world --output archive --format avro"
    })
final class ArchiveCommand implements Runnable, CommandLine.IExitCodeGenerator {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "F",
      description = "Archive topics: the YAML file of options that run takes, too.")
  private Path config;

  @Option(
      names = "--input",
      paramLabel = "DIR",
      description = "Archive files: a directory that replay could read.")
  private Path input;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description =
          "Directory to write; must not exist or be empty, but for --follow, which goes on in it.")
  private Path output;

  @Option(
      names = "--format",
      paramLabel = "jsonl|avro|parquet",
      defaultValue = "avro",
      description = "Form of the files (default: ${DEFAULT-VALUE}).")
  private FileFormat format;

  @Option(
      names = "--compression",
      paramLabel = "none|gzip|zstd|snappy",
      defaultValue = "zstd",
      description =
          "How files are compressed (default: ${DEFAULT-VALUE}); snappy not with jsonl, and gzip is"
              + " deflate in Avro.")
  private Compression compression;

  @Option(
      names = "--topics",
      paramLabel = "NAME",
      split = ",",
      description =
          "Only these, without prefix; else all that the detector reads. With --config also those"
              + " that it writes, such as alerts.")
  private List<String> topics;

  @Option(
      names = "--from",
      paramLabel = "T",
      description = "Leave out what happened before; a date or an ISO-8601 time.")
  private String from;

  @Option(
      names = "--until",
      paramLabel = "T",
      description = "Leave out what happened after; a date or an ISO-8601 time.")
  private String until;

  @Option(
      names = "--follow",
      description =
          "Do not end with what the topics hold now. After a crash or Ctrl-C the same command goes"
              + " on where it stopped.")
  private boolean follow;

  private int exitStatus;

  @Override
  public void run() {
    require((config == null) != (input == null), "Give one of --config and --input.");
    require(!follow || config != null, "--follow goes with --config only.");
    require(
        !follow || from == null && until == null, "--follow takes all; leave out --from, --until.");
    FileForm form = new FileForm(format, compression);
    require(form.exists(), "JSON Lines are compressed with gzip or zstd, or not at all.");
    ArchiveOrder order =
        new ArchiveOrder(
            form,
            streams(),
            CommandTimes.parse(spec.commandLine(), "--from", from, Long.MIN_VALUE),
            CommandTimes.parse(spec.commandLine(), "--until", until, Long.MAX_VALUE));
    require(order.from() <= order.until(), "--from must not lie after --until.");
    if (follow) {
      follow(order);
      return;
    }
    Progress progress = new Progress(spec.commandLine().getErr());
    ArchiveSummary summary =
        input != null
            ? Conversion.run(input, order, output, read -> progress.tell("%,d records read", read))
            : ArchiveJob.upToNow(
                RunConfig.load(config),
                order,
                output,
                (records, alerts, seconds) ->
                    progress.tell("%,d records, %.0f s", records, seconds));
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%,d records archived, %,d dead letters; %.1f s%n",
        summary.records(),
        summary.dead(),
        summary.seconds());
    out.flush();
    exitStatus = Main.tellHoles(summary.remarks(), spec.commandLine().getErr());
  }

  @Override
  public int getExitCode() {
    return exitStatus;
  }

  private void follow(ArchiveOrder order) {
    PrintWriter err = spec.commandLine().getErr();
    JobClient job =
        ArchiveJob.follow(
            RunConfig.load(config),
            order,
            output,
            checkpoint -> err.println("showroom: going on from checkpoint " + checkpoint));
    err.println("showroom: archiving; Ctrl-C stops it.");
    err.flush();
    Shutdown.cancelOnExit(
        job, () -> err.println("showroom: stopped; the same command goes on with the archive."));
    try {
      job.getJobExecutionResult().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      if (!Shutdown.isUnderWay()) {
        throw new CommandFailure("The archiving failed: " + Causes.root(e) + ".", e);
      }
    }
  }

  private List<String> streams() {
    List<String> known = config == null ? ArchivedStream.inputs() : ArchivedStream.names();
    if (topics == null) {
      return ArchivedStream.inputs();
    }
    for (String topic : topics) {
      require(
          known.contains(topic),
          "There is no stream '" + topic + "'; known are " + String.join(", ", known) + ".");
    }
    return topics;
  }

  private void require(boolean holds, String sentence) {
    if (!holds) {
      throw wrong(sentence);
    }
  }

  private CommandLine.ParameterException wrong(String sentence) {
    return new CommandLine.ParameterException(spec.commandLine(), sentence);
  }
}
