package dev.showroom.core.journey;

import static dev.showroom.core.Facts.DAY;
import static dev.showroom.core.Facts.HOUR;
import static dev.showroom.core.Facts.MINUTE;
import static dev.showroom.core.Facts.T0;
import static dev.showroom.core.Facts.assist;
import static dev.showroom.core.Facts.bought;
import static dev.showroom.core.Facts.demo;
import static dev.showroom.core.Facts.enter;
import static dev.showroom.core.Facts.exit;
import static dev.showroom.core.Facts.step;
import static dev.showroom.core.journey.TestJourney.at;
import static dev.showroom.core.journey.TestJourney.journey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.fact.Fact;
import dev.showroom.schemas.Alert;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.VisitAction;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AdviceDrainTest {
  private static final String PATTERN = "ADVICE_DRAIN";
  private static final long ENTER = T0 + 20 * DAY;
  private static final long EXIT = ENTER + HOUR;
  private static final long WINDOW = 30 * DAY;
  private static final long DEADLINE = EXIT + 7 * DAY;
  private static final long LONG_AFTER = T0 + 90 * DAY;

  private static final Fact[] FIRST = advised("tv-1", 600, T0 + 5 * DAY);
  private static final Fact[] SECOND = advised("cam-1", 600, T0 + 12 * DAY);
  private static final Fact[] THIRD = advised("tv-2", 600, ENTER);

  private static final String SUSPECTED = "null SUSPECTED " + at(EXIT);
  private static final String CONFIRMED = "null CONFIRMED " + at(DEADLINE);

  @Test
  void threeVisitsWithHalfAnHourOfAdviceAreSuspectedAtTheThirdExitAndConfirmedSevenDaysLater() {
    TestJourney journey = journey(PATTERN).with(FIRST).with(SECOND).with(THIRD);

    assertThat(journey.advanceTo(EXIT - 1)).isEmpty();
    assertThat(journey.advanceTo(EXIT)).hasSize(1);
    assertThat(journey.advanceTo(DEADLINE - 1)).isEmpty();
    journey.advanceTo(DEADLINE);
    assertThat(journey.told()).containsExactly(SUSPECTED, CONFIRMED);
  }

  // ---- the visits

  @Test
  void twoVisitsAreTooFewHoweverLong() {
    assertThat(told(FIRST, advised("tv-2", 5_000, ENTER))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"599,false", "600,true"})
  void halfAnHourOfAdviceTogetherIsEnoughAndASecondLessIsNot(int seconds, boolean enough) {
    assertThat(told(FIRST, SECOND, advised("tv-2", seconds, ENTER)).isEmpty()).isEqualTo(!enough);
  }

  @ParameterizedTest
  @EnumSource(VisitAction.class)
  void onlyAssistIsAdvice(VisitAction action) {
    Fact[] third = {
      enter("s1", ENTER), step(action, "s1", "tv-1", 600, ENTER + MINUTE), exit("s1", EXIT)
    };

    assertThat(told(FIRST, SECOND, third).isEmpty()).isEqualTo(action != VisitAction.ASSIST);
  }

  @Test
  void aThirdVisitWithoutAdviceIsNoOccasion() {
    Fact[] fourth = {enter("s1", ENTER + DAY), demo("s1", "tv-1", 900, ENTER + DAY + MINUTE)};

    assertThat(told(FIRST, SECOND, fourth)).isEmpty();
  }

  @Test
  void adviceExactlyThirtyDaysBeforeTheExitCountsAndAMillisecondOlderDoesNot() {
    assertThat(told(SECOND, THIRD, advisedAt(EXIT - WINDOW))).containsExactly(SUSPECTED, CONFIRMED);
    assertThat(told(SECOND, THIRD, advisedAt(EXIT - WINDOW - 1))).isEmpty();
  }

  @Test
  void threeStoresCountAsThreeVisits() {
    Fact[] elsewhere = {assist("s9", "tv-1", 600, T0 + 6 * DAY), exit("s9", T0 + 6 * DAY + HOUR)};

    assertThat(told(FIRST, elsewhere, THIRD)).containsExactly(SUSPECTED, CONFIRMED);
  }

  // ---- purchases

  @ParameterizedTest
  @EnumSource(Channel.class)
  void aVisitInWhichAnythingWasBoughtIsNotCounted(Channel channel) {
    long enter = T0 + 12 * DAY;

    assertThat(told(FIRST, SECOND, THIRD, bought("o", channel, "odd", enter))).isEmpty();
    assertThat(told(FIRST, SECOND, THIRD, bought("o", channel, "odd", enter + HOUR))).isEmpty();
    assertThat(told(FIRST, SECOND, THIRD, bought("o", channel, "odd", EXIT))).isEmpty();
  }

  @Test
  void aPurchaseBetweenTheVisitsIsOfNone() {
    long enter = T0 + 12 * DAY;

    assertThat(told(FIRST, SECOND, THIRD, bought("o", Channel.ONLINE, "tv-1", enter - 1)))
        .containsExactly(SUSPECTED, CONFIRMED);
    assertThat(told(FIRST, SECOND, THIRD, bought("o", Channel.ONLINE, "tv-1", enter + HOUR + 1)))
        .containsExactly(SUSPECTED, CONFIRMED);
  }

  @ParameterizedTest
  @EnumSource(Channel.class)
  void buyingWhatTheAdviceWasAboutKeepsTheSale(Channel channel) {
    assertThat(told(FIRST, SECOND, THIRD, bought("o", channel, "tv-1", EXIT + 1)))
        .containsExactly(SUSPECTED, "null RETRACTED SALE_KEPT " + at(EXIT + 1));
  }

  @Test
  void theAdviceOfAnEarlierVisitCountsToo() {
    assertThat(told(FIRST, SECOND, THIRD, bought("o", Channel.APP, "cam-2", EXIT + DAY)))
        .containsExactly(SUSPECTED, "null RETRACTED SALE_KEPT " + at(EXIT + DAY));
  }

  @Test
  void buyingWhatNobodyAdvisedAboutClearsNothing() {
    Fact[] alsoLookedAt = {demo("s1", "radio-1", 60, ENTER + 2 * MINUTE)};

    assertThat(told(FIRST, SECOND, THIRD, bought("o", Channel.STORE, "lamp-1", EXIT + DAY)))
        .containsExactly(SUSPECTED, CONFIRMED);
    assertThat(
            told(
                FIRST,
                SECOND,
                THIRD,
                alsoLookedAt,
                bought("o", Channel.STORE, "radio-1", EXIT + DAY)))
        .containsExactly(SUSPECTED, CONFIRMED);
  }

  @Test
  void adviceOlderThanThirtyDaysIsWorthNoPurchase() {
    Fact bought = bought("o", Channel.APP, "radio-1", EXIT + 1);

    assertThat(told(FIRST, SECOND, THIRD, radioAt(EXIT + 1 - WINDOW), bought))
        .containsExactly(SUSPECTED, "null RETRACTED SALE_KEPT " + at(EXIT + 1));
    assertThat(told(FIRST, SECOND, THIRD, radioAt(EXIT - WINDOW - 1), bought))
        .containsExactly(SUSPECTED, CONFIRMED);
  }

  @Test
  void aPurchaseAtTheDeadlineRetractsAndAMillisecondLaterDoesNot() {
    assertThat(told(FIRST, SECOND, THIRD, bought("o", Channel.PHONE, "tv-1", DEADLINE)))
        .containsExactly(SUSPECTED, "null RETRACTED SALE_KEPT " + at(DEADLINE));
    assertThat(told(FIRST, SECOND, THIRD, bought("o", Channel.PHONE, "tv-1", DEADLINE + 1)))
        .containsExactly(SUSPECTED, CONFIRMED);
  }

  // ---- cool-down

  @Test
  void aFourthVisitWithinThirtyDaysIsTheSameDrain() {
    assertThat(told(FIRST, SECOND, THIRD, advised("tv-1", 900, ENTER + DAY)))
        .containsExactly(SUSPECTED, CONFIRMED);
  }

  @Test
  void thirtyDaysAfterTheAlertMoreAdviceIsAnotherAlertAndAMillisecondSoonerItIsNot() {
    Fact[] more = advised("tv-1", 900, ENTER + 10 * DAY);
    Fact[] evenMore = advised("tv-1", 900, ENTER + 20 * DAY);

    assertThat(told(FIRST, SECOND, THIRD, more, evenMore, advised("tv-1", 9, ENTER + 30 * DAY)))
        .containsExactlyInAnyOrder(
            SUSPECTED,
            CONFIRMED,
            "null SUSPECTED " + at(EXIT + 30 * DAY),
            "null CONFIRMED " + at(DEADLINE + 30 * DAY));
    assertThat(told(FIRST, SECOND, THIRD, more, evenMore, advised("tv-1", 9, ENTER + WINDOW - 1)))
        .containsExactly(SUSPECTED, CONFIRMED);
  }

  // ---- what an alert says, and what is kept

  @Test
  void theEvidenceIsTheAdvice() {
    TestJourney journey = journey(PATTERN).with(FIRST).with(SECOND).with(THIRD);
    journey.with(demo("s1", "tv-1", 60, ENTER + 2 * MINUTE)).advanceTo(EXIT);

    Alert alert = journey.revisions().get(0).toRecord();
    assertThat(alert.getEvidence())
        .containsExactly(FIRST[1].eventId(), SECOND[1].eventId(), THIRD[1].eventId());
    assertThat(alert.getFamily()).isNull();
    assertThat(alert.getStoreId()).isEqualTo("s1");
  }

  @Test
  void whenItsWindowsHavePassedNothingIsLeft() {
    TestJourney journey = journey(PATTERN).with(FIRST).with(SECOND).with(THIRD);

    journey.advanceByTimersTo(T0 + 400 * DAY);

    assertThat(journey.told()).containsExactly(SUSPECTED, CONFIRMED);
    assertThat(journey.state().isEmpty()).isTrue();
    assertThat(journey.state().nextStep()).isEqualTo(Long.MAX_VALUE);
  }

  // ---- helpers

  private static Fact[] advised(String sku, int seconds, long enter) {
    return new Fact[] {
      enter("s1", enter), assist("s1", sku, seconds, enter + MINUTE), exit("s1", enter + HOUR)
    };
  }

  private static Fact radioAt(long time) {
    return assist("s9", "radio-1", 9, time);
  }

  /** A visit that begins with the advice. */
  private static Fact[] advisedAt(long time) {
    return new Fact[] {assist("s1", "tv-1", 600, time), exit("s1", time + HOUR)};
  }

  /**
   * @param facts facts, and arrays of these
   */
  private static List<String> told(Object... facts) {
    TestJourney journey = journey(PATTERN);
    for (Object fact : facts) {
      journey.with(fact instanceof Fact[] several ? several : new Fact[] {(Fact) fact});
    }
    journey.advanceTo(LONG_AFTER);
    return journey.told();
  }
}
