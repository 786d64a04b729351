package dev.showroom.cli;

import dev.showroom.explain.Explain;
import dev.showroom.replay.Replay;
import dev.showroom.replay.ReplayPolicies;
import dev.showroom.replay.ReplayRules;
import dev.showroom.replay.ReplaySpan;
import dev.showroom.schemas.codec.IsoTime;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code replay}: history through the same graph. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs recorded streams through the same graph that runs live, and writes what it would have"
          + " said.",
      "",
      "Nothing leaves but files. The same punctual input gives the same files, at any parallelism"
          + " and speed; late lines end in the same last status of each alert."
    },
    footerHeading = "%nWritten into the output directory:%n",
    footer = {
      "  alerts.jsonl        every revision of every alert, by customer, alert and revision",
      "  late-events.jsonl   what came behind its stream's lateness bound, and what it changed",
      "  dead-letters.jsonl  lines that could not be used, with their bytes and the reason",
      "",
      "Example: showroom replay --input build/world --output build/alerts",
      "         showroom replay --input build/world --explain c-00042"
    })
final class ReplayCommand implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--input",
      required = true,
      paramLabel = "DIR",
      description = "Directory with the streams' .jsonl or .jsonl.gz files.")
  private Path input;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Directory to write; must not exist or be empty. Required, but for --explain.")
  private Path output;

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
      names = "--speed",
      paramLabel = "max|Nx",
      defaultValue = "max",
      description =
          "As fast as it goes, or N times real time, for example 3600x (default:"
              + " ${DEFAULT-VALUE}).")
  private String speed;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      defaultValue = "2",
      description = "Subtasks of each operator (default: ${DEFAULT-VALUE}).")
  private int parallelism;

  @Option(
      names = "--lateness",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description =
          "How far behind its stream's newest line a line is still punctual (default:"
              + " ${DEFAULT-VALUE}).")
  private int lateness;

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description =
          "Judge by these rules and no others; else by rules.yaml in the input directory and what"
              + " was published, or else by the shipped ones.")
  private Path rules;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description =
          "Decide on offers by this policy and no other; else by coupon-policy.yaml (or"
              + " policy.yaml) in the input directory and what was published, or else by the"
              + " shipped one.")
  private Path policy;

  @Option(
      names = "--explain",
      paramLabel = "CUSTOMER",
      description =
          "Write no files: print this customer's journey, what each rule was asked about it, which"
              + " conditions held, and what came of that. Lines out of order are taken at their"
              + " event time.")
  private String explain;

  @Option(
      names = "--at",
      paramLabel = "T",
      description =
          "With --explain: the journey as it was known then, and rule by rule which condition was"
              + " short by how much.")
  private String at;

  @Option(
      names = "--pattern",
      paramLabel = "PATTERN",
      description =
          "With --explain: how the customer stands in the end by the rules of this pattern alone;"
              + " with --at it is told of all.")
  private String pattern;

  @Option(
      names = "--verbose",
      description =
          "With --explain: also what was asked but far from a yes (two conditions or more did not"
              + " hold), and what was asked again with the same answer.")
  private boolean verbose;

  @Override
  public void run() {
    if (explain == null) {
      require(output != null, "Missing required option: '--output=DIR'");
      require(at == null, "--at goes with --explain only.");
      require(pattern == null, "--pattern goes with --explain only.");
      require(!verbose, "--verbose goes with --explain only.");
    } else {
      require(policy == null, "--explain tells of no offers; leave out --policy.");
      require(output == null, "--explain prints and writes no files; leave out --output.");
    }
    require(parallelism >= 1 && parallelism <= 128, "--parallelism must be from 1 to 128.");
    require(lateness >= 0, "--lateness must not be negative.");
    ReplaySpan span =
        new ReplaySpan(
            time("--from", from, Long.MIN_VALUE),
            Math.min(time("--until", until, Long.MAX_VALUE), time("--at", at, Long.MAX_VALUE)),
            System.currentTimeMillis() + Duration.ofMinutes(10).toMillis(),
            Duration.ofSeconds(lateness).toMillis(),
            speed());
    require(span.from() <= span.until(), "--from must not lie after --until (or --at).");
    if (explain != null) {
      Explain.print(
          input,
          ReplayRules.of(input, rules),
          span,
          explain,
          verbose,
          at == null && pattern == null
              ? null
              : new Explain.AsOf(time("--at", at, Long.MAX_VALUE), pattern),
          spec.commandLine().getOut());
      return;
    }
    Progress progress = new Progress(spec.commandLine().getErr());
    Replay.Summary summary =
        Replay.run(
            input,
            output,
            span,
            ReplayRules.of(input, rules),
            ReplayPolicies.of(input, policy),
            parallelism,
            (records, alerts, seconds) ->
                progress.tell(
                    "%,d records in, %,d alert revisions, %.0f s", records, alerts, seconds));
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%,d records in, %,d alert revisions out, %,d late, %,d dead letters; %.1f s, %,.0f"
            + " records/s%n",
        summary.recordsIn(),
        summary.alerts(),
        summary.lateEvents(),
        summary.deadLetters(),
        summary.seconds(),
        summary.recordsIn() / summary.seconds());
    out.flush();
  }

  private double speed() {
    if (speed.equalsIgnoreCase("max")) {
      return 0;
    }
    try {
      double factor = Double.parseDouble(speed.replaceFirst("[xX]$", ""));
      require(
          factor > 0 && Double.isFinite(factor),
          "--speed must be 'max' or more than 0, for example 3600x.");
      return factor;
    } catch (NumberFormatException e) {
      throw wrong("--speed must be 'max' or a number, for example 3600x; it is '" + speed + "'.");
    }
  }

  private long time(String option, String text, long otherwise) {
    if (text == null) {
      return otherwise;
    }
    try {
      return text.contains("T")
          ? IsoTime.parse(text)
          : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    } catch (DateTimeException e) {
      throw wrong(
          option
              + " must be a date or an ISO-8601 time, for example 2026-01-31T08:00:00Z; it is '"
              + text
              + "'.");
    }
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
