package dev.showroom.cli;

import dev.showroom.common.Causes;
import dev.showroom.common.CommandFailure;
import dev.showroom.evaluate.Evaluation;
import dev.showroom.evaluate.Report;
import dev.showroom.evaluate.ReportForms;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code evaluate}: how right the alerts are, where the truth is known. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Holds the alerts of a replay against the truth of the simulated world that was replayed:",
      "precision, recall and delay of each pattern, and how often each kind of innocent shopper is",
      "accused, with 95 %% intervals (Wilson score).",
      "",
      "An alert is right if a positive label has the same customer and pattern, and the same family",
      "where both have one. Its last status counts: what ends RETRACTED accuses nobody. The delay is",
      "from when the last fact could be known to when the alert was first SUSPECTED, in event time."
    },
    footer = {
      "",
      "Example: showroom evaluate --alerts build/alerts --truth build/world/truth.jsonl"
    })
final class EvaluateCommand implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--alerts",
      required = true,
      paramLabel = "DIR",
      description = "Directory with the alerts.jsonl of a replay.")
  private Path alerts;

  @Option(
      names = "--truth",
      required = true,
      paramLabel = "FILE",
      description = "The truth.jsonl of the world that was replayed.")
  private Path truth;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Writes the figures as JSON, too; replaces the file if there is one.")
  private Path output;

  @Option(
      names = "--shadow",
      description = "Counts the alerts of shadow rules, too, which are left out otherwise.")
  private boolean shadow;

  @Override
  public void run() {
    Report report = Evaluation.of(alerts, truth, shadow);
    if (output != null) {
      write(ReportForms.json(report));
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(ReportForms.table(report));
    out.flush();
  }

  private void write(String json) {
    try {
      if (output.toAbsolutePath().getParent() != null) {
        Files.createDirectories(output.toAbsolutePath().getParent());
      }
      Files.writeString(output, json);
    } catch (IOException e) {
      throw new CommandFailure(
          "The figures could not be written to '" + output + "': " + Causes.of(e) + ".", e);
    }
  }
}
