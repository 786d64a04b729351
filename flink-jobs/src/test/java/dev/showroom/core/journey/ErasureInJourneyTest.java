package dev.showroom.core.journey;

import static dev.showroom.core.Facts.ANNA;
import static dev.showroom.core.Facts.DAY;
import static dev.showroom.core.Facts.HOUR;
import static dev.showroom.core.Facts.T0;
import static dev.showroom.core.Facts.bought;
import static dev.showroom.core.Facts.demo;
import static dev.showroom.core.Facts.erased;
import static dev.showroom.core.Facts.exit;
import static dev.showroom.core.Facts.profile;
import static dev.showroom.core.Facts.view;
import static dev.showroom.core.journey.TestJourney.at;
import static dev.showroom.core.journey.TestJourney.journey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.schemas.Channel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who asks to be forgotten is forgotten, and stays so. */
class ErasureInJourneyTest {
  private static final Story STORY = Story.RESEARCH_INSPECT_LEAVE;
  private static final long EXIT = T0;
  private static final long DEADLINE = EXIT + 7 * DAY;
  private static final long ERASED = EXIT + 3 * DAY;
  private static final long LONG_AFTER = T0 + 100 * DAY;

  private static final String SUSPECTED = "tv SUSPECTED " + at(EXIT);

  private final TestJourney journey = journey(STORY.rules()).with(STORY.facts());

  @ParameterizedTest
  @EnumSource
  void anOpenAlertIsRetractedWhenItsCustomerIsErased(Story story) {
    TestJourney of = journey(story.rules()).with(story.facts()).with(erased(T0 + 1));
    of.advanceTo(LONG_AFTER);

    assertThat(of.told(story.name()))
        .containsExactly(
            story.about() + " SUSPECTED " + at(T0),
            story.about() + " RETRACTED ERASED " + at(T0 + 1));
  }

  @Test
  void aConfirmedAlertIsRetractedToo() {
    journey.with(erased(DEADLINE)).advanceTo(LONG_AFTER);
    assertThat(journey.told()).containsExactly(SUSPECTED, "tv RETRACTED ERASED " + at(DEADLINE));

    TestJourney later = journey(STORY.rules()).with(STORY.facts()).with(erased(DEADLINE + 1));
    later.advanceTo(LONG_AFTER);
    assertThat(later.told())
        .containsExactly(
            SUSPECTED, "tv CONFIRMED " + at(DEADLINE), "tv RETRACTED ERASED " + at(DEADLINE + 1));
  }

  @Test
  void oneThatWasRetractedIsNotRetractedAgain() {
    journey
        .with(bought("o", Channel.APP, "tv-1", EXIT + DAY), erased(ERASED))
        .advanceTo(LONG_AFTER);

    assertThat(journey.told())
        .containsExactly(SUSPECTED, "tv RETRACTED SALE_KEPT " + at(EXIT + DAY));
  }

  @Test
  void erasedAtTheExitNobodyIsSuspected() {
    journey.with(erased(EXIT)).advanceTo(LONG_AFTER);

    assertThat(journey.told()).isEmpty();
  }

  @Test
  void itLeavesAtItsOwnTimeAndNotBefore() {
    journey.with(erased(ERASED));

    assertThat(journey.advanceTo(ERASED - 1)).hasSize(1);
    assertThat(journey.state().nextStep()).isEqualTo(ERASED);
    assertThat(journey.advanceTo(ERASED)).hasSize(1);
  }

  @Test
  void nothingIsKeptButThatThereWasSomebody() {
    journey.with(profile(false, EXIT - DAY), view("tv-1", ERASED + DAY), erased(ERASED));
    assertThat(packed()).contains(ANNA);

    journey.advanceTo(ERASED);

    assertThat(packed()).doesNotContain(ANNA).doesNotContain("tv-1");
    assertThat(journey.state().inbox()).isEmpty();
    assertThat(journey.state().body().isEmpty()).isTrue();
    assertThat(journey.state().isEmpty()).as("the tombstone stays").isFalse();
    assertThat(journey.state().nextStep()).isEqualTo(Long.MAX_VALUE);
    assertThat(journey.state().forgetAt()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void lateRecordsThatComeWithTheErasureOpenNothingAgain() {
    journey.advanceTo(DEADLINE);
    journey
        .with(erased(DEADLINE + DAY))
        .late(view("tv-2", DEADLINE + 2 * DAY), DEADLINE)
        .late(view("tv-2", EXIT + DAY), DEADLINE);
    journey.advanceTo(LONG_AFTER);

    assertThat(journey.told())
        .containsExactly(
            SUSPECTED, "tv CONFIRMED " + at(DEADLINE), "tv RETRACTED ERASED " + at(DEADLINE + DAY));
    assertThat(journey.corrections()).hasSize(2);
  }

  @Test
  void whatComesLaterIsSuppressedForGood() {
    journey.with(erased(ERASED)).advanceTo(ERASED);
    final int size = journey.size();

    journey.restart();
    long next = ERASED + 10 * DAY;
    journey.with(view("tv-1", next - HOUR), view("tv-1", next - DAY), view("tv-2", next - DAY));
    journey.with(demo("s1", "tv-1", 120, next), exit("s1", next + HOUR)).advanceTo(LONG_AFTER);
    journey.late(view("tv-1", EXIT - HOUR), LONG_AFTER).advanceTo(LONG_AFTER + DAY);

    assertThat(journey.told()).containsExactly(SUSPECTED, "tv RETRACTED ERASED " + at(ERASED));
    assertThat(journey.corrections()).isEmpty();
    assertThat(journey.size()).isLessThanOrEqualTo(size);
    assertThat(packed()).doesNotContain(ANNA);
  }

  @Test
  void ofTwoErasuresTheFirstCounts() {
    journey.with(erased(ERASED + DAY), erased(ERASED)).advanceTo(LONG_AFTER);

    assertThat(journey.told()).containsExactly(SUSPECTED, "tv RETRACTED ERASED " + at(ERASED));
  }

  private String packed() {
    StringBuilder all = new StringBuilder();
    all.append(new String(journey.state().head().pack(), StandardCharsets.ISO_8859_1));
    all.append(new String(journey.state().body().pack(), StandardCharsets.ISO_8859_1));
    journey
        .state()
        .inbox()
        .forEach(e -> all.append(new String(e.pack(), StandardCharsets.ISO_8859_1)));
    return all.toString();
  }
}
