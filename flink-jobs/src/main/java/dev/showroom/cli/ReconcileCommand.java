package dev.showroom.cli;

import dev.showroom.config.NamedFile;
import dev.showroom.config.RunConfig;
import dev.showroom.core.policy.file.PolicyFiles;
import dev.showroom.reconcile.Reconcile;
import dev.showroom.reconcile.Report;
import dev.showroom.reconcile.ReportForms;
import dev.showroom.registry.SchemaRegistry;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code reconcile}: whether anything is missing or double. */
@Command(
    name = "reconcile",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Holds input, alerts, decisions, coupons, pushes and outcomes against each other, and says",
      "what is missing or double: in a cluster (--config), or in files (--input).",
      "",
      "What is newer than the newest decision may be under way, and is counted as open.",
      "Exit status: 0 where nothing is missing or double, 3 where something is, 1 where it cannot"
          + " be read."
    },
    footer = {
      "",
      "Examples: showroom reconcile --config showroom.yaml",
      "          showroom reconcile --input build/world --written build/alerts"
    })
final class ReconcileCommand implements Callable<Integer> {
  /** Exit status where something is missing or double. */
  private static final int DIFFERENCES = Main.HOLES;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "F",
      description = "The configuration of 'run': reads the topics of its cluster.")
  private Path config;

  @Option(names = "--input", paramLabel = "DIR", description = "Files of the streams.")
  private Path input;

  @Option(
      names = "--written",
      paramLabel = "DIR",
      description =
          "Files of what was written: alerts.jsonl, coupon-decisions.jsonl and the others (default:"
              + " beside the streams). What is not there is not compared.")
  private Path written;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description =
          "The coupon policy that says which alerts are acted on (default: that of the"
              + " configuration, or the shipped one). Published versions are read by themselves.")
  private Path policy;

  @Option(
      names = "--from",
      paramLabel = "T",
      description =
          "Tell only what was decided at or after this event time; a date or an ISO-8601 time. All"
              + " is read.")
  private String from;

  @Option(names = "--until", paramLabel = "T", description = "Likewise, before this event time.")
  private String until;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "5",
      description = "Name so many of each kind at the most (default: ${DEFAULT-VALUE}).")
  private int rows;

  @Option(names = "--json", description = "Print the counts as JSON instead of the table.")
  private boolean json;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description =
          "Also write reconcile.json, the counts, and differences.jsonl, a line for each.")
  private Path output;

  @Override
  public Integer call() {
    if ((config == null) == (input == null)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "Say either --config, for a cluster, or --input, for files.");
    }
    CommandLine command = spec.commandLine();
    Reconcile.Span span =
        new Reconcile.Span(
            CommandTimes.parse(command, "--from", from, Long.MIN_VALUE),
            CommandTimes.parse(command, "--until", until, Long.MAX_VALUE));
    Report report = config == null ? ofFiles(span) : ofTopics(span);
    if (output != null) {
      WrittenFile.write(output.resolve("reconcile.json"), ReportForms.json(report));
      WrittenFile.write(output.resolve("differences.jsonl"), ReportForms.lines(report));
    }
    PrintWriter out = command.getOut();
    out.print(json ? ReportForms.json(report) : ReportForms.text(report, Math.max(0, rows)));
    out.flush();
    return report.isReconciled() ? CommandLine.ExitCode.OK : DIFFERENCES;
  }

  private Report ofFiles(Reconcile.Span span) {
    return Reconcile.files(
        input,
        written == null ? input : written,
        policy == null ? PolicyFiles.shippedText() : NamedFile.policy(policy),
        span,
        this::progress);
  }

  private Report ofTopics(Reconcile.Span span) {
    RunConfig run = RunConfig.load(config);
    RunConfig.Kafka kafka = run.kafka();
    String file = run.job().policyFile();
    String text =
        policy != null
            ? NamedFile.policy(policy)
            : file.equals(RunConfig.Job.SHIPPED)
                ? PolicyFiles.shippedText()
                : NamedFile.policy(Path.of(file));
    return Reconcile.topics(
        kafka.clientProperties(),
        kafka.topics(),
        SchemaRegistry.writers(kafka).open(),
        kafka.consumerGroup(),
        kafka.transactionTimeout(),
        text,
        span,
        this::progress);
  }

  private void progress(String what) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("showroom: reading " + what);
    err.flush();
  }
}
