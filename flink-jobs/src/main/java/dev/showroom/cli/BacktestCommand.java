package dev.showroom.cli;

import dev.showroom.backtest.Backtest;
import dev.showroom.backtest.Candidate;
import dev.showroom.backtest.Sweep;
import dev.showroom.common.CommandFailure;
import dev.showroom.config.NamedFile;
import dev.showroom.core.policy.file.PolicyFiles;
import dev.showroom.core.rules.cel.RuleFiles;
import dev.showroom.replay.ReplayFiles;
import dev.showroom.replay.ReplayPolicies;
import dev.showroom.replay.ReplayRules;
import dev.showroom.replay.ReplaySpan;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.stream.FlinkSettings;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code backtest}: what a change of rules or policy would have done. */
@Command(
    name = "backtest",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Judges recorded streams by a baseline and by any number of candidates, in one pass, and"
          + " writes",
      "which alerts each candidate adds, drops or changes (status, time, score, reasons), by"
          + " pattern,",
      "store, category and week; which offers are added, dropped or changed with them, what they"
          + " cost and",
      "are expected to bring. With the truth of a simulated world also precision and recall."
          + " Nothing leaves",
      "but files."
    },
    footerHeading = "%nWritten into the output directory:%n",
    footer = {
      "  report.html           to be read, also without a network; report.json: the same figures",
      "  added.csv, dropped.csv, changed.csv    each alert that a candidate has otherwise",
      "  offers.csv            each offer that a candidate's alerts have otherwise",
      "  candidates.csv        one line for each candidate",
      "  baseline/, candidate-N/                alerts and decisions, as a replay by these rules"
          + " has them",
      "",
      "Exit status: 0 done; 3 done, but days are missing in the input; 1 failed.",
      "",
      "Example: showroom backtest --input build/world --candidate my-rules.yaml --output"
          + " build/what-if",
      "         showroom backtest --input build/world --truth build/world/truth.jsonl \\",
      "           --sweep 'RESEARCH_INSPECT_LEAVE: minResearch=2..6; confirmAfter=7d,14d' \\",
      "           --output build/sweep"
    })
final class BacktestCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--input",
      required = true,
      paramLabel = "DIR",
      description = "Directory with the streams, as for a replay.")
  private Path input;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description =
          "The rules to compare with (default: rules.yaml in the input directory, or else the"
              + " shipped ones).")
  private Path baseline;

  @Option(
      names = "--candidate",
      paramLabel = "FILE",
      description = "Rules to try out: a whole rule set. May be given several times.")
  private List<Path> candidates = List.of();

  @Option(
      names = "--sweep",
      paramLabel = "SWEEP",
      description =
          "Candidates that differ in parameters only: '[FILE:] [RULE:] name=values; name=values',"
              + " where values are 7d,14d,30d or 0.5..0.9/0.1 (from..to/step). Each combination is"
              + " a candidate.")
  private String sweep;

  @Option(
      names = "--baseline-policy",
      paramLabel = "FILE",
      description =
          "The policy that decides the offers, and that others are compared with (default:"
              + " coupon-policy.yaml in the input directory, or else the shipped one).")
  private Path baselinePolicy;

  @Option(
      names = "--candidate-policy",
      paramLabel = "FILE",
      description =
          "A policy to try out on the baseline's alerts, with books of its own. May be given"
              + " several times.")
  private List<Path> candidatePolicies = List.of();

  @Option(
      names = "--truth",
      paramLabel = "FILE",
      description = "The truth.jsonl of a simulated world, for precision and recall.")
  private Path truth;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "Directory to write; must not exist or be empty.")
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
      names = "--parallelism",
      paramLabel = "N",
      description = "Subtasks of each operator (default: half of the processors, 8 at the most).")
  private int parallelism = FlinkSettings.replayParallelism();

  @Option(
      names = "--lateness",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description =
          "How far behind its stream's newest line a line is still punctual (default:"
              + " ${DEFAULT-VALUE}).")
  private int lateness;

  @Override
  public Integer call() {
    require(parallelism >= 1 && parallelism <= 128, "--parallelism must be from 1 to 128.");
    require(lateness >= 0, "--lateness must not be negative.");
    require(
        !candidates.isEmpty() || sweep != null || !candidatePolicies.isEmpty(),
        "Name something to try out: --candidate, --sweep or --candidate-policy.");
    CommandLine command = spec.commandLine();
    ReplaySpan span =
        new ReplaySpan(
            CommandTimes.parse(command, "--from", from, Long.MIN_VALUE),
            CommandTimes.parse(command, "--until", until, Long.MAX_VALUE),
            System.currentTimeMillis() + Duration.ofMinutes(10).toMillis(),
            Duration.ofSeconds(lateness).toMillis(),
            0);
    require(span.from() <= span.until(), "--from must not lie after --until.");
    Sweep swept = sweep == null ? null : Sweep.parse(sweep, this::baselineText);
    if (baseline == null && swept != null && swept.file() != null) {
      baseline = swept.file();
    }
    requireNothingPublished(span);
    Progress progress = new Progress(command.getErr());
    Backtest.Told told =
        Backtest.run(
            new Backtest.Plan(
                input,
                span,
                parallelism,
                ReplayRules.of(input, baseline),
                baselineName(),
                candidates(swept),
                policies(),
                truth,
                swept == null),
            output,
            (records, alerts, seconds) ->
                progress.tell(
                    "%,d records in, %,d alert revisions of all rules, %.0f s",
                    records, alerts, seconds));
    PrintWriter out = command.getOut();
    out.print(told.summary());
    out.println("Read " + output.resolve("report.html") + ".");
    out.flush();
    return Main.tellHoles(told.remarks(), command.getErr());
  }

  private Path baselineFile() {
    Path beside = input.resolve(ReplayRules.FILE);
    return baseline != null ? baseline : Files.exists(beside) ? beside : null;
  }

  private String baselineText() {
    Path file = baselineFile();
    return file == null ? RuleFiles.shippedText() : NamedFile.rules(file);
  }

  private String baselineName() {
    Path file = baselineFile();
    return file == null ? "(shipped rules)" : file.toString();
  }

  /** Rules and policies that were published are part of the baseline, and nobody has named it. */
  private void requireNothingPublished(ReplaySpan span) {
    if (baseline == null && ReplayFiles.in(input, span).has(InTopic.RULES)) {
      throw new CommandFailure(
          "The input has published rules (%s), which a backtest leaves out; name the rules to compare with by --baseline."
              .formatted(InTopic.RULES.file()));
    }
    if (baselinePolicy == null && ReplayFiles.in(input, span).has(InTopic.COUPON_POLICY)) {
      throw new CommandFailure(
          "The input has published policies (%s), which a backtest leaves out; name the policy to compare with by --baseline-policy."
              .formatted(InTopic.COUPON_POLICY.file()));
    }
  }

  private List<Candidate> candidates(Sweep swept) {
    List<Candidate> all = new ArrayList<>();
    for (Path file : candidates) {
      String name = file.toString();
      boolean taken = all.stream().anyMatch(other -> other.name().equals(name));
      require(!taken, "The candidate '" + name + "' is given twice.");
      all.add(new Candidate(name, NamedFile.rules(file), Map.of()));
    }
    if (swept != null) {
      all.addAll(swept.candidates());
    }
    require(
        all.size() <= Sweep.MOST_CANDIDATES,
        "One pass takes %d candidates at the most; these are %d."
            .formatted(Sweep.MOST_CANDIDATES, all.size()));
    return all;
  }

  private Map<String, String> policies() {
    Map<String, String> policies = new LinkedHashMap<>();
    Path base =
        baselinePolicy != null ? baselinePolicy : ReplayPolicies.fileBeside(input).orElse(null);
    policies.put(
        base == null ? "(shipped policy)" : base.toString(),
        base == null ? PolicyFiles.shippedText() : NamedFile.policy(base));
    for (Path file : candidatePolicies) {
      boolean isNew = policies.putIfAbsent(file.toString(), NamedFile.policy(file)) == null;
      require(isNew, "The policy '" + file + "' is given twice.");
    }
    return policies;
  }

  private void require(boolean holds, String sentence) {
    if (!holds) {
      throw new CommandLine.ParameterException(spec.commandLine(), sentence);
    }
  }
}
