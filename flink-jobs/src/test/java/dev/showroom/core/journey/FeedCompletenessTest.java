package dev.showroom.core.journey;

import static dev.showroom.core.Facts.DAY;
import static dev.showroom.core.Facts.HOUR;
import static dev.showroom.core.Facts.T0;
import static dev.showroom.core.Facts.bought;
import static dev.showroom.core.journey.TestJourney.at;
import static dev.showroom.core.journey.TestJourney.journey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.catalogue.FeedReport;
import dev.showroom.core.feed.FeedClock;
import dev.showroom.core.feed.FeedHistory;
import dev.showroom.schemas.Channel;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** That somebody did not buy is only known once the tills have reported. */
class FeedCompletenessTest {
  private static final long EXIT = T0;
  private static final long DEADLINE = EXIT + 7 * DAY;
  private static final long LONG_AFTER = EXIT + 30 * DAY;

  private static final String SUSPECTED = "tv SUSPECTED " + at(EXIT);
  private static final String CONFIRMED = "tv CONFIRMED " + at(DEADLINE);

  private final Map<String, FeedHistory> feeds = new TreeMap<>();
  private final TestJourney journey =
      journey(new FeedClock(feeds::values), "RESEARCH_INSPECT_LEAVE")
          .with(Story.RESEARCH_INSPECT_LEAVE.facts());

  @Test
  void whereNoFeedReportsTheWatermarkDecides() {
    assertThat(journey.advanceTo(DEADLINE - 1)).hasSize(1);
    journey.advanceTo(DEADLINE);

    assertThat(journey.told()).containsExactly(SUSPECTED, CONFIRMED);
  }

  @Test
  void itIsConfirmedWhenTheLastOfTheFeedsIsCompleteThroughTheDeadline() {
    report("store:s1", EXIT, EXIT - HOUR);
    report("channel:ONLINE", EXIT, EXIT - HOUR);
    report("store:s1", DEADLINE + HOUR, DEADLINE);
    report("channel:ONLINE", DEADLINE + 5 * HOUR, DEADLINE);

    assertThat(journey.advanceTo(DEADLINE + 5 * HOUR - 1)).hasSize(1);
    journey.advanceTo(DEADLINE + 5 * HOUR);
    assertThat(journey.told())
        .containsExactly(SUSPECTED, "tv CONFIRMED " + at(DEADLINE + 5 * HOUR));
  }

  @Test
  void completeAMillisecondShortOfTheDeadlineIsNotEnough() {
    report("store:s1", EXIT, EXIT);
    report("store:s1", DEADLINE + HOUR, DEADLINE - 1);
    report("store:s1", DEADLINE + 2 * HOUR, DEADLINE);
    journey.advanceTo(LONG_AFTER);

    assertThat(journey.told())
        .containsExactly(SUSPECTED, "tv CONFIRMED " + at(DEADLINE + 2 * HOUR));
  }

  @Test
  void whereAllIsCompleteBeforehandItIsConfirmedAtTheDeadlineItself() {
    report("store:s1", DEADLINE - DAY, DEADLINE);
    journey.advanceTo(LONG_AFTER);

    assertThat(journey.told()).containsExactly(SUSPECTED, CONFIRMED);
  }

  @Test
  void aTillThatReportsADayLateRetractsInsteadOfAccusing() {
    report("store:s1", EXIT, EXIT);
    journey.advanceTo(DEADLINE + DAY);
    assertThat(journey.told()).containsExactly(SUSPECTED);

    journey.late(bought("o", Channel.STORE, "tv-1", DEADLINE), DEADLINE + DAY);
    report("store:s1", DEADLINE + DAY + 1, DEADLINE + DAY);
    journey.advanceTo(LONG_AFTER);

    assertThat(journey.told()).containsExactly(SUSPECTED, "tv RETRACTED SALE_KEPT " + at(DEADLINE));
  }

  @Test
  void aFeedThatStopsReportingHoldsBackAndInTheEndNothingIsLeft() {
    report("store:s1", EXIT, EXIT);
    report("channel:ONLINE", DEADLINE, DEADLINE);

    journey.advanceByTimersTo(T0 + 400 * DAY);

    assertThat(journey.told()).containsExactly(SUSPECTED);
    assertThat(journey.state().isEmpty()).isTrue();
  }

  @Test
  void whileItWaitsTheJourneyAsksToBeWokenAndARestartForgetsNothing() {
    report("store:s1", EXIT, EXIT);
    journey.advanceByTimersTo(DEADLINE + HOUR);
    assertThat(journey.state().nextStep()).isBetween(DEADLINE + HOUR, DEADLINE + 2 * HOUR);

    journey.restart();
    report("store:s1", DEADLINE + 3 * HOUR, DEADLINE);
    journey.advanceByTimersTo(DEADLINE + 6 * HOUR);

    assertThat(journey.told())
        .containsExactly(SUSPECTED, "tv CONFIRMED " + at(DEADLINE + 3 * HOUR));
  }

  @Test
  void aFeedFirstHeardOfAtTheDeadlineHoldsBackAndAMillisecondLaterItDoesNot() {
    report("store:new", DEADLINE + 1, EXIT);
    journey.advanceTo(LONG_AFTER);
    assertThat(journey.told()).containsExactly(SUSPECTED, CONFIRMED);

    feeds.clear();
    report("store:new", DEADLINE, EXIT);
    TestJourney other =
        journey(new FeedClock(feeds::values), "RESEARCH_INSPECT_LEAVE")
            .with(Story.RESEARCH_INSPECT_LEAVE.facts());
    other.advanceTo(LONG_AFTER);
    assertThat(other.told()).containsExactly(SUSPECTED);
  }

  @Test
  void aFeedFirstHeardOfWhileItWaitsIsWaitedForToo() {
    report("store:s1", EXIT, EXIT);
    report("store:new", DEADLINE + HOUR, EXIT);
    report("store:s1", DEADLINE + 2 * HOUR, DEADLINE);
    report("store:new", DEADLINE + 4 * HOUR, DEADLINE);
    journey.advanceTo(LONG_AFTER);

    assertThat(journey.told())
        .containsExactly(SUSPECTED, "tv CONFIRMED " + at(DEADLINE + 4 * HOUR));
  }

  @Test
  void aFeedFirstHeardOfAfterTheOthersAreCompleteIsNot() {
    report("store:s1", EXIT, EXIT);
    report("store:s1", DEADLINE + 2 * HOUR, DEADLINE);
    report("store:new", DEADLINE + 2 * HOUR + 1, EXIT);
    journey.advanceTo(LONG_AFTER);

    assertThat(journey.told())
        .containsExactly(SUSPECTED, "tv CONFIRMED " + at(DEADLINE + 2 * HOUR));
  }

  @Test
  void whatClearsACustomerWaitsForNobody() {
    report("store:s1", EXIT - DAY, EXIT - DAY);
    TestJourney trial =
        journey(new FeedClock(feeds::values), "TRIAL_AT_RISK").with(Story.TRIAL_AT_RISK.facts());
    trial.advanceTo(LONG_AFTER);
    assertThat(trial.told())
        .containsExactly("tv SUSPECTED " + at(T0), "tv RETRACTED KEPT " + at(T0 + 9 * DAY));

    journey.with(bought("o", Channel.APP, "tv-1", EXIT + DAY)).advanceTo(LONG_AFTER);
    assertThat(journey.told())
        .containsExactly(SUSPECTED, "tv RETRACTED SALE_KEPT " + at(EXIT + DAY));
  }

  private void report(String feed, long time, long completeThrough) {
    feeds.merge(
        feed,
        FeedHistory.empty().with(new FeedReport(feed, time, completeThrough), T0),
        (known, any) -> known.with(new FeedReport(feed, time, completeThrough), T0));
  }
}
