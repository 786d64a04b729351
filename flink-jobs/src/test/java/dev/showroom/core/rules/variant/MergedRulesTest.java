package dev.showroom.core.rules.variant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.rules.Rule;
import dev.showroom.core.rules.RuleBook;
import dev.showroom.core.rules.cel.RuleBooks;
import dev.showroom.core.rules.cel.RuleCache;
import dev.showroom.core.rules.cel.RuleFiles;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What candidates share with the baseline, and what must be their own. */
class MergedRulesTest {
  private static final String SHIPPED = RuleFiles.shippedText();
  private static final RuleCache KNOWN = new RuleCache();

  @Test
  void what_says_the_same_is_shared_whole() {
    MergedRules rules = merged(SHIPPED.replace("\nversion: 1\n", "\nversion: 7\n"));

    assertThat(own(rules)).isEmpty();
    assertThat(ids(rules)).hasSize(9).noneMatch(VariantNames::isVariant);
    assertThat(rules.version(rules.baseline(), 0)).isEqualTo(1);
    assertThat(rules.version(rules.candidates().get(0), 0)).isEqualTo(7);
  }

  @Test
  void a_shared_rule_confirms_the_alerts_of_all_who_share_it() {
    MergedRules rules = merged(SHIPPED.replace("minResearch: 3, res", "minResearch: 4, res"));

    assertThat(own(rules)).containsExactly("RESEARCH_INSPECT_LEAVE");
    assertThat(rule(rules, "ACCESSORY_TRACE").confirms())
        .containsExactlyInAnyOrder("RESEARCH_INSPECT_LEAVE", "RESEARCH_INSPECT_LEAVE~1");
  }

  @Test
  void a_rule_that_confirms_takes_along_what_it_confirms() {
    MergedRules changed =
        merged(SHIPPED.replace("minInspections: 1, window: 30d", "minInspections: 2, window: 30d"));

    assertThat(own(changed)).containsExactly("ACCESSORY_TRACE", "RESEARCH_INSPECT_LEAVE");
    assertThat(rule(changed, "ACCESSORY_TRACE").confirms())
        .containsExactly("RESEARCH_INSPECT_LEAVE");
    assertThat(rule(changed, "ACCESSORY_TRACE~1").confirms())
        .containsExactly("RESEARCH_INSPECT_LEAVE~1");
  }

  @Test
  void a_rule_about_alerts_of_a_changed_pattern_is_asked_about_the_candidates_own() {
    MergedRules rules = merged(SHIPPED.replace("minResearch: 1, res", "minResearch: 2, res"));

    assertThat(own(rules)).containsExactly("SERIAL_RETURNER", "TRIAL_RETURN");
    assertThat(rule(rules, "SERIAL_RETURNER").triggerPatterns()).containsExactly("TRIAL_RETURN");
    assertThat(rule(rules, "SERIAL_RETURNER~1").triggerPatterns())
        .containsExactly("TRIAL_RETURN~1");
  }

  @Test
  void own_rules_stand_where_they_stand_in_their_own_file() {
    MergedRules rules = merged(SHIPPED.replace("minStores: 2, win", "minStores: 3, win"));

    assertThat(ids(rules))
        .containsSubsequence("IN_STORE_PRICE_CHECK", "STORE_HOP~1", "TRIAL_AT_RISK");
  }

  @Test
  void rules_in_another_order_are_none_of_them_shared() {
    int hop = SHIPPED.indexOf("  - id: STORE_HOP");
    int next = SHIPPED.indexOf("  - id: ", hop + 1);
    MergedRules rules =
        merged(
            SHIPPED.substring(0, hop)
                + SHIPPED.substring(next)
                + "\n"
                + SHIPPED.substring(hop, next));

    assertThat(own(rules)).hasSize(9);
    assertThat(ids(rules).subList(0, 9)).allMatch(VariantNames::isVariant).endsWith("STORE_HOP~1");
  }

  private static MergedRules merged(String candidate) {
    return MergedRules.of(book(SHIPPED), List.of(book(candidate)));
  }

  private static RuleBook book(String yaml) {
    return RuleBooks.of(List.of(yaml), List.of(), KNOWN);
  }

  private static List<String> own(MergedRules rules) {
    View view = rules.candidates().get(0);
    return book(SHIPPED).sets().get(0).rules().stream()
        .map(Rule::pattern)
        .filter(view::isOwn)
        .sorted()
        .toList();
  }

  private static List<String> ids(MergedRules rules) {
    return rules.book().sets().get(0).rules().stream().map(Rule::id).toList();
  }

  private static Rule rule(MergedRules rules, String id) {
    return rules.book().sets().get(0).rule(id);
  }
}
