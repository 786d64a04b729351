package dev.showroom.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.showroom.core.catalogue.ProductVersion;
import dev.showroom.core.intake.Arrival;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.intake.Intake;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.simulate.SimulatedEvent;
import dev.showroom.simulate.Simulation;
import dev.showroom.simulate.SimulationOptions;
import dev.showroom.stream.KeyedHarness.Actors;
import dev.showroom.stream.KeyedHarness.Journeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** State is bounded by the look-back and the traffic, not by how long the job has run. */
class StateBoundTest {
  private static final int DAYS = 75;
  private static final int LOOK_BACK_FULL = 47;

  @Test
  void after_the_look_back_has_filled_state_stays_within_ten_per_cent() throws Exception {
    List<Long> bytesByDay = bytesByDay(SimulationOptions.of(500, DAYS, 5));

    long full = bytesByDay.get(LOOK_BACK_FULL - 1);
    assertThat(full).as("it does fill").isGreaterThan(2 * bytesByDay.get(9));
    for (int day = LOOK_BACK_FULL + 1; day <= DAYS; day++) {
      assertThat(bytesByDay.get(day - 1))
          .as("day %d of %s", day, bytesByDay)
          .isCloseTo(full, withinPercentage(10));
    }
  }

  /** Bytes of keyed state with timers, as a checkpoint at the end of each day holds them. */
  private static List<Long> bytesByDay(SimulationOptions options) throws Exception {
    List<Long> bytes = new ArrayList<>();
    List<SimulatedEvent> events = new Simulation(options).world().events();
    long dayEnd = options.start().toEpochMilli() + Given.DAY;
    long hourEnd = Long.MIN_VALUE;
    try (Actors actors = KeyedHarness.actors(Backend.HEAP);
        Journeys journeys = KeyedHarness.journeys(Backend.HEAP)) {
      for (SimulatedEvent event : events) {
        while (event.eventTime() >= dayEnd) {
          watermark(dayEnd - 1, actors, journeys);
          bytes.add(actors.stateBytes() + journeys.stateBytes());
          dayEnd += Given.DAY;
        }
        if (event.eventTime() >= hourEnd) {
          watermark(event.eventTime() - 1, actors, journeys);
          hourEnd = event.eventTime() + Given.HOUR;
        }
        give(event, actors, journeys);
      }
      watermark(dayEnd - 1, actors, journeys);
      bytes.add(actors.stateBytes() + journeys.stateBytes());
      assertThat(actors.timers()).isLessThanOrEqualTo(actors.keysInState().size());
      assertThat(journeys.timers()).isLessThanOrEqualTo(journeys.keysInState().size());
    }
    assertThat(bytes).hasSize(DAYS);
    return bytes;
  }

  private static void watermark(long time, Actors actors, Journeys journeys) throws Exception {
    actors.watermark(time);
    journeys.watermark(time);
    journeys.forgetOutput();
  }

  private static void give(SimulatedEvent event, Actors actors, Journeys journeys)
      throws Exception {
    Arrival arrival =
        new Intake(Duration.ZERO)
            .accept(
                event.topic(), "origin", new byte[0], event.eventTime(), bytes -> event.record());
    assertThat(arrival.isDead()).isFalse();
    if (arrival.announcement() instanceof ProductVersion product) {
      journeys.product(product);
    }
    Envelope envelope = arrival.envelope();
    if (envelope != null && envelope.anonymous()) {
      actors.give(envelope);
      journeys.give(actors.out());
      actors.forgetOutput();
    } else if (envelope != null && envelope.topic() != InTopic.COUPON_EVENTS) {
      journeys.give(envelope);
    }
  }
}
