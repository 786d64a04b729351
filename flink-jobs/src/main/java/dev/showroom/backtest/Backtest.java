package dev.showroom.backtest;

import dev.showroom.common.Causes;
import dev.showroom.common.CommandFailure;
import dev.showroom.common.StagedDirectory;
import dev.showroom.diff.AlertFiles;
import dev.showroom.evaluate.Evaluation;
import dev.showroom.evaluate.Report;
import dev.showroom.replay.Replay;
import dev.showroom.replay.ReplayPolicies;
import dev.showroom.replay.ReplayRules;
import dev.showroom.replay.ReplaySpan;
import dev.showroom.schemas.CouponDecision;
import dev.showroom.schemas.codec.JsonRecords;
import dev.showroom.schemas.codec.MalformedRecordException;
import dev.showroom.schemas.codec.OutTopic;
import dev.showroom.simulate.TruthLabel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.MappingNode;

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
        Replay.run(
            plan.input(),
            raw,
            plan.span(),
            rules,
            policies(plan.policies()),
            plan.parallelism(),
            progress);
    Views views = new Views(rules.merged(), AlertFiles.alerts(raw));
    List<CouponDecision> decisions =
        plan.policies().isEmpty()
            ? List.of()
            : decisions(raw.resolve(OutTopic.COUPON_DECISIONS.file()));
    List<String> failures =
        RuleErrors.in(
            raw.resolve(OutTopic.DEAD_LETTERS.file()),
            plan.candidates().stream().map(Candidate::name).toList());
    delete(raw);
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
              evaluated(stories, truth, plan.truth())));
      if (plan.keepAlerts()) {
        ReportFiles.alerts(workplace.resolve("candidate-" + (i + 1)), stories);
      }
    }
    ReportFiles.alerts(workplace.resolve("baseline"), baseline);
    return new Result(
        plan.baselineName(),
        baseline,
        evaluated(baseline, truth, plan.truth()),
        comparisons,
        figures(plan.policies(), decisions),
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

  // ---- policies

  /** The candidates are looked at, each with books of its own; the baseline is in force. */
  private static ReplayPolicies policies(Map<String, String> texts) {
    if (texts.isEmpty()) {
      return ReplayPolicies.none();
    }
    List<String> all = new ArrayList<>();
    texts.forEach((name, text) -> all.add(all.isEmpty() ? text : inShadow(text, all.size())));
    return ReplayPolicies.ofTexts(all);
  }

  private static String inShadow(String text, int number) {
    YamlEdit edit = new YamlEdit(text);
    for (MappingNode document : YamlEdit.documents(text)) {
      edit.set(document, "id", shadowId(number));
      edit.set(document, "mode", "shadow");
    }
    return edit.result();
  }

  private static String shadowId(int number) {
    return "candidate-policy-" + number;
  }

  private static List<PolicyFigures> figures(
      Map<String, String> policies, List<CouponDecision> decisions) {
    Map<String, List<CouponDecision>> byPolicy = new LinkedHashMap<>();
    for (CouponDecision decision : decisions) {
      String id = decision.getShadow() ? decision.getPolicyId() : "";
      byPolicy.computeIfAbsent(id, any -> new ArrayList<>()).add(decision);
    }
    List<PolicyFigures> figures = new ArrayList<>();
    for (String name : policies.keySet()) {
      String id = figures.isEmpty() ? "" : shadowId(figures.size());
      figures.add(PolicyFigures.of(name, byPolicy.getOrDefault(id, List.of())));
    }
    return figures;
  }

  private static List<CouponDecision> decisions(Path file) throws IOException {
    JsonRecords<CouponDecision> records = new JsonRecords<>(OutTopic.COUPON_DECISIONS.schema());
    List<CouponDecision> decisions = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      try {
        decisions.add(records.read(line.getBytes(StandardCharsets.UTF_8)));
      } catch (MalformedRecordException e) {
        throw new IllegalStateException("a line of our own could not be read back", e);
      }
    }
    return decisions;
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
