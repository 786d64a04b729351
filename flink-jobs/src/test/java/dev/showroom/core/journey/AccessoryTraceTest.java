package dev.showroom.core.journey;

import static dev.showroom.core.Facts.DAY;
import static dev.showroom.core.Facts.HOUR;
import static dev.showroom.core.Facts.MINUTE;
import static dev.showroom.core.Facts.T0;
import static dev.showroom.core.Facts.bought;
import static dev.showroom.core.Facts.demo;
import static dev.showroom.core.Facts.enter;
import static dev.showroom.core.Facts.exit;
import static dev.showroom.core.Facts.line;
import static dev.showroom.core.Facts.step;
import static dev.showroom.core.Facts.view;
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
import org.junit.jupiter.params.provider.EnumSource;

class AccessoryTraceTest {
  private static final String PATTERN = "ACCESSORY_TRACE";
  private static final String LEFT = "RESEARCH_INSPECT_LEAVE";
  private static final long ENTER = T0;
  private static final long EXIT = T0 + HOUR;
  private static final long CASE = EXIT + 3 * DAY;
  private static final long DEADLINE = CASE + 7 * DAY;
  private static final long LONG_AFTER = T0 + 60 * DAY;

  private static final Fact INSPECTED = demo("s1", "tv-1", 120, ENTER + MINUTE);
  private static final Fact BOUGHT_CASE = bought("c", Channel.ONLINE, "case-tv", CASE);

  private static final String SUSPECTED = "tv SUSPECTED " + at(CASE);
  private static final String CONFIRMED = "tv CONFIRMED " + at(DEADLINE);

  @Test
  void anAccessoryForWhatWasInspectedAndNeverBoughtIsSuspectedAndConfirmedSevenDaysLater() {
    TestJourney journey = journey(PATTERN).with(INSPECTED, BOUGHT_CASE);

    assertThat(journey.advanceTo(CASE - 1)).isEmpty();
    assertThat(journey.advanceTo(CASE)).hasSize(1);
    assertThat(journey.advanceTo(DEADLINE - 1)).isEmpty();
    journey.advanceTo(DEADLINE);
    assertThat(journey.told()).containsExactly(SUSPECTED, CONFIRMED);
  }

  // ---- the accessory and the inspection

  @ParameterizedTest
  @EnumSource(Channel.class)
  void itMayBeBoughtThroughAnyChannel(Channel channel) {
    assertThat(told(INSPECTED, bought("c", channel, "case-tv", CASE)))
        .containsExactly(SUSPECTED, CONFIRMED);
  }

  @Test
  void whatIsNoAccessoryOrOneForAnotherFamilySaysNothing() {
    assertThat(told(INSPECTED, bought("c", Channel.ONLINE, "radio-1", CASE))).isEmpty();
    assertThat(told(INSPECTED, bought("c", Channel.ONLINE, "case-cam", CASE))).isEmpty();
  }

  @Test
  void accessoriesForTwoFamiliesInAnOrderAreTwoAlerts() {
    Fact both = bought("c", Channel.APP, CASE, line("case-tv", 1), line("case-cam", 1));
    Fact camera = demo("s1", "cam-1", 9, ENTER + 2 * MINUTE);

    assertThat(told(INSPECTED, camera, both))
        .containsExactlyInAnyOrder(
            SUSPECTED, CONFIRMED, "cam SUSPECTED " + at(CASE), "cam CONFIRMED " + at(DEADLINE));
  }

  @Test
  void withoutAnInspectionThereIsNoSuspicion() {
    assertThat(told(BOUGHT_CASE, view("tv-1", CASE - DAY))).isEmpty();
  }

  @Test
  void anInspectionExactlyThirtyDaysBeforeCountsAndAMillisecondOlderDoesNot() {
    assertThat(told(BOUGHT_CASE, demo("s1", "tv-2", 0, CASE - 30 * DAY)))
        .containsExactly(SUSPECTED, CONFIRMED);
    assertThat(told(BOUGHT_CASE, demo("s1", "tv-2", 0, CASE - 30 * DAY - 1))).isEmpty();
  }

  @Test
  void anInspectionAtThePurchaseCountsAndAMillisecondLaterDoesNot() {
    assertThat(told(BOUGHT_CASE, demo("s1", "tv-1", 0, CASE)))
        .containsExactly(SUSPECTED, CONFIRMED);
    assertThat(told(BOUGHT_CASE, demo("s1", "tv-1", 0, CASE + 1))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(VisitAction.class)
  void demoTryOnAssistAndScanInspectAndNothingElse(VisitAction action) {
    boolean inspects =
        switch (action) {
          case DEMO, TRY_ON, ASSIST, SCAN -> true;
          case ENTER, EXIT -> false;
        };

    assertThat(told(BOUGHT_CASE, step(action, "s1", "tv-1", 0, ENTER)).isEmpty())
        .isEqualTo(!inspects);
  }

  // ---- own purchases of the family

  @ParameterizedTest
  @EnumSource(Channel.class)
  void whoBoughtTheFamilyHereHasItFromHere(Channel channel) {
    assertThat(told(INSPECTED, BOUGHT_CASE, bought("o", channel, "tv-2", CASE))).isEmpty();
    assertThat(told(INSPECTED, BOUGHT_CASE, bought("o", channel, "tv-2", CASE - 180 * DAY)))
        .isEmpty();
  }

  @Test
  void aPurchaseOlderThanHalfAYearIsForgotten() {
    assertThat(told(INSPECTED, BOUGHT_CASE, bought("o", Channel.APP, "tv-2", CASE - 180 * DAY - 1)))
        .containsExactly(SUSPECTED, CONFIRMED);
  }

  @Test
  void buyingBothInOneOrderIsNoSuspicion() {
    Fact both = bought("c", Channel.STORE, CASE, line("case-tv", 1), line("tv-1", 1));

    assertThat(told(INSPECTED, both)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Channel.class)
  void buyingTheFamilyAfterwardsKeepsTheSale(Channel channel) {
    assertThat(told(INSPECTED, BOUGHT_CASE, bought("o", channel, "tv-2", CASE + 1)))
        .containsExactly(SUSPECTED, "tv RETRACTED SALE_KEPT " + at(CASE + 1));
  }

  @Test
  void aPurchaseAtTheDeadlineRetractsAndAMillisecondLaterDoesNot() {
    assertThat(told(INSPECTED, BOUGHT_CASE, bought("o", Channel.APP, "tv-1", DEADLINE)))
        .containsExactly(SUSPECTED, "tv RETRACTED SALE_KEPT " + at(DEADLINE));
    assertThat(told(INSPECTED, BOUGHT_CASE, bought("o", Channel.APP, "tv-1", DEADLINE + 1)))
        .containsExactly(SUSPECTED, CONFIRMED);
  }

  @Test
  void buyingTheAccessoryAgainOrAnotherFamilyDoesNotClear() {
    assertThat(told(INSPECTED, BOUGHT_CASE, bought("o", Channel.APP, "cam-1", CASE + DAY)))
        .containsExactly(SUSPECTED, CONFIRMED);
  }

  // ---- the open suspicion about the family

  @Test
  void itConfirmsTheOpenSuspicionOfHavingLeftWithoutBuying() {
    assertThat(left(BOUGHT_CASE))
        .containsExactly("tv SUSPECTED " + at(EXIT), "tv CONFIRMED " + at(CASE));
    assertThat(left())
        .containsExactly("tv SUSPECTED " + at(EXIT), "tv CONFIRMED " + at(EXIT + 7 * DAY));
  }

  @Test
  void itDoesNotConfirmOneAboutAnotherFamily() {
    assertThat(left(bought("c", Channel.ONLINE, "case-cam", CASE), demo("s1", "cam-1", 0, ENTER)))
        .containsExactly("tv SUSPECTED " + at(EXIT), "tv CONFIRMED " + at(EXIT + 7 * DAY));
  }

  @Test
  void itConfirmsNoneThatWasRetracted() {
    assertThat(left(bought("o", Channel.APP, "tv-1", CASE - 1), BOUGHT_CASE))
        .containsExactly("tv SUSPECTED " + at(EXIT), "tv RETRACTED SALE_KEPT " + at(CASE - 1));
  }

  @Test
  void whatItConfirmedIsStillClearedByAPurchase() {
    assertThat(left(BOUGHT_CASE, bought("o", Channel.APP, "tv-1", EXIT + 7 * DAY)))
        .containsExactly(
            "tv SUSPECTED " + at(EXIT),
            "tv CONFIRMED " + at(CASE),
            "tv RETRACTED SALE_KEPT " + at(EXIT + 7 * DAY));
    assertThat(left(BOUGHT_CASE, bought("o", Channel.APP, "tv-1", EXIT + 7 * DAY + 1)))
        .containsExactly("tv SUSPECTED " + at(EXIT), "tv CONFIRMED " + at(CASE));
  }

  @Test
  void anAccessoryBoughtAtTheExitConfirmsAtOnce() {
    assertThat(left(bought("c", Channel.STORE, "case-tv", EXIT)))
        .containsExactly("tv SUSPECTED " + at(EXIT), "tv CONFIRMED " + at(EXIT));
  }

  // ---- what an alert says, and what is kept

  @Test
  void itNamesTheInspectionAndTheAccessory() {
    TestJourney journey = journey(PATTERN).with(INSPECTED, BOUGHT_CASE);
    journey.advanceTo(CASE);

    Alert alert = journey.revisions().get(0).toRecord();
    assertThat(alert.getEvidence()).containsExactly(INSPECTED.eventId(), "p:c");
    assertThat(alert.getFamily()).isEqualTo("tv");
  }

  @Test
  void whenItsWindowsHavePassedNothingIsLeft() {
    TestJourney journey = journey(PATTERN).with(INSPECTED, BOUGHT_CASE);

    journey.advanceByTimersTo(T0 + 400 * DAY);

    assertThat(journey.told()).containsExactly(SUSPECTED, CONFIRMED);
    assertThat(journey.state().isEmpty()).isTrue();
    assertThat(journey.state().nextStep()).isEqualTo(Long.MAX_VALUE);
  }

  // ---- helpers

  private static List<String> told(Fact... facts) {
    TestJourney journey = journey(PATTERN).with(facts);
    journey.advanceTo(LONG_AFTER);
    return journey.told();
  }

  /** What is told of having left without a television, given these facts too. */
  private static List<String> left(Fact... facts) {
    TestJourney journey = journey(LEFT, PATTERN);
    journey.with(view("tv-1", T0 - HOUR), view("tv-1", T0 - 2 * HOUR), view("tv-1", T0 - DAY));
    journey.with(enter("s1", ENTER), INSPECTED, exit("s1", EXIT)).with(facts);
    journey.advanceTo(LONG_AFTER);
    return journey.told(LEFT);
  }
}
