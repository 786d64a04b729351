package dev.showroom.core.rules.cel;

import static dev.showroom.core.rules.FakeSelection.minutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.alert.Contribution;
import dev.showroom.core.alert.Level;
import dev.showroom.core.rules.Exclusion;
import dev.showroom.core.rules.Explanation;
import dev.showroom.core.rules.FakeScene;
import dev.showroom.core.rules.FakeSelection.Event;
import dev.showroom.core.rules.Rule;
import dev.showroom.core.rules.Trigger;
import dev.showroom.core.rules.Verdict;
import dev.showroom.schemas.RetractReason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompiledRuleTest {
  private static final long AT = Duration.ofDays(20_000).toMillis();
  private static final long MINUTE = 60_000;

  private static Rule rule(String... lines) {
    return RuleFiles.read(
            "id: t\nversion: 1\nrules:\n  - id: T\n    trigger: browse\n    level: family\n    "
                + String.join("\n    ", lines))
        .get(0)
        .rules()
        .get(0);
  }

  private static FakeScene scene(int researched) {
    return new FakeScene(AT)
        .events("research", minutes("r", researched, AT))
        .number("scope.price", 999);
  }

  // ---- conditions

  @Test
  void aRuleHoldsAtItsThresholdAndNotBelow() {
    Rule rule = rule("params: {least: 3}", "when: [research.count() >= least]");
    assertThat(rule.judge(scene(3)).holds()).isTrue();
    assertThat(rule.judge(scene(2))).isEqualTo(Verdict.no());
  }

  @Test
  void nothingIsAskedAfterTheFirstConditionThatDoesNotHoldAndNothingTwice() {
    Rule rule =
        rule(
            "features: {n: research.count(), m: inspections.count()}",
            "when: [n >= 2 && n < 9, m >= 0]");
    FakeScene refused = scene(1);
    rule.judge(refused);
    assertThat(refused.asked("research")).isEqualTo(1);
    assertThat(refused.asked("inspections")).isZero();
    FakeScene accepted = scene(2);
    assertThat(rule.judge(accepted).holds()).isTrue();
    assertThat(accepted.asked("research")).isEqualTo(1);
  }

  @Test
  void whatFailsHoldsNotAndSaysWhatAndWhy() {
    Rule condition = rule("when: [1 / research.count() > 0]");
    assertThat(condition.judge(scene(0)).holds()).isFalse();
    assertThat(condition.judge(scene(0)).error())
        .startsWith("rule T: condition '1 / research.count() > 0': ")
        .contains("zero");
    assertThat(condition.judge(scene(1)).error()).isNull();

    Rule feature = rule("features: {n: 1 / research.count()}", "when: [n > 0]");
    assertThat(feature.judge(scene(0)).error())
        .startsWith("rule T: feature 'n': ")
        .contains("zero");
  }

  @ParameterizedTest
  @CsvSource({
    "1 / research.count() > 0 || true, true",
    "true || 1 / research.count() > 0, true",
    "1 / research.count() > 0 || false, fails",
    "1 / research.count() > 0 && false, false",
    "false && 1 / research.count() > 0, false",
    "true && 1 / research.count() > 0, fails"
  })
  void aFailureOnOneSideMattersOnlyWhereTheOtherDoesNotDecide(String condition, String outcome) {
    Verdict verdict = rule("when: [" + condition + "]").judge(scene(0));
    assertThat(verdict.error() == null ? Boolean.toString(verdict.holds()) : "fails")
        .isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "at + days(research.count() * 400000000000) > at"
            + "|add_timestamp_duration|2024-10-04T00:00:00Z, PT28800000000000H",
        "days(research.count() * 400000000000) + at > at"
            + "|add_duration_timestamp|PT28800000000000H, 2024-10-04T00:00:00Z",
        "at - days(research.count() * 400000000000) < at"
            + "|subtract_timestamp_duration|2024-10-04T00:00:00Z, PT28800000000000H",
        "days(research.count() * 40000000000000) > days(1)|days_int|120000000000000"
      })
  void aTimeThatNoCalendarHasFailsWithWhatItWasToBeMadeOf(
      String condition, String function, String of) {
    assertThat(rule("when: ['" + condition + "']").judge(scene(3)).error())
        .isEqualTo(
            "rule T: condition '%s': Function '%s' failed with arg(s) '%s'"
                .formatted(condition, function, of));
  }

  @Test
  void aSceneWithoutANameThatTheRuleAsksForIsAnErrorOfTheVerdict() {
    assertThat(rule("when: [browse.action == 'VIEW']").judge(scene(0)).error())
        .contains("no 'browse.action' here");
  }

  @Test
  void aNumberThatIsNoneFails() {
    Rule rule =
        rule(
            "features: {n: 0.0 / double(research.count())}",
            "when: ['true']",
            "score: [{feature: n, full: 1, weight: 0.5}]");
    assertThat(rule.judge(scene(0)).error()).isEqualTo("rule T: feature 'n': NaN is no number");
    assertThat(rule.judge(scene(1)).error()).isNull();
  }

  // ---- the score

  @ParameterizedTest
  @CsvSource({"0,0", "1,67", "2,133", "3,200", "5,333", "6,400", "7,400"})
  void aGradedFeatureGivesHalfItsWeightAtTheThresholdAndAllAtTwiceIt(int n, int millis) {
    Rule rule =
        rule(
            "params: {least: 3}",
            "features: {n: research.count()}",
            "when: ['true']",
            "score: [{feature: n, threshold: least, weight: 0.4}]");
    assertThat(rule.judge(scene(n)).reasons())
        .containsExactly(new Contribution("n", n, 3.0, millis));
  }

  @ParameterizedTest
  @CsvSource({"1,75", "2,150", "3,150"})
  void aWeighedFeatureGrowsToFull(int n, int millis) {
    assertThat(weighed().judge(scene(n)).reasons())
        .containsExactly(new Contribution("n", n, null, millis));
  }

  @Test
  void aWeighedFeatureIsLeftOutAtNothing() {
    assertThat(weighed().judge(scene(0)).reasons()).isEmpty();
  }

  private static Rule weighed() {
    return rule(
        "features: {n: research.count()}",
        "when: ['true']",
        "score: [{feature: n, full: 2, weight: 0.15}]");
  }

  @Test
  void aHeldFeatureCountsWholeWhateverItsType() {
    Rule rule =
        rule(
            "params: {most: 36h}",
            "features: {a: research.count() == 0, b: days(1), c: 0.25}",
            "when: ['true']",
            "score:",
            "  - {feature: a, threshold: 1, weight: 0.2, shape: held}",
            "  - {feature: b, threshold: most, weight: 0.3, shape: held}",
            "  - {feature: c, weight: 0.1, shape: held}");
    assertThat(rule.judge(scene(0)).reasons())
        .containsExactly(
            new Contribution("a", 1, 1.0, 200),
            new Contribution("b", 1, 1.5, 300),
            new Contribution("c", 0.25, null, 100));
  }

  @ParameterizedTest
  @CsvSource({"1,-50", "3,-150", "4,-150"})
  void whatSpeaksForTheCustomerTakesOffAtMostSoMuch(int n, int millis) {
    assertThat(against("0").judge(scene(n)).counterEvidence())
        .containsExactly(new Contribution("n", n, null, millis));
  }

  @Test
  void whatSpeaksForTheCustomerIsLeftOutAtNothing() {
    assertThat(against("0").judge(scene(0)).counterEvidence()).isEmpty();
  }

  @Test
  void aScoreAtTheLeastIsEnoughAndBelowItIsNot() {
    assertThat(against("0.45").judge(scene(1)).holds()).isTrue();
    assertThat(against("0.45").judge(scene(2)).holds()).isFalse();
  }

  private static Rule against(String minScore) {
    return rule(
        "features: {n: research.count(), one: '1'}",
        "when: ['true']",
        "score: [{feature: one, threshold: 1, weight: 0.5, shape: held}]",
        "against: [{feature: n, each: 0.05, most: 0.15}]",
        "minScore: " + minScore);
  }

  // ---- the rest of the verdict

  @Test
  void evidenceIsInOrderOfTimeEachEventOnce() {
    Rule rule =
        rule(
            "when: ['true']",
            "evidence: [inspections, research, 'research.since(at - minutes(2))']",
            "valueAtRisk: scope.price",
            "clearedBy: {purchase: true, from: at - days(1)}",
            "confirm: {at: at + days(7)}");
    FakeScene scene =
        scene(3).events("inspections", Event.at("i0", AT - 150_000), Event.at("i1", AT));
    assertThat(rule.judge(scene))
        .isEqualTo(
            new Verdict(
                true,
                List.of(),
                List.of(),
                List.of("r0", "i0", "r1", "r2", "i1"),
                AT - 3 * MINUTE,
                AT - Duration.ofDays(1).toMillis(),
                AT + Duration.ofDays(7).toMillis(),
                999,
                null));
    assertThat(rule.deadline(scene)).isEqualTo(AT + Duration.ofDays(7).toMillis());
    assertThat(rule.clearedByPurchase()).isTrue();
  }

  @Test
  void aRuleThatSaysNoMoreStandsFromItsMomentOn() {
    Verdict verdict = rule("when: ['true']").judge(scene(3));
    assertThat(verdict)
        .isEqualTo(
            new Verdict(true, List.of(), List.of(), List.of(), AT, AT, Verdict.NEVER, 0, null));
    assertThat(rule("when: ['true']").deadline(scene(0))).isEqualTo(Verdict.NEVER);
    assertThat(rule("when: ['true']").retracts(scene(0))).isNull();
  }

  @Test
  void anOpenAlertIsRetractedByTheFirstReasonThatHolds() {
    Rule rule =
        rule(
            "when: ['true']",
            "retract:",
            "  - {when: research.count() > 2, reason: KEPT}",
            "  - {when: research.count() > 1, reason: EVIDENCE_REVISED}");
    assertThat(rule.retracts(scene(3))).isEqualTo(RetractReason.KEPT);
    assertThat(rule.retracts(scene(2))).isEqualTo(RetractReason.EVIDENCE_REVISED);
    assertThat(rule.retracts(scene(1))).isNull();
  }

  @Test
  void whatARuleIsStandsInTheFile() {
    Rule rule =
        RuleFiles.read(
                """
                id: t
                version: 7
                effectiveFrom: 2026-01-31T00:00:00Z
                rules:
                  - {id: A, pattern: P, trigger: return.line, watch: 72h, level: customer,
                     when: ['true'], mode: shadow, exclude: [STAFF], coolDown: 7d, confirms: [B]}
                  - {id: B, trigger: trial, level: sku, when: ['true'], confirm: {by: return},
                     lapse: {at: line.trialEnd, reason: KEPT}}
                  - {id: C, trigger: alert, of: [P], level: category, when: ['true']}
                """)
            .get(0)
            .rule("A");
    assertThat(rule.pattern()).isEqualTo("P");
    assertThat(rule.trigger()).isEqualTo(Trigger.LINE_RETURN);
    assertThat(rule.level()).isEqualTo(Level.CUSTOMER);
    assertThat(rule.watchMillis()).isEqualTo(Duration.ofHours(72).toMillis());
    assertThat(rule.coolDownMillis()).isEqualTo(Duration.ofDays(7).toMillis());
    assertThat(rule.shadow()).isTrue();
    assertThat(rule.exclusions()).containsExactly(Exclusion.STAFF);
    assertThat(rule.confirms()).containsExactly("B");
    assertThat(rule("when: ['true']").exclusions()).containsExactlyInAnyOrder(Exclusion.values());
    assertThat(rule("when: ['true']").shadow()).isFalse();
  }

  // ---- categories

  @Test
  void someCategoriesHaveOtherSettings() {
    Rule rule =
        rule(
            "params: {least: 3, share: 0.5}",
            "when: [research.count() >= least, share > 0.0]",
            "overrides:",
            "  - {category: [fashion, shoes], params: {least: 5, share: 1}, mode: shadow}",
            "  - {category: [giftware], enabled: false}",
            "  - {category: [toys], minScore: 0.1}");
    assertThat(rule.forCategory(null)).isSameAs(rule);
    assertThat(rule.forCategory("garden")).isSameAs(rule);
    assertThat(rule.forCategory("fashion").judge(scene(4)).holds()).isFalse();
    assertThat(rule.forCategory("shoes").judge(scene(5)).holds()).isTrue();
    assertThat(rule.forCategory("shoes").shadow()).isTrue();
    assertThat(rule.shadow()).isFalse();
    assertThat(rule.forCategory("giftware").judge(scene(9)).holds()).isFalse();
    assertThat(rule.forCategory("toys").judge(scene(9)).holds()).isFalse();
    assertThat(rule.judge(scene(3)).holds()).isTrue();
  }

  // ---- why

  @Test
  void everyFeatureAndConditionIsExplainedAlsoAfterOneThatDoesNotHold() {
    Rule rule =
        rule(
            "features: {n: research.count(), bad: 1 / inspections.count()}",
            "when: [n > 5, n > 1, bad > 0]",
            "score: [{feature: n, threshold: 1, weight: 0.5, shape: held}]",
            "minScore: 0.2");
    Explanation why = rule.explain(scene(2));
    assertThat(why.holds()).isFalse();
    assertThat(why.features().get(0)).isEqualTo(new Explanation.Feature("n", "2"));
    assertThat(why.features().get(1).value()).contains("zero");
    assertThat(why.conditions())
        .containsExactly(
            new Explanation.Condition("n > 5", false),
            new Explanation.Condition("n > 1", true),
            new Explanation.Condition("bad > 0", false));
    assertThat(why.scoreMillis()).isEqualTo(500);
    assertThat(why.minScoreMillis()).isEqualTo(200);
  }
}
