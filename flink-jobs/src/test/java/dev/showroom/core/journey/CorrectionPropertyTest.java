package dev.showroom.core.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.alert.AlertRevision;
import dev.showroom.core.journey.ReferenceLife.Step;
import dev.showroom.schemas.AlertStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** What late facts do to alerts that were already told. */
class CorrectionPropertyTest {

  @Property(tries = 1_500, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void inTheEndLateFactsLeaveTheAlertsOfAPunctualRun(@ForAll long seed) {
    World world = new World(seed);
    Map<String, AlertStatus> punctual = new HashMap<>();
    ReferencePropertyTest.expectedLives(world)
        .forEach(
            (id, life) -> {
              // What came only after the erasure was never taken in, and raised nothing.
              if (!world.hasErasure() || lastOf(life).status() != AlertStatus.RETRACTED) {
                punctual.put(id, lastOf(life).status());
              }
            });

    TestJourney journey = Delivery.withLateFacts(world, seed + 1).run();

    Map<String, AlertStatus> corrected = new HashMap<>();
    ReferencePropertyTest.livesOf(journey)
        .forEach((id, life) -> corrected.put(id, lastOf(life).status()));
    assertThat(corrected).as("seed " + seed).containsAllEntriesOf(punctual);
    corrected.forEach(
        (id, status) -> {
          if (!punctual.containsKey(id)) {
            assertThat(status)
                .as("an alert that a punctual run lacks, seed " + seed)
                .isEqualTo(AlertStatus.RETRACTED);
          }
        });
  }

  @Property(tries = 600, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void revisionsCountOnFromOneWithoutGapsAndNoneIsToldTwice(@ForAll long seed) {
    TestJourney journey = Delivery.withLateFacts(new World(seed), seed + 1).run();

    journey
        .byAlert()
        .values()
        .forEach(
            revisions -> {
              for (int i = 0; i < revisions.size(); i++) {
                assertThat(revisions.get(i).revision()).isEqualTo(i + 1);
                if (i > 0) {
                  assertThat(saidBy(revisions.get(i))).isNotEqualTo(saidBy(revisions.get(i - 1)));
                }
              }
            });
  }

  @Property(tries = 600, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void everyLateRecordIsAccountedForOnceWithRevisionsThatLeft(@ForAll long seed) {
    World world = new World(seed);
    // What comes after an erasure is not even looked at.
    Assume.that(!world.hasErasure());
    Delivery delivery = Delivery.withLateFacts(world, seed + 1);
    TestJourney journey = delivery.run();

    assertThat(journey.corrections().stream().map(c -> c.late().late().origin()))
        .doesNotHaveDuplicates()
        .hasSize(delivery.lateRecords());
    List<AlertRevision> changed =
        journey.corrections().stream().flatMap(c -> c.changed().stream()).toList();
    assertThat(changed).doesNotHaveDuplicates();
    assertThat(journey.revisions()).containsAll(changed);
  }

  private static List<Object> saidBy(AlertRevision revision) {
    return List.of(revision.suspicion(), revision.transition());
  }

  private static Step lastOf(List<Step> life) {
    return life.get(life.size() - 1);
  }
}
