package dev.showroom.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.showroom.core.catalogue.ProductVersion;
import dev.showroom.core.intake.Arrival;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.intake.Intake;
import dev.showroom.core.outcome.Decided;
import dev.showroom.core.outcome.OutcomeInput;
import dev.showroom.simulate.SimulatedEvent;
import dev.showroom.simulate.Simulation;
import dev.showroom.simulate.SimulationOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What outcomes keep is bounded by time, not by how long the job has run. */
class OutcomeStateBoundTest {
  private static final int CUSTOMERS = 500;
  private static final int DAYS = 120;

  /** 7 days of attribution, 14 of trial, 45 that links and late records may take, 2 of tidying. */
  private static final int FULL = 68;

  private static final int DECISIONS_A_DAY = 5;

  @Test
  void after_the_longest_window_state_stays_within_fifteen_per_cent() throws Exception {
    List<Long> bytesByDay = bytesByDay();
    long full = bytesByDay.get(FULL - 1);
    System.out.printf(
        "outcomes: %d customers, %d decisions a day: %d bytes, %d a day before%n",
        CUSTOMERS, DECISIONS_A_DAY, full, bytesByDay.get(20));

    assertThat(full).as("it does fill").isGreaterThan(2 * bytesByDay.get(9));
    for (int day = FULL + 1; day <= DAYS; day++) {
      assertThat(bytesByDay.get(day - 1))
          .as("day %d of %s", day, bytesByDay)
          .isCloseTo(full, withinPercentage(15));
    }
  }

  private static List<Long> bytesByDay() throws Exception {
    SimulationOptions options = SimulationOptions.of(CUSTOMERS, DAYS, 5);
    Random random = new Random(5);
    List<Long> bytes = new ArrayList<>();
    long dayEnd = options.start().toEpochMilli() + Given.DAY;
    long hourEnd = Long.MIN_VALUE;
    try (OutcomeHarness outcomes = new OutcomeHarness(Backend.HEAP)) {
      for (SimulatedEvent event : new Simulation(options).world().events()) {
        while (event.eventTime() >= dayEnd) {
          outcomes.watermark(dayEnd - 1);
          bytes.add(outcomes.stateBytes());
          decide(outcomes, bytes.size(), dayEnd, random);
          dayEnd += Given.DAY;
        }
        if (event.eventTime() >= hourEnd) {
          outcomes.watermark(event.eventTime() - 1);
          hourEnd = event.eventTime() + Given.HOUR;
        }
        give(event, outcomes);
      }
      outcomes.watermark(dayEnd - 1);
      bytes.add(outcomes.stateBytes());
      // Of the erased a mark is kept that waits for nothing.
      assertThat(outcomes.timers()).isLessThanOrEqualTo(outcomes.keysInState());
    }
    assertThat(bytes).hasSize(DAYS);
    return bytes;
  }

  private static void decide(OutcomeHarness outcomes, int day, long time, Random random)
      throws Exception {
    for (int i = 0; i < DECISIONS_A_DAY; i++) {
      String customer = "c-%06d".formatted(1 + random.nextInt(CUSTOMERS));
      outcomes.decide(
          Decided.coupon("d-" + day + "-" + i, time).about(null, null).notice(customer));
    }
  }

  private static void give(SimulatedEvent event, OutcomeHarness outcomes) throws Exception {
    Arrival arrival =
        new Intake(Duration.ZERO)
            .accept(
                event.topic(), "origin", new byte[0], event.eventTime(), bytes -> event.record());
    if (arrival.announcement() instanceof ProductVersion product) {
      outcomes.announce(product);
    }
    Envelope envelope = arrival.envelope();
    if (envelope != null && OutcomeInput.concerns(envelope)) {
      outcomes.give(envelope);
    }
  }
}
