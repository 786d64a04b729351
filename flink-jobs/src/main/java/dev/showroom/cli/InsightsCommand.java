package dev.showroom.cli;

import dev.showroom.insights.InsightForms;
import dev.showroom.insights.InsightReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code insights}: what the figures of a run come to. */
@Command(
    name = "insights",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Adds up the figures of days in the insights.jsonl of a replay: alerts, decisions by reason,",
      "coupons; and for both arms how many sales were kept, what the offers brought on top, in"
          + " sales",
      "and in margin, and what they cost; with 95 %% intervals.",
      "",
      "A decision is in an arm's figures once its outcome is known; until then it is in neither",
      "numerator nor denominator. Of several figures with the same key the last in the file counts."
    },
    footer = {"", "Example: showroom insights --input build/alerts"})
final class InsightsCommand implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--input",
      required = true,
      paramLabel = "DIR",
      description = "Directory with an insights.jsonl.")
  private Path input;

  @Option(
      names = "--by",
      split = ",",
      paramLabel = "GROUP",
      description =
          "What the arms are told by, besides all together: ${COMPLETION-CANDIDATES}, several with"
              + " commas between (default: PATTERN,OFFER).")
  private List<InsightReport.By> by = List.of(InsightReport.By.PATTERN, InsightReport.By.OFFER);

  @Option(
      names = "--shadow",
      description = "Tells of the rules and policies that are only looked at, instead.")
  private boolean shadow;

  @Override
  public void run() {
    String table = InsightForms.table(InsightReport.of(input, shadow), by);
    PrintWriter out = spec.commandLine().getOut();
    out.print(table);
    out.flush();
  }
}
