package dev.showroom.core.rules.cel;

import dev.showroom.core.alert.Contribution;
import dev.showroom.core.alert.Level;
import dev.showroom.core.rules.Exclusion;
import dev.showroom.core.rules.Explanation;
import dev.showroom.core.rules.Rule;
import dev.showroom.core.rules.Scene;
import dev.showroom.core.rules.Selection;
import dev.showroom.core.rules.Trigger;
import dev.showroom.core.rules.Verdict;
import dev.showroom.schemas.RetractReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A rule of a rule file, checked and ready to judge. */
final class CompiledRule implements Rule {
  private final RuleBody body;
  private final Settings settings;
  private final Map<String, CompiledRule> byCategory;

  /**
   * @param byCategory what is otherwise for some categories
   */
  CompiledRule(RuleBody body, Settings settings, Map<String, CompiledRule> byCategory) {
    this.body = body;
    this.settings = settings;
    this.byCategory = byCategory;
  }

  @Override
  public String id() {
    return body.id();
  }

  @Override
  public String pattern() {
    return body.pattern();
  }

  @Override
  public boolean shadow() {
    return settings.shadow();
  }

  @Override
  public Trigger trigger() {
    return body.trigger();
  }

  @Override
  public Level level() {
    return body.level();
  }

  @Override
  public Set<Exclusion> exclusions() {
    return body.exclusions();
  }

  @Override
  public long watchMillis() {
    return body.watchMillis();
  }

  @Override
  public long coolDownMillis() {
    return body.coolDownMillis();
  }

  @Override
  public Set<String> triggerPatterns() {
    return body.triggerPatterns();
  }

  @Override
  public Set<String> confirms() {
    return body.confirms();
  }

  @Override
  public boolean clearedByPurchase() {
    return body.clearedByPurchase();
  }

  @Override
  public boolean confirmedByReturn() {
    return body.confirmedByReturn();
  }

  @Override
  public RetractReason lapse() {
    return body.lapse();
  }

  @Override
  public boolean heedsOtherBrowsing() {
    return body.heedsOtherBrowsing();
  }

  @Override
  public Rule forCategory(String category) {
    CompiledRule other = category == null ? null : byCategory.get(category);
    return other == null ? this : other;
  }

  @Override
  public boolean judgesLike(Rule other) {
    if (other == this) {
      return true;
    }
    return other instanceof CompiledRule that
        && body.equals(that.body)
        && settings.equals(that.settings)
        && byCategory.keySet().equals(that.byCategory.keySet())
        && byCategory.entrySet().stream()
            .allMatch(own -> own.getValue().judgesLike(that.byCategory.get(own.getKey())));
  }

  @Override
  public boolean readsAlertsOf(Set<String> patterns) {
    return body.alertsRead().isOf(patterns);
  }

  @Override
  public Verdict judge(Scene scene) {
    if (!settings.enabled()) {
      return Verdict.no();
    }
    try {
      return judge(new Evaluation(body, settings, scene));
    } catch (RuntimeException e) {
      return Verdict.failed(failure(e));
    }
  }

  private Verdict judge(Evaluation values) {
    for (Expression condition : body.conditions()) {
      if (!holds(values, condition)) {
        return Verdict.no();
      }
    }
    List<Contribution> reasons = new ArrayList<>();
    List<Contribution> counterEvidence = new ArrayList<>();
    int score = score(values, reasons, counterEvidence);
    if (score < settings.minScoreMillis()) {
      return Verdict.no();
    }
    Evidence evidence = new Evidence();
    for (Expression part : body.evidence()) {
      evidence.add((Selection) values.value(part, "evidence", part.source()));
    }
    long at = time(values.feature("at"));
    List<String> eventIds = evidence.eventIds();
    Long value =
        body.valueAtRisk() == null
            ? null
            : (Long) values.value(body.valueAtRisk(), "valueAtRisk", body.valueAtRisk().source());
    return new Verdict(
        true,
        List.copyOf(reasons),
        List.copyOf(counterEvidence),
        eventIds,
        eventIds.isEmpty() ? at : evidence.from(),
        body.clearFrom() == null
            ? at
            : time(values.value(body.clearFrom(), "clearedBy", body.clearFrom().source())),
        deadline(values),
        value == null ? 0 : value,
        null);
  }

  private int score(
      Evaluation values, List<Contribution> reasons, List<Contribution> counterEvidence) {
    for (Scoring.For part : body.scoring().score()) {
      add(reasons, part.contribution(number(values, part.feature()), settings));
    }
    for (Scoring.Against part : body.scoring().against()) {
      add(counterEvidence, part.contribution(number(values, part.feature())));
    }
    int sum = 0;
    for (Contribution contribution : reasons) {
      sum += contribution.millis();
    }
    for (Contribution contribution : counterEvidence) {
      sum += contribution.millis();
    }
    return sum;
  }

  private static void add(List<Contribution> all, Contribution one) {
    if (one != null) {
      all.add(one);
    }
  }

  private static double number(Evaluation values, String feature) {
    double number = Scoring.asNumber(values.feature(feature));
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      throw new Evaluation.Failure("feature '" + feature + "': " + number + " is no number");
    }
    return number;
  }

  @Override
  public long deadline(Scene scene) {
    try {
      return deadline(new Evaluation(body, settings, scene));
    } catch (RuntimeException e) {
      return Verdict.NEVER;
    }
  }

  private long deadline(Evaluation values) {
    return body.deadline() == null
        ? Verdict.NEVER
        : time(values.value(body.deadline(), "deadline", body.deadline().source()));
  }

  @Override
  public boolean canRetract() {
    return !body.retractions().isEmpty();
  }

  @Override
  public RetractReason retracts(Scene scene) {
    if (body.retractions().isEmpty()) {
      return null;
    }
    try {
      Evaluation values = new Evaluation(body, settings, scene);
      for (RuleBody.Retraction retraction : body.retractions()) {
        if (holds(values, retraction.when())) {
          return retraction.reason();
        }
      }
    } catch (RuntimeException e) {
      return null;
    }
    return null;
  }

  @Override
  public Explanation explain(Scene scene) {
    Evaluation values = new Evaluation(body, settings, scene);
    List<Explanation.Feature> features = new ArrayList<>();
    for (String name : body.features().keySet()) {
      features.add(new Explanation.Feature(name, text(values, name)));
    }
    boolean all = settings.enabled();
    List<Explanation.Condition> conditions = new ArrayList<>();
    List<String> shortfalls = new ArrayList<>();
    for (Expression condition : body.conditions()) {
      boolean holds;
      try {
        holds = holds(values, condition);
      } catch (RuntimeException e) {
        holds = false;
      }
      conditions.add(new Explanation.Condition(condition.source(), holds));
      if (!holds) {
        shortfalls.add(Shortfall.of(condition, values));
      }
      all &= holds;
    }
    int score;
    try {
      score = score(values, new ArrayList<>(), new ArrayList<>());
    } catch (RuntimeException e) {
      score = 0;
      all = false;
    }
    if (score < settings.minScoreMillis()) {
      shortfalls.add(Shortfall.ofScore(score, settings.minScoreMillis()));
    }
    return new Explanation(
        all && score >= settings.minScoreMillis(),
        List.copyOf(features),
        List.copyOf(conditions),
        score,
        settings.minScoreMillis(),
        List.copyOf(shortfalls));
  }

  private static String text(Evaluation values, String feature) {
    try {
      return String.valueOf(values.feature(feature));
    } catch (RuntimeException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static boolean holds(Evaluation values, Expression condition) {
    return (Boolean) values.value(condition, "condition", condition.source());
  }

  private String failure(RuntimeException e) {
    return "rule " + id() + ": " + (e.getMessage() == null ? e.toString() : e.getMessage());
  }

  private static long time(Object instant) {
    return ((Instant) instant).toEpochMilli();
  }
}
