package dev.showroom.backtest;

import dev.showroom.common.Causes;
import dev.showroom.common.CommandFailure;
import dev.showroom.common.StagedDirectory;
import dev.showroom.diff.AlertFiles;
import dev.showroom.evaluate.Evaluation;
import dev.showroom.evaluate.Report;
import dev.showroom.replay.DeskTape;
import dev.showroom.replay.Replay;
import dev.showroom.replay.ReplayRules;
import dev.showroom.replay.ReplaySpan;
import dev.showroom.schemas.codec.OutTopic;
import dev.showroom.simulate.TruthLabel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Runs one pass over history by a baseline and by candidates, and writes what differs. */
public final class Backtest {
  /**
   * What to compare.
   *
   * @param baseline the rules that the candidates are held against
   * @param baselineName that people see
   * @param policies checked texts by name, the baseline's first; empty for no offers
   * @param truth the truth of a simulated world, or null
   * @param keepAlerts whether the candidates' alerts are written in full, too
   */
  public record Plan(
      Path input,
      ReplaySpan span,
      int parallelism,
      ReplayRules baseline,
      String baselineName,
      List<Candidate> candidates,
      Map<String, String> policies,
      Path truth,
      boolean keepAlerts) {}

  /**
   * What there is to say of it.
   *
   * @param remarks sentences on holes in the input
   */
  public record Told(String summary, List<String> remarks) {}

  private Backtest() {}

  /**
   * Writes the report into a directory, which must be absent or empty.
   *
   * @throws CommandFailure where that does not work
   */
  public static Told run(Plan plan, Path output, Replay.Progress progress) {
    // Asked for first: what is wrong with it need not wait for the pass.
    List<TruthLabel> truth = plan.truth() == null ? null : Evaluation.truth(plan.truth());
    try (StagedDirectory staged = StagedDirectory.prepare(output)) {
      Result result = pass(plan, truth, staged.path(), progress);
      ReportFiles.write(result, plan, staged.path());
      staged.publish();
      return new Told(SummaryText.of(result), result.remarks());
    } catch (IOException e) {
      throw new CommandFailure("The report could not be written: " + Causes.of(e) + ".", e);
    }
  }

  static Result pass(Plan plan, List<TruthLabel> truth, Path workplace, Replay.Progress progress)
      throws IOException {
    ReplayRules rules =
        plan.baseline().withCandidates(plan.candidates().stream().map(Candidate::yaml).toList());
    Path raw = workplace.resolve(".pass");
    Categories categories = Categories.in(plan.input(), plan.span());
    Replay.Summary summary =
        Replay.runTaped(plan.input(), raw, plan.span(), rules, plan.parallelism(), progress);
    Views views = new Views(rules.merged(), AlertFiles.alerts(raw));
    List<String> failures =
        RuleErrors.in(
            raw.resolve(OutTopic.DEAD_LETTERS.file()),
            plan.candidates().stream().map(Candidate::name).toList());
    Offers offers = new Offers(raw.resolve(DeskTape.FILE), views.rules(), plan.policies());
    Map<String, AlertStory> baseline = views.baseline();
    List<Comparison> comparisons = new ArrayList<>();
    for (int i = 0; i < plan.candidates().size(); i++) {
      Map<String, AlertStory> stories = views.candidate(i);
      comparisons.add(
          Comparison.of(
              plan.candidates().get(i),
              baseline,
              stories,
              categories,
              evaluated(stories, truth, plan.truth()),
              offers.candidate(i, plan.candidates().get(i).name())));
      if (plan.keepAlerts()) {
        Path directory = workplace.resolve("candidate-" + (i + 1));
        ReportFiles.alerts(directory, stories);
        if (comparisons.get(i).offers() != null) {
          ReportFiles.decisions(directory, comparisons.get(i).offers().decisions());
        }
      }
    }
    ReportFiles.alerts(workplace.resolve("baseline"), baseline);
    if (!plan.policies().isEmpty()) {
      ReportFiles.decisions(workplace.resolve("baseline"), offers.baseline());
    }
    List<PolicyFigures> policies = offers.policies();
    delete(raw);
    return new Result(
        plan.baselineName(),
        baseline,
        evaluated(baseline, truth, plan.truth()),
        comparisons,
        policies,
        failures,
        summary.remarks(),
        summary.recordsIn(),
        summary.seconds());
  }

  /** Alerts that are only looked at accuse nobody. */
  private static Report evaluated(
      Map<String, AlertStory> stories, List<TruthLabel> truth, Path file) {
    return truth == null
        ? null
        : Evaluation.of(
            stories.values().stream()
                .filter(story -> !story.last().getShadow())
                .map(AlertStory::revisions)
                .toList(),
            truth,
            file);
  }

  private static void delete(Path directory) throws IOException {
    List<Path> files;
    try (Stream<Path> entries = Files.list(directory)) {
      files = entries.toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
    Files.delete(directory);
  }
}
