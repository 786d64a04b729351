package dev.showroom.core.journey;

import static dev.showroom.core.Facts.DAY;
import static dev.showroom.core.Facts.HOUR;
import static dev.showroom.core.Facts.MINUTE;
import static dev.showroom.core.Facts.T0;
import static dev.showroom.core.Facts.bought;
import static dev.showroom.core.Facts.browse;
import static dev.showroom.core.Facts.demo;
import static dev.showroom.core.Facts.enter;
import static dev.showroom.core.Facts.exit;
import static dev.showroom.core.Facts.step;
import static dev.showroom.core.journey.TestJourney.at;
import static dev.showroom.core.journey.TestJourney.journey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.showroom.core.fact.Browse;
import dev.showroom.core.fact.Fact;
import dev.showroom.schemas.Alert;
import dev.showroom.schemas.BrowseAction;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.Reason;
import dev.showroom.schemas.VisitAction;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InStorePriceCheckTest {
  private static final String PATTERN = "IN_STORE_PRICE_CHECK";
  private static final long ENTER = T0;
  private static final long DEMO = T0 + 10 * MINUTE;
  private static final long CHECK = T0 + 20 * MINUTE;
  private static final long EXIT = T0 + HOUR;
  private static final long DEADLINE = EXIT + 7 * DAY;
  private static final long LONG_AFTER = T0 + 20 * DAY;

  private static final Fact INSPECTED = demo("s1", "tv-1", 0, DEMO);
  private static final Fact COMPARED = browse(BrowseAction.COMPARE, "tv-1", CHECK);

  private static final String SUSPECTED = "tv SUSPECTED " + at(CHECK);
  private static final String CONFIRMED = "tv CONFIRMED " + at(DEADLINE);

  @Test
  void aPriceLookedUpBeforeTheShelfIsSuspectedThenAndConfirmedSevenDaysAfterTheExit() {
    assertThat(told(INSPECTED, COMPARED)).containsExactly(SUSPECTED, CONFIRMED);
  }

  // ---- while the customer is still in the shop

  @Test
  void itLeavesWhileTheCustomerIsStillInTheShop() {
    TestJourney journey = journey(PATTERN).with(enter("s1", ENTER), INSPECTED, COMPARED);

    assertThat(journey.advanceTo(CHECK - 1)).isEmpty();
    assertThat(journey.advanceTo(CHECK))
        .singleElement()
        .satisfies(r -> assertThat(r.transition().decidedAt()).isEqualTo(CHECK));
  }

  @Test
  void theJourneyAsksToBeWokenAtTheLookUp() {
    TestJourney journey = journey(PATTERN).with(enter("s1", ENTER), INSPECTED, COMPARED);

    journey.advanceByTimersTo(CHECK);

    assertThat(journey.told()).containsExactly(SUSPECTED);
  }

  @Test
  void theDeadlineFollowsTheExit() {
    TestJourney journey = journey(PATTERN).with(enter("s1", ENTER), INSPECTED, COMPARED);
    journey.advanceTo(CHECK);
    journey.with(exit("s1", EXIT));

    assertThat(journey.advanceTo(DEADLINE - 1)).isEmpty();
    journey.advanceTo(DEADLINE);
    assertThat(journey.told()).containsExactly(SUSPECTED, CONFIRMED);
  }

  @Test
  void theDeadlineFollowsEachFurtherStepOfTheVisit() {
    long last = DEMO + 90 * MINUTE;
    TestJourney journey = journey(PATTERN).with(enter("s1", ENTER), INSPECTED, COMPARED);
    journey.advanceTo(CHECK);
    journey.with(demo("s1", "cam-1", 0, last));
    journey.advanceTo(LONG_AFTER);

    assertThat(journey.told())
        .containsExactly(SUSPECTED, "tv CONFIRMED " + at(last + 2 * HOUR + 7 * DAY));
  }

  @Test
  void ofAVisitWithoutExitTheDeadlineIsSevenDaysAfterItCloses() {
    TestJourney journey = journey(PATTERN).with(enter("s1", ENTER), INSPECTED, COMPARED);
    journey.advanceTo(LONG_AFTER);

    assertThat(journey.told())
        .containsExactly(SUSPECTED, "tv CONFIRMED " + at(DEMO + 2 * HOUR + 7 * DAY));
  }

  // ---- the look-up

  @ParameterizedTest
  @EnumSource(BrowseAction.class)
  void aComparisonAScanAndARequestForAPriceCountAndNothingElse(BrowseAction action) {
    boolean counts =
        switch (action) {
          case COMPARE, BARCODE_SCAN, PRICE_MATCH_REQUEST -> true;
          case VIEW, SEARCH, STOCK_CHECK, WISHLIST_ADD, CART_ADD, CART_REMOVE -> false;
        };

    assertThat(told(INSPECTED, browse(action, "tv-1", CHECK)).isEmpty()).isEqualTo(!counts);
  }

  @Test
  void aLookUpAtTheExitCountsAndAMillisecondLaterDoesNot() {
    assertThat(told(INSPECTED, browse(BrowseAction.COMPARE, "tv-1", EXIT)))
        .containsExactly("tv SUSPECTED " + at(EXIT), CONFIRMED);
    assertThat(told(INSPECTED, browse(BrowseAction.COMPARE, "tv-1", EXIT + 1))).isEmpty();
  }

  @Test
  void withoutExitALookUpTwoHoursAfterTheLastStepCountsAndAMillisecondLaterDoesNot() {
    long close = DEMO + 2 * HOUR;

    TestJourney within = journey(PATTERN).with(INSPECTED);
    within.with(browse(BrowseAction.COMPARE, "tv-1", close)).advanceTo(LONG_AFTER);
    assertThat(within.told())
        .containsExactly("tv SUSPECTED " + at(close), "tv CONFIRMED " + at(close + 7 * DAY));

    TestJourney after = journey(PATTERN).with(INSPECTED);
    after.with(browse(BrowseAction.COMPARE, "tv-1", close + 1)).advanceTo(LONG_AFTER);
    assertThat(after.told()).isEmpty();
  }

  @Test
  void anotherSkuOfTheFamilyCountsAndAnotherFamilyOrNoSkuDoesNot() {
    assertThat(told(INSPECTED, browse(BrowseAction.COMPARE, "tv-2", CHECK)))
        .containsExactly(SUSPECTED, CONFIRMED);
    assertThat(told(INSPECTED, browse(BrowseAction.COMPARE, "cam-1", CHECK))).isEmpty();
    assertThat(told(INSPECTED, browse(BrowseAction.COMPARE, null, CHECK))).isEmpty();
  }

  @Test
  void aLookUpThatNamesAnotherStoreIsNotOfThisVisit() {
    assertThat(told(INSPECTED, scanAt("s1"))).containsExactly(SUSPECTED, CONFIRMED);
    assertThat(told(INSPECTED, scanAt("s2"))).isEmpty();
  }

  // ---- the inspection

  @Test
  void withoutAnInspectionThereIsNoSuspicion() {
    assertThat(told(COMPARED)).isEmpty();
    assertThat(told(COMPARED, demo("s1", "cam-1", 0, DEMO))).isEmpty();
  }

  @Test
  void anInspectionAMillisecondBeforeTheLookUpCountsAndAtItDoesNot() {
    assertThat(told(COMPARED, demo("s1", "tv-1", 0, CHECK - 1)))
        .containsExactly(SUSPECTED, CONFIRMED);
    assertThat(told(COMPARED, demo("s1", "tv-1", 0, CHECK))).isEmpty();
    assertThat(told(COMPARED, demo("s1", "tv-1", 0, CHECK + 1))).isEmpty();
  }

  @Test
  void anInspectionInAnEarlierVisitIsNoneInThisOne() {
    assertThat(told(COMPARED, demo("s1", "tv-1", 0, ENTER - DAY))).isEmpty();
    assertThat(told(COMPARED, demo("s1", "tv-1", 0, ENTER - 2 * HOUR - 1))).isEmpty();
    assertThat(told(COMPARED, demo("s1", "tv-1", 0, ENTER - 2 * HOUR)))
        .containsExactly(SUSPECTED, CONFIRMED);
  }

  @ParameterizedTest
  @EnumSource(VisitAction.class)
  void demoTryOnAssistAndScanInspectAndNothingElse(VisitAction action) {
    boolean inspects =
        switch (action) {
          case DEMO, TRY_ON, ASSIST, SCAN -> true;
          case ENTER, EXIT -> false;
        };

    assertThat(told(COMPARED, step(action, "s1", "tv-1", 60, DEMO)).isEmpty()).isEqualTo(!inspects);
  }

  @Test
  void twoLookUpsInAVisitAreOneAlertAndTwoVisitsAreTwo() {
    Fact again = browse(BrowseAction.BARCODE_SCAN, "tv-1", CHECK + MINUTE);
    assertThat(told(INSPECTED, COMPARED, again)).containsExactly(SUSPECTED, CONFIRMED);

    Fact nextDay = browse(BrowseAction.COMPARE, "tv-1", CHECK + DAY);
    assertThat(told(INSPECTED, COMPARED, demo("s1", "tv-1", 0, DEMO + DAY), nextDay))
        .containsExactlyInAnyOrder(
            SUSPECTED,
            "tv SUSPECTED " + at(CHECK + DAY),
            CONFIRMED,
            "tv CONFIRMED " + at(DEMO + DAY + 2 * HOUR + 7 * DAY));
  }

  // ---- purchases

  @ParameterizedTest
  @EnumSource(Channel.class)
  void aPurchaseInTheVisitUpToTheLookUpIsNoSuspicion(Channel channel) {
    assertThat(told(INSPECTED, COMPARED, bought("o", channel, "tv-2", ENTER))).isEmpty();
    assertThat(told(INSPECTED, COMPARED, bought("o", channel, "tv-2", CHECK))).isEmpty();
  }

  @Test
  void aPurchaseAMillisecondBeforeTheVisitIsAnotherStory() {
    assertThat(told(INSPECTED, COMPARED, bought("o", Channel.APP, "tv-1", ENTER - 1)))
        .containsExactly(SUSPECTED, CONFIRMED);
  }

  @ParameterizedTest
  @EnumSource(Channel.class)
  void aPurchaseAfterTheLookUpRetractsAtOnce(Channel channel) {
    assertThat(told(INSPECTED, COMPARED, bought("o", channel, "tv-2", CHECK + 1)))
        .containsExactly(SUSPECTED, "tv RETRACTED SALE_KEPT " + at(CHECK + 1));
  }

  @Test
  void aPurchaseOfAnotherFamilyChangesNothing() {
    assertThat(told(INSPECTED, COMPARED, bought("o", Channel.STORE, "cam-1", CHECK)))
        .containsExactly(SUSPECTED, CONFIRMED);
  }

  @Test
  void aPurchaseAtTheDeadlineRetractsAndAMillisecondLaterDoesNot() {
    assertThat(told(INSPECTED, COMPARED, bought("o", Channel.PHONE, "tv-1", DEADLINE)))
        .containsExactly(SUSPECTED, "tv RETRACTED SALE_KEPT " + at(DEADLINE));
    assertThat(told(INSPECTED, COMPARED, bought("o", Channel.PHONE, "tv-1", DEADLINE + 1)))
        .containsExactly(SUSPECTED, CONFIRMED);
  }

  // ---- what an alert says, and what is kept

  @Test
  void theScoreIsTheSumAndTheEvidenceIsTheInspectionAndTheLookUp() {
    TestJourney journey = journey(PATTERN).with(enter("s1", ENTER), INSPECTED, COMPARED);
    journey.with(bought("old", Channel.ONLINE, "cam-1", ENTER - DAY));
    journey.advanceTo(CHECK);

    Alert alert = journey.revisions().get(0).toRecord();
    assertThat(alert.getEvidence()).containsExactly(INSPECTED.eventId(), COMPARED.eventId());
    assertThat(alert.getStoreId()).isEqualTo("s1");
    assertThat(alert.getValueAtRiskMinor()).isEqualTo(49_900);
    assertThat(alert.getScore())
        .isCloseTo(
            Stream.concat(alert.getReasons().stream(), alert.getCounterEvidence().stream())
                .mapToDouble(Reason::getContribution)
                .sum(),
            within(1e-9))
        .isBetween(0.01, 1.0);
    assertThat(alert.getCounterEvidence())
        .extracting(Reason::getFeature)
        .containsExactly("customer.ownOrders30d");
  }

  @Test
  void whenItsWindowsHavePassedNothingIsLeft() {
    TestJourney journey =
        journey(PATTERN).with(enter("s1", ENTER), INSPECTED, COMPARED, exit("s1", EXIT));

    journey.advanceByTimersTo(T0 + 400 * DAY);

    assertThat(journey.told()).containsExactly(SUSPECTED, CONFIRMED);
    assertThat(journey.state().isEmpty()).isTrue();
    assertThat(journey.state().nextStep()).isEqualTo(Long.MAX_VALUE);
  }

  // ---- helpers

  private static Fact scanAt(String store) {
    return new Browse("scan", CHECK, BrowseAction.BARCODE_SCAN, "tv-1", null, store);
  }

  /** What is told of these facts and a visit to s1. */
  private static List<String> told(Fact... facts) {
    TestJourney journey = journey(PATTERN).with(enter("s1", ENTER), exit("s1", EXIT)).with(facts);
    journey.advanceTo(LONG_AFTER);
    return journey.told();
  }
}
