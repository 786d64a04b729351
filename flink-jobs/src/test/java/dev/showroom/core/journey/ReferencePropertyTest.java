package dev.showroom.core.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.Facts;
import dev.showroom.core.alert.AlertRevision;
import dev.showroom.core.detect.AlertIds;
import dev.showroom.core.journey.ReferenceDetector.Key;
import dev.showroom.core.journey.ReferenceDetector.Step;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/** The fold against the slow and obvious {@link ReferenceDetector}, over many random lives. */
class ReferencePropertyTest {

  @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void whateverOrderFactsArriveInTheAlertsAreThoseOfTheDefinitions(@ForAll long seed) {
    World world = new World(seed);

    TestJourney journey = Delivery.punctual(world, seed + 1).run();

    assertThat(livesOf(journey)).isEqualTo(expectedLives(world));
  }

  @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void twoArrivalOrdersGiveTheSameRevisionsToTheLastDetail(@ForAll long seed) {
    World world = new World(seed);

    Map<String, List<AlertRevision>> one = Delivery.punctual(world, seed + 1).run().byAlert();
    Map<String, List<AlertRevision>> other = Delivery.punctual(world, seed + 2).run().byAlert();

    assertThat(other).isEqualTo(one);
  }

  @Test
  void theWorldsHoldEveryWayThatAnAlertCanGo() {
    Set<String> seen = new HashSet<>();
    for (long seed = 0; seed < 3_000; seed++) {
      World world = new World(seed);
      new ReferenceDetector(world.facts, world.catalogue)
          .lives()
          .forEach(
              (key, life) -> {
                StringBuilder way = new StringBuilder(key.pattern());
                life.forEach(
                    step ->
                        way.append(' ')
                            .append(step.reason() == null ? step.status() : step.reason()));
                seen.add(way.toString());
              });
    }

    for (String pattern : List.of("RESEARCH_INSPECT_LEAVE", "TRIAL_RETURN")) {
      assertThat(seen)
          .contains(
              pattern + " SUSPECTED CONFIRMED",
              pattern + " SUSPECTED SALE_KEPT",
              pattern + " SUSPECTED STAFF",
              pattern + " SUSPECTED SERVICE_RECOVERY",
              pattern + " SUSPECTED IDENTITY_REVISED",
              pattern + " SUSPECTED CONFIRMED SALE_KEPT",
              pattern + " SUSPECTED CONFIRMED IDENTITY_REVISED");
    }
  }

  static Map<String, List<Step>> expectedLives(World world) {
    Map<String, List<Step>> result = new HashMap<>();
    new ReferenceDetector(world.facts, world.catalogue)
        .lives()
        .forEach((key, life) -> result.put(idOf(key), life));
    return result;
  }

  private static String idOf(Key key) {
    return AlertIds.of(key.pattern(), Facts.ANNA, key.family(), key.anchor());
  }

  static Map<String, List<Step>> livesOf(TestJourney journey) {
    Map<String, List<Step>> result = new LinkedHashMap<>();
    journey
        .byAlert()
        .forEach(
            (id, revisions) ->
                result.put(
                    id,
                    revisions.stream()
                        .map(AlertRevision::transition)
                        .map(t -> new Step(t.status(), t.reason(), t.decidedAt()))
                        .toList()));
    return result;
  }
}
