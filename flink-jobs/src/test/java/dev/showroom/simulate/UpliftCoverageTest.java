package dev.showroom.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.insight.Figure;
import dev.showroom.core.insight.Metric;
import dev.showroom.core.policy.Policy;
import dev.showroom.core.policy.file.PolicyFiles;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is measured, against what is the case. */
class UpliftCoverageTest {
  private static final int CUSTOMERS = 1_500;
  private static final int SEEDS = 100;

  private record Run(UpliftTruth.Effect truth, Figure measured) {
    boolean isCovered() {
      return measured.low() <= truth.uplift() && truth.uplift() <= measured.high();
    }
  }

  @Test
  void theIntervalOfTheMeasuredUpliftHoldsTheTrueOneInAtLeast93Of100Worlds() {
    Policy policy = PolicyFiles.shipped();
    List<Run> runs =
        LongStream.rangeClosed(1, SEEDS).parallel().mapToObj(seed -> run(seed, policy)).toList();
    long covered = runs.stream().filter(Run::isCovered).count();
    System.out.printf(
        "The interval of the measured uplift holds the true one in %d of %d worlds of about %.0f"
            + " offers; true uplift %.3f, measured %.3f, width of the interval %.3f%n",
        covered,
        SEEDS,
        runs.stream()
            .mapToInt(run -> run.truth().issued() + run.truth().heldOut())
            .average()
            .orElse(0),
        runs.stream().mapToDouble(run -> run.truth().uplift()).average().orElse(0),
        runs.stream().mapToDouble(run -> run.measured().value()).average().orElse(0),
        runs.stream()
            .mapToDouble(run -> run.measured().high() - run.measured().low())
            .average()
            .orElse(0));
    assertThat(covered).isGreaterThanOrEqualTo(93);
  }

  private static Run run(long seed, Policy policy) {
    MeasuredShop shop = new MeasuredShop(CUSTOMERS, seed, policy);
    shop.run();
    return new Run(shop.truth().all(), shop.measured(Metric.UPLIFT));
  }
}
