package dev.showroom.core.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.alert.AlertRevision;
import dev.showroom.core.journey.ReferenceLife.Step;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fold against the slow and obvious {@link ReferenceDetector}, over many random lives. */
class ReferencePropertyTest {

  @Property(tries = 1_500, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void whateverOrderFactsArriveInTheAlertsAreThoseOfTheDefinitions(@ForAll long seed) {
    World world = new World(seed);

    TestJourney journey = Delivery.punctual(world, seed + 1).run();

    assertThat(livesOf(journey)).as("seed " + seed).isEqualTo(expectedLives(world));
  }

  @Property(tries = 600, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void twoArrivalOrdersGiveTheSameRevisionsToTheLastDetail(@ForAll long seed) {
    World world = new World(seed);

    Map<String, List<AlertRevision>> one = Delivery.punctual(world, seed + 1).run().byAlert();
    Map<String, List<AlertRevision>> other = Delivery.punctual(world, seed + 2).run().byAlert();

    assertThat(other).isEqualTo(one);
  }

  /** An EXIT that a link brings cuts off steps by which an alert's deadline had been put off. */
  @ParameterizedTest
  @ValueSource(longs = {9_054_283, 9_074_015, -8_996_440, -8_992_966})
  void worldsThatOnceWentWrongStayRight(long seed) {
    World world = new World(seed);

    assertThat(livesOf(Delivery.punctual(world, seed + 1).run())).isEqualTo(expectedLives(world));
  }

  static Map<String, List<Step>> expectedLives(World world) {
    Map<String, List<Step>> result = new HashMap<>();
    new ReferenceDetector(world).lives().forEach((key, life) -> result.put(key.id(), life));
    return result;
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
