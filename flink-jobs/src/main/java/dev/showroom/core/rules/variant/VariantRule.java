package dev.showroom.core.rules.variant;

import dev.showroom.core.alert.Level;
import dev.showroom.core.rules.Exclusion;
import dev.showroom.core.rules.Explanation;
import dev.showroom.core.rules.Rule;
import dev.showroom.core.rules.Scene;
import dev.showroom.core.rules.Selection;
import dev.showroom.core.rules.Trigger;
import dev.showroom.core.rules.Verdict;
import dev.showroom.schemas.RetractReason;
import java.util.HashSet;
import java.util.Set;

/** A rule as it stands in merged rules: it sees and touches the alerts of its own view only. */
final class VariantRule implements Rule {
  private final Rule rule;
  private final View view;
  private final String id;
  private final String pattern;
  private final Set<String> triggerPatterns;
  private final Set<String> confirms;

  /**
   * @param confirms patterns by the names that they have in the merged rules
   */
  VariantRule(Rule rule, View view, Set<String> confirms) {
    this.rule = rule;
    this.view = view;
    this.pattern = view.name(rule.pattern());
    this.id = rule.id() + VariantNames.suffix(pattern);
    Set<String> triggers = new HashSet<>();
    rule.triggerPatterns().forEach(each -> triggers.add(view.name(each)));
    this.triggerPatterns = Set.copyOf(triggers);
    this.confirms = Set.copyOf(confirms);
  }

  private record ViewScene(Scene scene, View view) implements Scene {
    @Override
    public Object valueOf(String name) {
      Object value = scene.valueOf(name);
      return switch (name) {
        case "alerts" -> ViewSelection.of((Selection) value, view);
        case "alert.pattern" -> VariantNames.plain((String) value);
        default -> value;
      };
    }
  }

  private Scene seen(Scene scene) {
    return new ViewScene(scene, view);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String pattern() {
    return pattern;
  }

  @Override
  public boolean shadow() {
    return rule.shadow();
  }

  @Override
  public Trigger trigger() {
    return rule.trigger();
  }

  @Override
  public boolean heedsOtherBrowsing() {
    return rule.heedsOtherBrowsing();
  }

  @Override
  public Level level() {
    return rule.level();
  }

  @Override
  public Set<Exclusion> exclusions() {
    return rule.exclusions();
  }

  @Override
  public long watchMillis() {
    return rule.watchMillis();
  }

  @Override
  public long coolDownMillis() {
    return rule.coolDownMillis();
  }

  @Override
  public Set<String> triggerPatterns() {
    return triggerPatterns;
  }

  @Override
  public Set<String> confirms() {
    return confirms;
  }

  @Override
  public boolean clearedByPurchase() {
    return rule.clearedByPurchase();
  }

  @Override
  public boolean confirmedByReturn() {
    return rule.confirmedByReturn();
  }

  @Override
  public RetractReason lapse() {
    return rule.lapse();
  }

  @Override
  public Rule forCategory(String category) {
    Rule other = rule.forCategory(category);
    return other == rule ? this : other == null ? null : new VariantRule(other, view, confirms);
  }

  @Override
  public boolean judgesLike(Rule other) {
    return other instanceof VariantRule that && id.equals(that.id) && rule.judgesLike(that.rule);
  }

  @Override
  public boolean readsAlertsOf(Set<String> patterns) {
    return rule.readsAlertsOf(patterns);
  }

  @Override
  public Verdict judge(Scene scene) {
    return rule.judge(seen(scene));
  }

  @Override
  public long deadline(Scene scene) {
    return rule.deadline(seen(scene));
  }

  @Override
  public boolean canRetract() {
    return rule.canRetract();
  }

  @Override
  public RetractReason retracts(Scene scene) {
    return rule.retracts(seen(scene));
  }

  @Override
  public Explanation explain(Scene scene) {
    return rule.explain(seen(scene));
  }
}
