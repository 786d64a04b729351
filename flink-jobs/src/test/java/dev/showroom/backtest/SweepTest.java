package dev.showroom.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.showroom.common.CommandFailure;
import dev.showroom.core.rules.cel.RuleFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a sweep is written, and which rules it makes. */
class SweepTest {
  private static final String SHIPPED = RuleFiles.shippedText();

  @TempDir private Path home;

  @Test
  void every_combination_is_a_candidate_that_differs_in_nothing_else() {
    List<Candidate> candidates =
        candidates("RESEARCH_INSPECT_LEAVE: minResearch=2..4; confirmAfter=7d,14d");

    assertThat(candidates)
        .extracting(Candidate::name)
        .containsExactly(
            "minResearch=2 confirmAfter=7d",
            "minResearch=2 confirmAfter=14d",
            "minResearch=3 confirmAfter=7d",
            "minResearch=3 confirmAfter=14d",
            "minResearch=4 confirmAfter=7d",
            "minResearch=4 confirmAfter=14d");
    assertThat(candidates.get(2).yaml()).isEqualTo(SHIPPED);
    assertThat(candidates.get(5).yaml())
        .isEqualTo(
            SHIPPED.replace(
                "{minResearch: 3, researchWindow: 14d, minActions: 2, minSeconds: 120,"
                    + " confirmAfter: 7d}",
                "{minResearch: 4, researchWindow: 14d, minActions: 2, minSeconds: 120,"
                    + " confirmAfter: 14d}"));
  }

  @Test
  void a_file_is_named_before_a_colon_and_what_a_rule_does_not_say_is_added() throws IOException {
    Path file = home.resolve("x.yaml");
    Files.writeString(
        file,
        """
        id: mine
        version: 1
        rules:
          - id: RETURNED
            trigger: return
            level: customer
            params: {window: 30d}
            when: ["returns.within(window).count() > 2"]
        """);

    List<Candidate> candidates = candidates(file + ":window=7d,14d;minScore=0.5..0.7/0.1");

    assertThat(candidates)
        .extracting(Candidate::name)
        .containsExactly(
            "window=7d minScore=0.5",
            "window=7d minScore=0.6",
            "window=7d minScore=0.7",
            "window=14d minScore=0.5",
            "window=14d minScore=0.6",
            "window=14d minScore=0.7");
    assertThat(candidates.get(0).yaml())
        .contains("- minScore: 0.5\n    id: RETURNED", "params: {window: 7d}");
  }

  @Test
  void ranges_of_durations_have_a_step() {
    assertThat(candidates("STORE_HOP.window=3d..9d/3d"))
        .extracting(Candidate::name)
        .containsExactly("window=3d", "window=6d", "window=9d");
    assertThat(sentence("STORE_HOP.window=3d..9d")).contains("7d..28d/7d");
    assertThat(sentence("STORE_HOP.minStores=4..2")).contains("from the smaller to the larger");
  }

  @Test
  void a_parameter_that_stands_twice_is_refused_however_it_is_spelled() {
    assertThat(sentence("STORE_HOP: minStores=2,3; STORE_HOP.minStores=4"))
        .contains("stands twice");
    assertThat(sentence("STORE_HOP: minStores=2,3; minStores=4")).contains("stands twice");
  }

  @Test
  void an_unknown_name_is_refused_with_the_nearest_right_one() {
    assertThat(sentence("STORE_HOP: minStore=2,3"))
        .isEqualTo(
            "--sweep: Rule STORE_HOP has no parameter 'minStore'; did you mean 'minStores'?");
    assertThat(sentence("STORE_HOPS: minStores=2,3")).contains("did you mean 'STORE_HOP'?");
    assertThat(sentence("minInspection=2,3")).contains("did you mean 'minInspections'?");
  }

  @Test
  void a_name_that_several_rules_have_is_refused_unless_the_others_say_which() {
    assertThat(sentence("minResearch=2,3"))
        .contains("say which, for example RESEARCH_INSPECT_LEAVE.minResearch.");
    assertThat(candidates("researchWindow=7d; minResearch=2")).hasSize(1);
  }

  @Test
  void a_value_that_makes_no_right_rules_is_told_with_the_reason() {
    assertThat(sentence("RESEARCH_INSPECT_LEAVE: researchWindow=7d,90d"))
        .contains("With researchWindow=90d the rules are wrong in");
    assertThat(sentence("RESEARCH_INSPECT_LEAVE: minScore=2")).contains("wrong in");
  }

  @Test
  void two_hundred_combinations_are_taken_and_one_more_is_not() {
    Sweep.parse("STORE_HOP: minStores=1..200", () -> SHIPPED).requireFew();
    assertThat(sentence("STORE_HOP: minStores=1..67; coolDown=1d,2d,3d"))
        .contains("more than 200 combinations (67 × 3)");
  }

  private static List<Candidate> candidates(String sweep) {
    return Sweep.parse(sweep, () -> SHIPPED).candidates();
  }

  private static String sentence(String sweep) {
    String[] sentence = new String[1];
    assertThatExceptionOfType(CommandFailure.class)
        .isThrownBy(() -> candidates(sweep))
        .satisfies(failure -> sentence[0] = failure.getMessage());
    return sentence[0];
  }
}
