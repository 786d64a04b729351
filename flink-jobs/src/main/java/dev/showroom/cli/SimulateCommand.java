package dev.showroom.cli;

import dev.showroom.common.Causes;
import dev.showroom.common.CommandFailure;
import dev.showroom.common.StagedDirectory;
import dev.showroom.config.NamedFile;
import dev.showroom.rehearsal.Rehearsal;
import dev.showroom.replay.ReplayPolicies;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.simulate.AnsweredWorld;
import dev.showroom.simulate.FileOptions;
import dev.showroom.simulate.SimulatedEvent;
import dev.showroom.simulate.SimulatedWorld;
import dev.showroom.simulate.Simulation;
import dev.showroom.simulate.SimulationOptions;
import dev.showroom.simulate.TruthLabel;
import dev.showroom.simulate.UpliftTruth;
import dev.showroom.simulate.WorldWriter;
import dev.showroom.stream.InitialPolicies;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes a made-up world as files, with the truth about each of its customers. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Makes up shops and their customers, and writes their streams as JSON Lines files,",
      "one for each stream, with truth.jsonl: what is really the case with each customer.",
      "The same options give the same bytes."
    },
    footer = {"", "Example: showroom simulate --customers 2000 --days 45 --seed 7 --output world"})
public final class SimulateCommand implements Runnable {
  private static final int PARALLELISM = 2;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--customers",
      required = true,
      paramLabel = "N",
      description = "How many customers there are.")
  private int customers;

  @Option(
      names = "--days",
      required = true,
      paramLabel = "D",
      description = "How many days the world lasts; most patterns need 45 to be settled.")
  private int days;

  @Option(
      names = "--seed",
      required = true,
      paramLabel = "S",
      description = "Any whole number: another seed, another world.")
  private long seed;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "Where the files go; must not exist yet, or be empty.")
  private Path output;

  @Option(
      names = "--start",
      paramLabel = "DATE",
      defaultValue = "2026-01-05",
      description = "First day of the world, UTC (default: ${DEFAULT-VALUE}).")
  private LocalDate start;

  @Option(
      names = "--stores",
      paramLabel = "N",
      defaultValue = "8",
      description = "How many stores there are (default: ${DEFAULT-VALUE}).")
  private int stores;

  @Option(
      names = "--garbage",
      paramLabel = "SHARE",
      defaultValue = "0.0",
      description =
          "Mixes in broken lines, as a share of the good ones (0 to 1, default: ${DEFAULT-VALUE});"
              + " garbage.jsonl says where each stands.")
  private double garbage;

  @Option(
      names = "--shuffle-seconds",
      paramLabel = "X",
      defaultValue = "0",
      description =
          "Disturbs the order: each line stays less than X seconds of event time behind the newest"
              + " before it (default: ${DEFAULT-VALUE}).")
  private double shuffleSeconds;

  @Option(
      names = "--duplicates",
      paramLabel = "SHARE",
      defaultValue = "0.0",
      description = "Writes this share of the lines twice (0 to 1, default: ${DEFAULT-VALUE}).")
  private double duplicates;

  @Option(
      names = "--offline-tills",
      description =
          "Writes what tills sell while they are cut off where they are back, up to four days late;"
              + " otherwise only feed-progress tells that they were.")
  private boolean offlineTills;

  @Option(names = "--gzip", description = "Compresses the streams' files.")
  private boolean gzip;

  @Option(
      names = "--offers",
      description =
          "Shoppers are also sent the offers that the detector would decide, and answer to them: as"
              + " many rounds of simulating and deciding as it takes. uplift-truth.json says what"
              + " the offers really did.")
  private boolean offers;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description =
          "With --offers: the coupon policy, which is put beside the streams; the shipped one, if"
              + " left out.")
  private Path policy;

  @Override
  public void run() {
    SimulationOptions options = simulationOptions();
    FileOptions files = fileOptions();
    requireGoTogether(files);
    String policyText = policy == null ? null : NamedFile.policy(policy);
    Progress progress = new Progress(spec.commandLine().getErr());
    try (StagedDirectory directory = StagedDirectory.prepare(output)) {
      AnsweredWorld answered =
          offers
              ? rehearsed(options, policyText, directory.path(), progress)
              : new Simulation(options)
                  .answered(
                      List.of(),
                      done ->
                          progress.tell(
                              "%,d of %,d customers simulated", done, options.customers()));
      SimulatedWorld world = answered.world();
      // Lines mixed in on top of the plan must not read as more than all.
      long lines = world.events().size();
      new WorldWriter(
              files,
              done -> progress.tell("%,d of %,d lines written", Math.min(done, lines), lines))
          .write(world, directory.path());
      if (offers) {
        Files.writeString(
            directory.path().resolve(UpliftTruth.FILE), answered.uplift().toJson() + "\n");
      }
      if (policyText != null) {
        Files.writeString(directory.path().resolve(ReplayPolicies.FILES.get(0)), policyText);
      }
      directory.publish();
      summarise(world);
      if (offers) {
        UpliftSummary.print(answered.uplift(), spec.commandLine().getOut());
      }
    } catch (IOException e) {
      throw new CommandFailure(
          "The simulation could not be written to '" + output + "': " + Causes.of(e) + ".", e);
    }
  }

  private void requireGoTogether(FileOptions files) {
    if (policy != null && !offers) {
      throw wrong("--policy goes with --offers only.");
    }
    if (offers && (files.shuffleSeconds() > 0 || files.offlineTills())) {
      throw wrong(
          "--offers goes with neither --shuffle-seconds nor --offline-tills: where records come"
              + " late, other offers are decided than were answered.");
    }
  }

  private AnsweredWorld rehearsed(
      SimulationOptions options, String policyText, Path directory, Progress progress) {
    PrintWriter err = spec.commandLine().getErr();
    return new Rehearsal(
            options,
            policyText == null ? InitialPolicies.shipped() : InitialPolicies.ofFile(policyText),
            PARALLELISM,
            directory.resolve(".rounds"),
            new Rehearsal.Listener() {
              @Override
              public void working(int round, long recordsIn) {
                progress.tell("round %d, %,d records in", round, recordsIn);
              }

              @Override
              public void done(Rehearsal.Round round) {
                err.println(
                    String.format(
                        Locale.ROOT,
                        "showroom: round %d: %,d decisions, %,d of them other than answered; %.1f"
                            + " s",
                        round.number(),
                        round.decisions(),
                        round.different(),
                        round.seconds()));
                err.flush();
              }
            })
        .run();
  }

  private CommandLine.ParameterException wrong(String sentence) {
    return new CommandLine.ParameterException(spec.commandLine(), sentence);
  }

  private SimulationOptions simulationOptions() {
    try {
      return new SimulationOptions(
          customers, days, seed, start.atStartOfDay(ZoneOffset.UTC).toInstant(), stores);
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage());
    }
  }

  private FileOptions fileOptions() {
    try {
      return new FileOptions(shuffleSeconds, duplicates, garbage, gzip, offlineTills);
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage());
    }
  }

  private void summarise(SimulatedWorld world) {
    Map<InTopic, Integer> streams = new EnumMap<>(InTopic.class);
    for (SimulatedEvent event : world.events()) {
      streams.merge(event.topic(), 1, Integer::sum);
    }
    Map<String, Integer> labels = new TreeMap<>();
    for (TruthLabel label : world.truth()) {
      String tells = label.pattern() == null ? "" : " " + label.pattern();
      String kind = label.positive() ? " (positive)" : label.pattern() == null ? "" : " (trap)";
      labels.merge(label.label() + tells + kind, 1, Integer::sum);
    }
    PrintWriter out = spec.commandLine().getOut();
    line(out, "events in " + output, world.events().size());
    streams.forEach((topic, count) -> line(out, "  " + topic.topic(), count));
    line(out, "truth", world.truth().size());
    labels.forEach((label, count) -> line(out, "  " + label, count));
    out.flush();
  }

  private static void line(PrintWriter out, String name, int count) {
    out.println(String.format(Locale.ROOT, "%-60s %,12d", name, count));
  }
}
