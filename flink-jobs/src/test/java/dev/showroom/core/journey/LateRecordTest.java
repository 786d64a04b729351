package dev.showroom.core.journey;

import static dev.showroom.core.Facts.DAY;
import static dev.showroom.core.Facts.HOUR;
import static dev.showroom.core.Facts.MINUTE;
import static dev.showroom.core.Facts.T0;
import static dev.showroom.core.Facts.bought;
import static dev.showroom.core.Facts.demo;
import static dev.showroom.core.Facts.enter;
import static dev.showroom.core.Facts.exit;
import static dev.showroom.core.Facts.view;
import static dev.showroom.core.journey.TestJourney.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.schemas.Channel;
import org.junit.jupiter.api.Test;

class LateRecordTest {
  private static final long EXIT = T0 + 2 * HOUR;

  @Test
  void aRecordThatIsLateForItsStreamAndEarlyForItsCustomerIsCreditedWhenItsMomentComes() {
    TestJourney journey =
        TestJourney.journey()
            .with(view("tv-1", T0 - HOUR), view("tv-1", T0 - 2 * HOUR), view("tv-1", T0 - DAY))
            .with(enter("s1", T0), demo("s1", "tv-1", 120, T0 + MINUTE), exit("s1", EXIT));
    journey.advanceTo(EXIT);
    journey.late(bought("o", Channel.ONLINE, "tv-1", EXIT + 2 * DAY), EXIT + 3 * DAY);

    journey.advanceTo(EXIT + DAY);
    assertThat(journey.corrections()).isEmpty();
    assertThat(journey.state().nextStep()).isEqualTo(EXIT + 2 * DAY);

    journey.restart();
    journey.advanceTo(EXIT + 2 * DAY);
    assertThat(journey.told())
        .containsExactly(
            "tv SUSPECTED " + at(EXIT), "tv RETRACTED SALE_KEPT " + at(EXIT + 2 * DAY));
    assertThat(journey.corrections())
        .singleElement()
        .satisfies(
            correction ->
                assertThat(correction.changed()).containsExactly(journey.revisions().get(1)));
  }
}
