package dev.showroom.core.journey;

import static dev.showroom.core.Facts.DAY;
import static dev.showroom.core.Facts.HOUR;
import static dev.showroom.core.Facts.MINUTE;
import static dev.showroom.core.Facts.T0;
import static dev.showroom.core.Facts.back;
import static dev.showroom.core.Facts.bought;
import static dev.showroom.core.Facts.demo;
import static dev.showroom.core.Facts.enter;
import static dev.showroom.core.Facts.exit;
import static dev.showroom.core.Facts.profile;
import static dev.showroom.core.Facts.returned;
import static dev.showroom.core.Facts.serviceCase;
import static dev.showroom.core.Facts.view;
import static dev.showroom.core.journey.TestJourney.journey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.detect.KnownFact;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.ReturnCondition;
import dev.showroom.schemas.ReturnReason;
import org.junit.jupiter.api.Test;

/** What is kept of a customer is bounded by time, and ends. */
class BoundedMemoryTest {

  @Test
  void whenAllWindowsHavePassedNothingIsLeftAndNothingIsWaitedFor() {
    TestJourney journey = busyLife();
    journey.advanceByTimersTo(T0 + 60 * DAY);
    assertThat(journey.byAlert()).hasSize(2);
    assertThat(journey.state().isEmpty()).isFalse();

    journey.advanceByTimersTo(T0 + 400 * DAY);

    assertThat(journey.state().isEmpty()).isTrue();
    assertThat(journey.state().nextStep()).isEqualTo(Long.MAX_VALUE);
    assertThat(journey.state().forgetAt()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void theNewestProfileStaysForGoodAndAsksForNoTimer() {
    TestJourney journey = busyLife().with(profile(true, T0), profile(false, T0 + DAY));

    journey.advanceByTimersTo(T0 + 400 * DAY);

    assertThat(journey.state().body().facts())
        .extracting(KnownFact::fact)
        .containsExactly(profile(false, T0 + DAY));
    assertThat(journey.state().nextStep()).isEqualTo(Long.MAX_VALUE);
    assertThat(journey.state().forgetAt()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void anOpenCaseThatNobodyClosesIsForgottenInTheEnd() {
    TestJourney journey = journey().with(serviceCase("k", true, null, T0));

    journey.advanceByTimersTo(T0 + 180 * DAY);
    assertThat(journey.state().isEmpty()).isFalse();
    journey.advanceByTimersTo(T0 + 300 * DAY);
    assertThat(journey.state().isEmpty()).isTrue();
  }

  @Test
  void aSteadyCustomerGrowsNoMoreOnceTheLookBackIsFull() {
    TestJourney journey = journey();
    int full = 0;
    for (int day = 0; day < 120; day++) {
      long morning = T0 + day * DAY;
      for (int i = 0; i < 6; i++) {
        journey.with(view("tv-1", morning + i * HOUR));
      }
      journey.with(enter("s1", morning + 7 * HOUR));
      journey.with(demo("s1", "cam-1", 10, morning + 7 * HOUR + MINUTE));
      journey.with(exit("s1", morning + 8 * HOUR));
      journey.advanceTo(morning + 9 * HOUR);
      int size = journey.size();
      if (day == 46) {
        full = size;
      } else if (day > 46) {
        assertThat(size).as("bytes on day %d", day).isBetween(full * 9 / 10, full * 11 / 10);
      }
    }
    assertThat(full).isBetween(10_000, 60_000);
  }

  private static TestJourney busyLife() {
    return journey()
        .with(view("tv-1", T0), view("tv-2", T0 + HOUR), view("tv-1", T0 + 2 * HOUR))
        .with(enter("s1", T0 + DAY), demo("s1", "tv-1", 120, T0 + DAY), exit("s1", T0 + DAY + HOUR))
        .with(bought("o", Channel.STORE, "cam-1", T0 + 2 * DAY))
        .with(
            returned(
                "1", "o", T0 + 9 * DAY, ReturnReason.OTHER, ReturnCondition.USED, back("cam-1", 1)))
        .with(view("cam-1", T0 + 10 * DAY))
        .with(view("odd", T0 + 4 * DAY), T0 + 8 * DAY, T0 + 20 * DAY)
        .with(serviceCase("k", true, "odd", T0), serviceCase("k", false, "odd", T0 + DAY));
  }
}
