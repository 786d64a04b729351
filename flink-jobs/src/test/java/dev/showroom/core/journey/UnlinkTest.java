package dev.showroom.core.journey;

import static dev.showroom.core.Facts.DAY;
import static dev.showroom.core.Facts.HOUR;
import static dev.showroom.core.Facts.MINUTE;
import static dev.showroom.core.Facts.T0;
import static dev.showroom.core.Facts.bought;
import static dev.showroom.core.Facts.demo;
import static dev.showroom.core.Facts.exit;
import static dev.showroom.core.Facts.view;
import static dev.showroom.core.journey.TestJourney.at;
import static dev.showroom.core.journey.TestJourney.journey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.fact.Fact;
import dev.showroom.schemas.Channel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an unlink takes away, and what it gives back. */
class UnlinkTest {
  private static final long EXIT = T0;
  private static final long DEADLINE = EXIT + 7 * DAY;
  private static final long UNLINK = EXIT + 3 * DAY;
  private static final long LONG_AFTER = T0 + 100 * DAY;
  private static final long FOREVER = Long.MAX_VALUE;

  private static final String SUSPECTED = "tv SUSPECTED " + at(EXIT);
  private static final String CONFIRMED = "tv CONFIRMED " + at(DEADLINE);
  private static final String REVISED = "tv RETRACTED IDENTITY_REVISED " + at(UNLINK);

  /** Research of the family two days before the visit; two more make it a suspicion. */
  private static final Fact OF_THE_COOKIE = view("tv-2", EXIT - 2 * DAY);

  private static final Fact OF_THE_CARD = bought("o", Channel.STORE, "tv-1", EXIT + DAY);

  private final TestJourney journey =
      journey("RESEARCH_INSPECT_LEAVE")
          .with(view("tv-1", EXIT - DAY), view("tv-1", EXIT - DAY - HOUR))
          .with(demo("s1", "tv-1", 120, EXIT - HOUR), exit("s1", EXIT));

  // ---- what rested on the actor

  @ParameterizedTest
  @EnumSource
  void whatRestedOnTheActorIsRetractedAtTheUnlinkAndNotBefore(Story story) {
    TestJourney of = journey(story.rules());
    long unlink = EXIT + 1;
    for (Fact fact : story.facts()) {
      of.with(fact, fact.time(), unlink);
    }
    of.advanceTo(unlink - 1);
    assertThat(of.told(story.name())).containsExactly(story.about() + " SUSPECTED " + at(EXIT));

    of.advanceTo(LONG_AFTER);
    assertThat(of.told(story.name()))
        .containsExactly(
            story.about() + " SUSPECTED " + at(EXIT),
            story.about() + " RETRACTED IDENTITY_REVISED " + at(unlink));
  }

  @Test
  void oneOfThreeTakenAwayIsEnough() {
    journey.with(OF_THE_COOKIE, OF_THE_COOKIE.time(), UNLINK).advanceTo(LONG_AFTER);

    assertThat(journey.told()).containsExactly(SUSPECTED, REVISED);
  }

  @Test
  void whatStandsWithoutTheActorStands() {
    journey.with(OF_THE_COOKIE, OF_THE_COOKIE.time(), UNLINK);
    journey.with(view("tv-1", EXIT - 2 * DAY)).advanceTo(LONG_AFTER);

    assertThat(journey.told()).containsExactly(SUSPECTED, CONFIRMED);
  }

  @Test
  void whatIsStillKnownThroughAnotherActorStands() {
    journey.with(OF_THE_COOKIE, OF_THE_COOKIE.time(), UNLINK);
    journey.with(OF_THE_COOKIE, OF_THE_COOKIE.time() + HOUR, FOREVER).advanceTo(LONG_AFTER);

    assertThat(journey.told()).containsExactly(SUSPECTED, CONFIRMED);
  }

  @Test
  void aConfirmedAlertIsRetractedToo() {
    journey.with(OF_THE_COOKIE, OF_THE_COOKIE.time(), DEADLINE + 1).advanceTo(LONG_AFTER);

    assertThat(journey.told())
        .containsExactly(SUSPECTED, CONFIRMED, "tv RETRACTED IDENTITY_REVISED " + at(DEADLINE + 1));
  }

  @Test
  void howeverOldTheAlertIs() {
    journey.with(OF_THE_COOKIE, OF_THE_COOKIE.time(), EXIT + 60 * DAY).advanceTo(LONG_AFTER);

    assertThat(journey.told())
        .containsExactly(
            SUSPECTED, CONFIRMED, "tv RETRACTED IDENTITY_REVISED " + at(EXIT + 60 * DAY));
  }

  @Test
  void unlinkedAtTheExitIsUnlinkedBeforeIt() {
    journey.with(OF_THE_COOKIE, OF_THE_COOKIE.time(), EXIT).advanceTo(LONG_AFTER);
    assertThat(journey.told()).isEmpty();
  }

  @Test
  void unlinkedAMillisecondAfterTheExitWasThereAtTheExit() {
    journey.with(OF_THE_COOKIE, OF_THE_COOKIE.time(), EXIT + 1).advanceTo(LONG_AFTER);
    assertThat(journey.told())
        .containsExactly(SUSPECTED, "tv RETRACTED IDENTITY_REVISED " + at(EXIT + 1));
  }

  @Test
  void aSeriesOfReturnsFallsWithTheOneThatRestedOnTheActor() {
    TestJourney series = journey("TRIAL_RETURN", "SERIAL_RETURNER");
    for (Fact fact : Story.SERIAL_RETURNER.facts()) {
      // Only the research around the last return was the cookie's.
      boolean isCookies = fact.equals(view("tv-1", T0 - HOUR));
      series.with(fact, fact.time(), isCookies ? UNLINK : FOREVER);
    }
    series.advanceTo(LONG_AFTER);

    assertThat(series.told("TRIAL_RETURN")).contains(REVISED);
    assertThat(series.told("SERIAL_RETURNER"))
        .hasSize(2)
        .last()
        .asString()
        .startsWith("null RETRACTED")
        .endsWith(" " + at(UNLINK));
  }

  // ---- what a purchase had cleared

  @Test
  void whatATakenAwayPurchaseHadClearedIsOpenAgain() {
    threeTimesResearched().with(OF_THE_CARD, EXIT + DAY, UNLINK).advanceTo(LONG_AFTER);

    assertThat(journey.told())
        .containsExactly(
            SUSPECTED,
            "tv RETRACTED SALE_KEPT " + at(EXIT + DAY),
            "tv SUSPECTED " + at(UNLINK),
            CONFIRMED);
  }

  @Test
  void takenAwayAfterTheDeadlineItIsConfirmedAtOnce() {
    long late = DEADLINE + 2 * DAY;
    threeTimesResearched().with(OF_THE_CARD, EXIT + DAY, late).advanceTo(LONG_AFTER);

    assertThat(journey.told())
        .containsExactly(
            SUSPECTED,
            "tv RETRACTED SALE_KEPT " + at(EXIT + DAY),
            "tv SUSPECTED " + at(late),
            "tv CONFIRMED " + at(late));
  }

  @Test
  void anotherPurchaseOfTheirOwnKeepsItClosed() {
    threeTimesResearched().with(OF_THE_CARD, EXIT + DAY, UNLINK);
    journey.with(bought("o2", Channel.APP, "tv-2", UNLINK)).advanceTo(LONG_AFTER);

    assertThat(journey.told())
        .containsExactly(SUSPECTED, "tv RETRACTED SALE_KEPT " + at(EXIT + DAY));
  }

  @Test
  void whatAPurchaseInTheVisitHadKeptFromBeingSuspectedIsSuspectedAtTheUnlink() {
    Fact inTheVisit = bought("o", Channel.STORE, "tv-1", EXIT - MINUTE);
    threeTimesResearched().with(inTheVisit, inTheVisit.time(), UNLINK).advanceTo(LONG_AFTER);

    assertThat(journey.told()).containsExactly("tv SUSPECTED " + at(UNLINK), CONFIRMED);
  }

  // ---- linked again

  @Test
  void linkedAgainItIsOpenAgain() {
    long relink = UNLINK + DAY;
    journey.with(OF_THE_COOKIE, OF_THE_COOKIE.time(), UNLINK);
    journey.with(OF_THE_COOKIE, relink, FOREVER).advanceTo(LONG_AFTER);

    assertThat(journey.told())
        .containsExactly(SUSPECTED, REVISED, "tv SUSPECTED " + at(relink), CONFIRMED);
    assertThat(journey.byAlert()).hasSize(1);
  }

  @Test
  void linkedAgainAfterTheDeadlineItIsConfirmedAtOnce() {
    long relink = DEADLINE + DAY;
    journey.with(OF_THE_COOKIE, OF_THE_COOKIE.time(), UNLINK);
    journey.with(OF_THE_COOKIE, relink, FOREVER).advanceTo(LONG_AFTER);

    assertThat(journey.told())
        .containsExactly(
            SUSPECTED, REVISED, "tv SUSPECTED " + at(relink), "tv CONFIRMED " + at(relink));
  }

  @Test
  void aVisitMoreThan29DaysAgoIsNotLookedAtAgain() {
    // The visit began an hour before its exit.
    assertThat(afterRelink(EXIT - HOUR + 29 * DAY)).hasSize(4);
    assertThat(afterRelink(EXIT - HOUR + 29 * DAY + 1)).hasSize(2);
  }

  @Test
  void whenItsWindowsHavePassedNothingIsLeft() {
    journey.with(OF_THE_COOKIE, OF_THE_COOKIE.time(), UNLINK);

    journey.advanceByTimersTo(T0 + 400 * DAY);

    assertThat(journey.told()).containsExactly(SUSPECTED, REVISED);
    assertThat(journey.state().isEmpty()).isTrue();
  }

  // ---- helpers

  private TestJourney threeTimesResearched() {
    return journey.with(view("tv-1", EXIT - 2 * DAY));
  }

  private static List<String> afterRelink(long relink) {
    TestJourney journey = journey("RESEARCH_INSPECT_LEAVE");
    journey.with(demo("s1", "tv-1", 120, EXIT - HOUR), exit("s1", EXIT));
    journey.with(view("tv-1", EXIT - 50 * MINUTE - HOUR), view("tv-2", EXIT - 2 * HOUR));
    Fact cookies = view("tv-2", EXIT - 50 * MINUTE - HOUR);
    journey.with(cookies, cookies.time(), UNLINK).with(cookies, relink, FOREVER);
    journey.advanceTo(LONG_AFTER);
    return journey.told();
  }
}
