package dev.showroom.cli;

import dev.showroom.common.StopSignals;
import dev.showroom.config.RunConfig;
import dev.showroom.history.HistoryReplay;
import dev.showroom.history.KafkaRules;
import dev.showroom.history.ManifestRequest;
import dev.showroom.history.ReplayRequest;
import dev.showroom.replay.ReplayPolicies;
import dev.showroom.replay.ReplayRules;
import dev.showroom.replay.ReplaySpan;
import dev.showroom.stream.FlinkSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
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
      "Nothing leaves but files, or topics of the replay's own. The same punctual input gives the"
          + " same files, at any parallelism and speed; late lines end in the same last status of"
          + " each alert. Ctrl-C leaves a partial result that is whole in itself and says so."
    },
    footerHeading = "%nWritten into the output directory:%n",
    footer = {
      "  alerts.jsonl        every revision of every alert, by customer, alert and revision",
      "  coupon-decisions.jsonl, outcomes.jsonl, insights.jsonl",
      "                      what would have been offered, and what came of it",
      "  late-events.jsonl   what came behind its stream's lateness bound, and what it changed",
      "  dead-letters.jsonl  lines that could not be used, with their bytes and the reason",
      "  replay-manifest.json  what it was made of, by which --manifest does the same again;",
      "                      beside it replay-rules.yaml and replay-policy.yaml",
      "  savepoint/          with --savepoint",
      "",
      "Exit status: 0 done; 3 done, but the input has holes; 130 (Ctrl-C) or 143 stopped, with a"
          + " partial result; 1 failed.",
      "",
      "Example: showroom replay --input build/world --output build/alerts",
      "         showroom replay --input kafka --config showroom.yaml --from 2026-01-01 --output q1",
      "         showroom replay --manifest q1/replay-manifest.json --config showroom.yaml --output"
          + " q2",
      "         showroom replay --input build/world --explain c-00042"
    })
final class ReplayCommand implements Callable<Integer> {
  private static final String KAFKA = "kafka";

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--input",
      paramLabel = "DIR|kafka",
      description =
          "Directory with the streams' files, or dated folders of them: JSON Lines, Avro or"
              + " Parquet (docs/archives.md); or 'kafka' for the topics of --config. Required, but"
              + " for --manifest.")
  private Path input;

  @Option(
      names = "--config",
      paramLabel = "F",
      description =
          "The deployment's YAML file, as of 'run': where Kafka is. For topics, and with"
              + " --savepoint for files too, it also gives rules, policy and settings of time.")
  private Path configFile;

  @Option(
      names = "--manifest",
      paramLabel = "F",
      description =
          "Do again exactly what a replay did whose replay-manifest.json this is; what says what to"
              + " replay is left out then.")
  private Path manifest;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Directory to write; must not exist or be empty. Required, but for --explain.")
  private Path output;

  @Option(
      names = "--output-prefix",
      paramLabel = "P",
      description =
          "Write the records to topics of this prefix at the cluster of --config, and only the"
              + " manifest to --output. It cannot be the live one, and there is no topic for"
              + " coupons.")
  private String outputPrefix;

  @CommandLine.Mixin private SpanOptions span;

  @Option(
      names = "--savepoint",
      description =
          "End in a savepoint in the output directory, from which 'run --from-savepoint' goes on.")
  private boolean savepoint;

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
      description =
          "Subtasks of each operator (default: half of the processors, 8 at the most; with"
              + " --savepoint, what the job of --config has, or 2).")
  private Integer parallelism;

  @Option(
      names = "--lateness",
      paramLabel = "SECONDS",
      description =
          "How far behind its stream's newest line a line of a file is still punctual (default: 5;"
              + " for kafka, and with --savepoint, it is in --config).")
  private Integer lateness;

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description =
          "Judge by these rules and no others; else by rules.yaml in the input directory (for"
              + " kafka, and with --savepoint: by those of --config) and what was published, or"
              + " else by the shipped ones.")
  private Path rules;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description =
          "Decide on offers by this policy and no other; else by coupon-policy.yaml (or"
              + " policy.yaml) in the input directory (for kafka, and with --savepoint: by that of"
              + " --config) and what was published, or else by the shipped one.")
  private Path policy;

  @CommandLine.Mixin private ExplainOptions explain;

  @Override
  public Integer call() {
    require(
        parallelism == null || parallelism >= 1 && parallelism <= 128,
        "--parallelism must be from 1 to 128.");
    require(lateness == null || lateness >= 0, "--lateness must not be negative.");
    if (!explain.areAsked()) {
      require(output != null, "Missing required option: '--output=DIR'");
      explain.requireNone();
    }
    if (manifest != null) {
      requireNothingElseThanTheManifest();
      return replay(
          ManifestRequest.of(
              manifest,
              config(),
              output,
              outputPrefix,
              speed(),
              subtasks(FlinkSettings.replayParallelism()),
              this::warn));
    }
    require(input != null, "Missing required option: '--input=DIR|kafka'");
    if (explain.areAsked()) {
      explain();
      return CommandLine.ExitCode.OK;
    }
    return replay(request());
  }

  private void explain() {
    require(policy == null, "--explain tells of no offers; leave out --policy.");
    require(output == null, "--explain prints and writes no files; leave out --output.");
    require(!isOfKafka(), "--explain reads files; 'archive' makes them of topics.");
    require(
        !span.areOfWholeRunsAlone() && outputPrefix == null && !savepoint,
        "--order, --warm-up, --output-prefix and --savepoint do not go with --explain.");
    ReplaySpan known =
        new ReplaySpan(
            span.from(),
            Math.min(span.until(), explain.at()),
            System.currentTimeMillis() + Duration.ofMinutes(10).toMillis(),
            bound().toMillis(),
            speed());
    require(known.from() <= known.until(), "--from must not lie after --until (or --at).");
    explain.print(input, rules, known);
  }

  private boolean isOfKafka() {
    return input.toString().equals(KAFKA);
  }

  private Duration bound() {
    return Duration.ofSeconds(lateness == null ? 5 : lateness);
  }

  private RunConfig config() {
    return configFile == null ? null : RunConfig.load(configFile);
  }

  private ReplayRequest request() {
    boolean kafka = isOfKafka();
    require(
        configFile != null || !kafka && outputPrefix == null,
        "To read from Kafka or write to it, --config must say where it is.");
    require(!kafka || lateness == null, "--lateness is for files; for kafka it is in --config.");
    RunConfig config = config();
    // What a live job goes on from has been decided as it would have.
    boolean deployed = kafka || savepoint && config != null;
    require(
        kafka || !deployed || lateness == null,
        "With --savepoint and --config, the lateness bounds are in it; leave out --lateness.");
    span.check();
    require(
        outputPrefix == null || !savepoint, "--savepoint writes files; leave out --output-prefix.");
    return new ReplayRequest(
        config,
        kafka ? null : input,
        null,
        null,
        output,
        outputPrefix,
        span.from(),
        span.until(),
        span.warmUp(),
        span.order(kafka, savepoint),
        deployed ? config.time() : ofFiles(),
        deployed ? KafkaRules.rules(config, rules) : ReplayRules.of(input, rules),
        deployed ? KafkaRules.policies(config, policy) : ReplayPolicies.of(input, policy),
        System.currentTimeMillis(),
        speed(),
        // State is taken over by a job of the same parallelism.
        subtasks(
            !savepoint
                ? FlinkSettings.replayParallelism()
                : config != null ? config.job().parallelism() : 2),
        savepoint);
  }

  private RunConfig.Time ofFiles() {
    RunConfig.Time time = RunConfig.defaults().time();
    return new RunConfig.Time(
        bound(),
        Map.of(),
        time.correctionHorizon(),
        Duration.ofMinutes(10),
        time.quietAfter(),
        time.idleAfter(),
        time.alignmentDrift());
  }

  private int subtasks(int otherwise) {
    return parallelism == null ? otherwise : parallelism;
  }

  private void requireNothingElseThanTheManifest() {
    require(
        input == null
            && span.areAbsent()
            && rules == null
            && policy == null
            && lateness == null
            && !explain.areAsked()
            && !savepoint,
        "With --manifest, what to replay is in it; only --output, --output-prefix, --config,"
            + " --speed and --parallelism can be said.");
  }

  private Integer replay(ReplayRequest request) {
    ReplayTold told = new ReplayTold(spec.commandLine().getErr(), request.from(), request.until());
    try (StopSignals signals = new StopSignals(() -> {})) {
      HistoryReplay.Result result = new HistoryReplay(request, signals::asked, told).run();
      int whole = Main.tellHoles(result.remarks(), spec.commandLine().getErr());
      told.summary(result, request, spec.commandLine().getOut());
      return result.stopped() ? signals.status() : whole;
    }
  }

  private void warn(String sentence) {
    spec.commandLine().getErr().println("showroom: " + sentence);
  }

  private double speed() {
    return ReplaySpeed.parse(spec.commandLine(), speed);
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
