package dev.showroom.core.journey;

import static dev.showroom.core.Facts.DAY;
import static dev.showroom.core.Facts.MINUTE;
import static dev.showroom.core.Facts.T0;
import static dev.showroom.core.Facts.view;
import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.detect.Burst;
import org.junit.jupiter.api.Test;

/** Browsing at machine speed is told once, as a figure. */
class BurstToldTest {
  @Test
  void aBurstOfMoreThanAPersonCanDoIsToldOnceWhenItIsOver() {
    TestJourney journey = burst(121);

    journey.advanceTo(T0 + 120 + MINUTE - 1);
    assertThat(journey.bursts()).isEmpty();
    journey.advanceTo(T0 + 120 + MINUTE);
    journey.restart();
    journey.advanceTo(T0 + 3 * DAY);

    assertThat(journey.bursts()).containsExactly(new Burst(T0, T0 + 120, 121));
  }

  @Test
  void whatAPersonCanDoIsNotTold() {
    TestJourney journey = burst(120);

    journey.advanceTo(T0 + 3 * DAY);

    assertThat(journey.bursts()).isEmpty();
  }

  private static TestJourney burst(int events) {
    TestJourney journey = TestJourney.journey("TRIAL_RETURN");
    for (int i = 0; i < events; i++) {
      journey.with(view("tv-1", T0 + i));
    }
    return journey;
  }
}
