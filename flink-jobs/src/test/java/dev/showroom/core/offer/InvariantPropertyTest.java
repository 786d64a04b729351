package dev.showroom.core.offer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * What must hold in any world, in any order of arrival, with duplicates, late inputs and crashes.
 * The seeds are fixed, so that the build says the same of the same code; take the seed out to roam.
 */
class InvariantPropertyTest {

  /** What a run has broken. */
  static Map<Broken, String> brokenBy(DeskRun run) {
    Reference reference = new Reference(run);
    Broken.Found found = new Broken.Found();
    new GatesHeld(reference, found).check();
    new CapsHeld(reference, found).check();
    new CouponsHeld(reference, found).check();
    new BudgetsHeld(reference, found).check();
    return found.all();
  }

  @Property(
      tries = 1_000,
      seed = "20261127",
      edgeCases = EdgeCasesMode.NONE,
      shrinking = ShrinkingMode.OFF)
  void nothingIsBrokenWhereAllIsPunctual(@ForAll long seed) {
    DeskRun run = DeskRun.punctual(new DeskWorld(seed), seed + 1).run();

    assertThat(brokenBy(run)).as("seed " + seed).isEmpty();
  }

  @Property(
      tries = 1_000,
      seed = "20261128",
      edgeCases = EdgeCasesMode.NONE,
      shrinking = ShrinkingMode.OFF)
  void nothingIsBrokenByWhatIsLateAndByCrashes(@ForAll long seed) {
    DeskRun run = DeskRun.punctual(new DeskWorld(seed), seed + 1).late(0.2).crashing(3, true).run();

    assertThat(brokenBy(run)).as("seed " + seed).isEmpty();
  }

  @Property(
      tries = 500,
      seed = "20261129",
      edgeCases = EdgeCasesMode.NONE,
      shrinking = ShrinkingMode.OFF)
  void twoOrdersOfArrivalAreToldTheSame(@ForAll long seed) {
    DeskWorld world = new DeskWorld(seed);

    assertThat(DeskRun.punctual(world, seed + 1).run().told)
        .as("seed " + seed)
        .isEqualTo(DeskRun.punctual(world, seed + 2).run().told);
  }

  @Property(
      tries = 500,
      seed = "20261130",
      edgeCases = EdgeCasesMode.NONE,
      shrinking = ShrinkingMode.OFF)
  void aCrashChangesNothingWhereAllIsPunctual(@ForAll long seed) {
    DeskWorld world = new DeskWorld(seed);

    assertThat(DeskRun.punctual(world, seed + 1).crashing(3, false).run().told)
        .as("seed " + seed)
        .isEqualTo(DeskRun.punctual(world, seed + 2).run().told);
  }
}
