package dev.showroom.core.rules.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.rules.FakeScene;
import dev.showroom.core.rules.FakeSelection;
import dev.showroom.core.rules.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** By how much a condition does not hold. */
class ShortfallTest {
  private static final long AT = Instant.parse("2026-02-01T12:00:00Z").toEpochMilli();

  @Test
  void a_number_that_is_too_small_is_short_by_the_difference() {
    assertThat(of("n >= least")).containsExactly("n 2 of 3: short by 1");
    assertThat(of("n > 2")).containsExactly("n 2, asked for more than 2: short by 1");
    assertThat(of("share >= 0.5")).containsExactly("share 0.250 of 0.500: short by 0.250");
  }

  @Test
  void a_number_that_is_too_large_is_so_much_too_much() {
    assertThat(of("n == 0")).containsExactly("n 2, asked for 0: 2 too much");
    assertThat(of("n < 2")).containsExactly("n 2, asked for less than 2: 1 too much");
    assertThat(of("at - first <= days(1)"))
        .containsExactly("at - research.first() 2d, asked for at most 1d: 1d too much");
  }

  @Test
  void it_does_not_matter_on_which_side_the_limit_stands() {
    assertThat(of("least <= n")).containsExactly("n 2 of 3: short by 1");
  }

  @Test
  void of_alternatives_each_is_told_and_of_what_must_all_hold_what_does_not() {
    assertThat(of("n >= least || share >= 0.5"))
        .containsExactly("n 2 of 3: short by 1, or share 0.250 of 0.500: short by 0.250");
    assertThat(of("n >= 1 && share >= 0.5"))
        .containsExactly("share 0.250 of 0.500: short by 0.250");
  }

  @Test
  void what_is_no_number_is_told_with_what_was_asked_for() {
    assertThat(of("browse.action == 'COMPARE'"))
        .containsExactly("browse.action 'VIEW', asked for 'COMPARE'");
    assertThat(of("browse.action in ['COMPARE', 'SEARCH']")).hasSize(1);
  }

  @Test
  void what_holds_is_short_by_nothing_and_a_score_that_is_too_low_is_told_last() {
    assertThat(of("n >= 2")).isEmpty();
    assertThat(
            rule("n >= 3", "minScore: 0.6", "score: [{feature: n, threshold: 2, weight: 1}]")
                .explain(scene())
                .shortfalls())
        .containsExactly("n 2 of 3: short by 1", "score 0.500 of 0.600: short by 0.100");
  }

  private static List<String> of(String condition) {
    return rule(condition).explain(scene()).shortfalls();
  }

  private static FakeScene scene() {
    return new FakeScene(AT)
        .text("browse.action", "VIEW")
        .events(
            "research",
            FakeSelection.Event.at("a", AT - 2 * 86_400_000L),
            FakeSelection.Event.at("b", AT));
  }

  private static Rule rule(String condition, String... more) {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "id: t",
                "version: 1",
                "rules:",
                "  - id: T",
                "    trigger: browse",
                "    level: family",
                "    params: {least: 3}",
                "    features:",
                "      n: research.count()",
                "      share: double(research.count()) / 8.0",
                "    when:",
                "      - \"" + condition.replace("first", "research.first()") + "\""));
    for (String line : more) {
      lines.add("    " + line);
    }
    return RuleFiles.read(String.join("\n", lines)).get(0).rules().get(0);
  }
}
