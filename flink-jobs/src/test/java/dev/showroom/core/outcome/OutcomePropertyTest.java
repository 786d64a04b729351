package dev.showroom.core.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.notice.OutcomeNotice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/**
 * Outcomes against the slow and obvious {@link ReferenceOutcomes}, over many random lives. The
 * seeds are fixed, so that the build says the same of the same code; take them out to explore.
 */
class OutcomePropertyTest {

  @Property(
      tries = 2_000,
      seed = "20261127",
      edgeCases = EdgeCasesMode.NONE,
      shrinking = ShrinkingMode.OFF)
  void whateverOrderThingsArriveInTheOutcomesAreThoseOfTheDefinitions(@ForAll long seed) {
    OutcomeWorld world = new OutcomeWorld(seed);

    TestOutcomes outcomes = new OutcomeDelivery(world, seed + 1, 0).run();

    assertThat(lives(outcomes)).as("seed " + seed).isEqualTo(new ReferenceOutcomes(world).lives());
    assertThat(revisions(outcomes)).as("seed " + seed).allSatisfy(OutcomePropertyTest::isCounted);
    assertThat(outcomes.book().isEmpty()).isEqualTo(world.erasedAt == Long.MAX_VALUE);
  }

  @Property(
      tries = 1_000,
      seed = "20261128",
      edgeCases = EdgeCasesMode.NONE,
      shrinking = ShrinkingMode.OFF)
  void twoArrivalOrdersGiveTheSameNoticesToTheLastDetail(@ForAll long seed) {
    OutcomeWorld world = new OutcomeWorld(seed);

    Map<String, List<OutcomeNotice>> one =
        byDecision(new OutcomeDelivery(world, seed + 1, 0).run());
    Map<String, List<OutcomeNotice>> two =
        byDecision(new OutcomeDelivery(world, seed + 2, 0).run());

    assertThat(two).isEqualTo(one);
  }

  @Property(
      tries = 2_000,
      seed = "20261129",
      edgeCases = EdgeCasesMode.NONE,
      shrinking = ShrinkingMode.OFF)
  void whatIsToldInTheEndIsWhatAPunctualRunTells(@ForAll long seed) {
    OutcomeWorld world = new OutcomeWorld(seed);
    if (world.erasedAt != Long.MAX_VALUE) {
      return;
    }

    TestOutcomes outcomes = new OutcomeDelivery(world, seed + 1, 0.4).run();

    Map<String, String> expected = new TreeMap<>();
    new ReferenceOutcomes(world)
        .lives()
        .forEach((id, life) -> expected.put(id, life.get(life.size() - 1)));
    Map<String, String> told = new TreeMap<>();
    lives(outcomes).forEach((id, life) -> told.put(id, life.get(life.size() - 1)));
    // What should never have been told is taken back.
    told.entrySet()
        .removeIf(
            entry ->
                !expected.containsKey(entry.getKey())
                    && entry.getValue().matches("CLAWED_BACK .* 0 0"));
    assertThat(told).as("seed " + seed).isEqualTo(expected);
    assertThat(revisions(outcomes)).as("seed " + seed).allSatisfy(OutcomePropertyTest::isCounted);
    assertThat(outcomes.book().isEmpty()).isTrue();
  }

  /** What the worlds have to show to be worth a look. */
  @Test
  void everyTurnComesUpInTheWorlds() {
    Map<String, Integer> lives = new TreeMap<>();
    int redeemed = 0;
    for (long seed = 0; seed < 1_500; seed++) {
      for (List<String> life : new ReferenceOutcomes(new OutcomeWorld(seed)).lives().values()) {
        lives.merge(
            life.stream().map(OutcomePropertyTest::turn).toList().toString(), 1, Integer::sum);
        redeemed += life.get(life.size() - 1).endsWith("redeemed") ? 1 : 0;
      }
    }

    assertThat(redeemed).isGreaterThan(50);
    for (String life :
        List.of(
            "[LOST]",
            "[SAVED, SETTLED]",
            "[SAVED, ALL_BACK]",
            "[SAVED, CLAWED_BACK, SETTLED]",
            "[SAVED, CLAWED_BACK, ALL_BACK]",
            "[SAVED, ALL_BACK, SAVED, SETTLED]",
            "[LOST, SAVED, SETTLED]",
            "[SAVED, SAVED, SETTLED]",
            "[SAVED, SETTLED, LOST]")) {
      assertThat(lives.getOrDefault(life, 0)).as("%s of %s", life, lives).isGreaterThan(5);
    }
  }

  private static String turn(String words) {
    String kind = words.substring(0, words.indexOf(' '));
    return kind.equals("CLAWED_BACK") && words.contains(" 0 0") ? "ALL_BACK" : kind;
  }

  private static Map<String, List<OutcomeNotice>> byDecision(TestOutcomes outcomes) {
    Map<String, List<OutcomeNotice>> result = new TreeMap<>();
    for (OutcomeNotice notice : outcomes.notices()) {
      result.computeIfAbsent(notice.decision().decisionId(), any -> new ArrayList<>()).add(notice);
    }
    return result;
  }

  private static Map<String, List<String>> lives(TestOutcomes outcomes) {
    Map<String, List<String>> result = new TreeMap<>();
    byDecision(outcomes)
        .forEach(
            (id, notices) -> result.put(id, notices.stream().map(TestOutcomes::words).toList()));
    return result;
  }

  private static List<List<Integer>> revisions(TestOutcomes outcomes) {
    return byDecision(outcomes).values().stream()
        .map(notices -> notices.stream().map(OutcomeNotice::revision).toList())
        .toList();
  }

  private static void isCounted(List<Integer> revisions) {
    for (int i = 0; i < revisions.size(); i++) {
      assertThat(revisions.get(i)).isEqualTo(i + 2);
    }
  }
}
