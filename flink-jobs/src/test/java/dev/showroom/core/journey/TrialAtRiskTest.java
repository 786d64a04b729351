package dev.showroom.core.journey;

import static dev.showroom.core.Facts.DAY;
import static dev.showroom.core.Facts.HOUR;
import static dev.showroom.core.Facts.T0;
import static dev.showroom.core.Facts.back;
import static dev.showroom.core.Facts.bought;
import static dev.showroom.core.Facts.browse;
import static dev.showroom.core.Facts.line;
import static dev.showroom.core.Facts.returned;
import static dev.showroom.core.Facts.view;
import static dev.showroom.core.journey.TestJourney.at;
import static dev.showroom.core.journey.TestJourney.journey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.fact.Bought;
import dev.showroom.core.fact.Fact;
import dev.showroom.schemas.Alert;
import dev.showroom.schemas.BrowseAction;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.Referrer;
import dev.showroom.schemas.ReturnCondition;
import dev.showroom.schemas.ReturnReason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TrialAtRiskTest {
  private static final String PATTERN = "TRIAL_AT_RISK";
  private static final long BOUGHT = T0;
  private static final long SETTLED = BOUGHT + 24 * HOUR;
  private static final long THIRD = BOUGHT + 5 * DAY;
  private static final long END = BOUGHT + 14 * DAY;
  private static final long LONG_AFTER = T0 + 60 * DAY;

  private static final Fact PURCHASE = bought("o", Channel.STORE, "tv-1", BOUGHT);
  private static final Fact COMPARED = browse(BrowseAction.COMPARE, "tv-1", THIRD - 2 * DAY);
  private static final Fact VIEWED = view("tv-1", THIRD - DAY);
  private static final Fact[] TWO = {COMPARED, VIEWED};
  private static final Fact[] THREE = {COMPARED, VIEWED, view("tv-2", THIRD)};

  private static final String SUSPECTED = "tv SUSPECTED " + at(THIRD);
  private static final String KEPT = "tv RETRACTED KEPT " + at(END);

  @Test
  void researchInTheTrialDaysIsSuspectedAtTheThirdActAndRetractedAsKeptWhenTheyEnd() {
    TestJourney journey = journey(PATTERN).with(PURCHASE).with(THREE);

    assertThat(journey.advanceTo(THIRD - 1)).isEmpty();
    assertThat(journey.advanceTo(THIRD)).hasSize(1);
    assertThat(journey.advanceTo(END - 1)).isEmpty();
    journey.advanceTo(END);
    assertThat(journey.told()).containsExactly(SUSPECTED, KEPT);
  }

  // ---- the research

  @Test
  void twoActsAreTooFew() {
    assertThat(told(PURCHASE, TWO)).isEmpty();
  }

  @Test
  void researchExactlyADayAfterThePurchaseCountsAndAMillisecondSoonerDoesNot() {
    assertThat(told(PURCHASE, TWO, view("tv-1", SETTLED)))
        .containsExactly("tv SUSPECTED " + at(THIRD - DAY), KEPT);
    assertThat(told(PURCHASE, TWO, view("tv-1", SETTLED - 1))).isEmpty();
  }

  @Test
  void researchAMillisecondBeforeTheTrialEndsCountsAndAtItsEndNothingIsAtRiskAnyMore() {
    assertThat(told(PURCHASE, TWO, view("tv-1", END - 1)))
        .containsExactly("tv SUSPECTED " + at(END - 1), KEPT);
    assertThat(told(PURCHASE, TWO, view("tv-1", END))).isEmpty();
    assertThat(told(PURCHASE, TWO, view("tv-1", END + 1))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(BrowseAction.class)
  void everyActOfResearchCountsAndNoOther(BrowseAction action) {
    boolean isResearch =
        switch (action) {
          case VIEW, SEARCH, COMPARE, STOCK_CHECK, WISHLIST_ADD, CART_ADD -> true;
          case CART_REMOVE, BARCODE_SCAN, PRICE_MATCH_REQUEST -> false;
        };

    assertThat(told(PURCHASE, TWO, browse(action, "tv-1", THIRD)).isEmpty()).isEqualTo(!isResearch);
  }

  @ParameterizedTest
  @EnumSource(BrowseAction.class)
  void ofTheActsOnlyACompareIsAfterThePrice(BrowseAction action) {
    Fact[] views = {VIEWED, view("tv-1", THIRD - HOUR), view("tv-1", THIRD)};

    assertThat(told(PURCHASE, views, browse(action, "tv-1", THIRD - 2 * DAY)).isEmpty())
        .isEqualTo(action != BrowseAction.COMPARE);
  }

  @ParameterizedTest
  @EnumSource(Referrer.class)
  void ofTheReferrersOnlyAPriceComparisonIsAfterThePrice(Referrer referrer) {
    Fact[] views = {VIEWED, view("tv-1", THIRD - HOUR)};

    assertThat(told(PURCHASE, views, browse(BrowseAction.VIEW, "tv-1", referrer, THIRD)).isEmpty())
        .isEqualTo(referrer != Referrer.PRICE_COMPARISON);
  }

  @Test
  void theComparisonToMustBeADayAfterThePurchase() {
    Fact[] views = {VIEWED, view("tv-1", THIRD - HOUR), view("tv-1", THIRD)};

    assertThat(told(PURCHASE, views, browse(BrowseAction.COMPARE, "tv-1", SETTLED - 1))).isEmpty();
    assertThat(told(PURCHASE, views, browse(BrowseAction.COMPARE, "tv-1", SETTLED)))
        .containsExactly("tv SUSPECTED " + at(THIRD - HOUR), KEPT);
  }

  @Test
  void anotherFamilyDoesNotCount() {
    assertThat(told(PURCHASE, TWO, view("cam-1", THIRD))).isEmpty();
  }

  // ---- the trial days

  @ParameterizedTest
  @CsvSource({"-1,14", "14,14", "7,7", "30,30"})
  void theOrderSaysHowManyTrialDaysThereAreAndElseThereAreFourteen(int said, int days) {
    long end = BOUGHT + days * DAY;
    Fact purchase = bought("o", Channel.STORE, BOUGHT, new Bought.Line("tv-1", 1, 49_900, said));

    assertThat(told(purchase, TWO, view("tv-1", end - 1)))
        .containsExactly("tv SUSPECTED " + at(end - 1), "tv RETRACTED KEPT " + at(end));
    assertThat(told(purchase, TWO, view("tv-1", end))).isEmpty();
  }

  @Test
  void withoutTrialDaysNothingIsOnTrial() {
    Fact purchase = bought("o", Channel.STORE, BOUGHT, new Bought.Line("tv-1", 1, 49_900, 0));

    assertThat(told(purchase, THREE)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Channel.class)
  void onlyWhatWasBoughtInAStoreIsOnTrial(Channel channel) {
    assertThat(told(bought("o", channel, "tv-1", BOUGHT), THREE).isEmpty())
        .isEqualTo(channel != Channel.STORE);
  }

  // ---- the return

  @Test
  void whatWasReturnedBeforeIsNotAtRiskEvenIfOnlyOneUnitWas() {
    Fact two = bought("o", Channel.STORE, BOUGHT, line("tv-1", 2));

    assertThat(told(PURCHASE, THREE, backAt(THIRD))).isEmpty();
    assertThat(told(two, THREE, backAt(THIRD))).isEmpty();
    assertThat(told(PURCHASE, THREE, backAt(THIRD + 1)))
        .containsExactly(SUSPECTED, "tv CONFIRMED " + at(THIRD + 1));
  }

  @ParameterizedTest
  @EnumSource(ReturnReason.class)
  void theReturnConfirmsUnlessItCallsForServiceRecovery(ReturnReason reason) {
    long time = THIRD + DAY;
    String end =
        switch (reason) {
          case CHANGED_MIND, OTHER, UNKNOWN -> "CONFIRMED ";
          case DEFECTIVE, RECALL, WRONG_SIZE, GIFT, NOT_AS_DESCRIBED ->
              "RETRACTED SERVICE_RECOVERY ";
        };
    Fact back = returned("1", "o", time, reason, ReturnCondition.USED, back("tv-1", 1));

    assertThat(told(PURCHASE, THREE, back)).containsExactly(SUSPECTED, "tv " + end + at(time));
  }

  @Test
  void aReturnAtTheEndOfTheTrialConfirmsAndAMillisecondLaterItWasKept() {
    assertThat(told(PURCHASE, THREE, backAt(END)))
        .containsExactly(SUSPECTED, "tv CONFIRMED " + at(END));
    assertThat(told(PURCHASE, THREE, backAt(END + 1))).containsExactly(SUSPECTED, KEPT);
  }

  @Test
  void theReturnOfAnotherOrderOrAnotherSkuSaysNothing() {
    Fact otherOrder =
        returned("1", "x", THIRD + 1, ReturnReason.OTHER, ReturnCondition.USED, back("tv-1", 1));
    Fact otherSku =
        returned("1", "o", THIRD + 1, ReturnReason.OTHER, ReturnCondition.USED, back("tv-2", 1));

    assertThat(told(PURCHASE, THREE, otherOrder)).containsExactly(SUSPECTED, KEPT);
    assertThat(told(PURCHASE, THREE, otherSku)).containsExactly(SUSPECTED, KEPT);
  }

  @Test
  void anotherPurchaseOfTheFamilyDoesNotClear() {
    assertThat(told(PURCHASE, THREE, bought("o2", Channel.ONLINE, "tv-2", THIRD + DAY)))
        .containsExactly(SUSPECTED, KEPT);
  }

  // ---- what an alert says, and what is kept

  @Test
  void itNamesThePurchaseAndTheResearchAndWhatWasPaid() {
    TestJourney journey =
        journey(PATTERN).with(bought("o", Channel.STORE, BOUGHT, line("tv-1", 2))).with(THREE);
    journey.advanceTo(THIRD);

    Alert alert = journey.revisions().get(0).toRecord();
    assertThat(alert.getEvidence())
        .containsExactlyInAnyOrder("p:o", COMPARED.eventId(), VIEWED.eventId(), THREE[2].eventId());
    assertThat(alert.getValueAtRiskMinor()).isEqualTo(2 * 49_900);
    assertThat(alert.getSku()).isEqualTo("tv-1");
  }

  @Test
  void whenItsWindowsHavePassedNothingIsLeft() {
    TestJourney journey = journey(PATTERN).with(PURCHASE).with(THREE);

    journey.advanceByTimersTo(T0 + 400 * DAY);

    assertThat(journey.told()).containsExactly(SUSPECTED, KEPT);
    assertThat(journey.state().isEmpty()).isTrue();
    assertThat(journey.state().nextStep()).isEqualTo(Long.MAX_VALUE);
  }

  // ---- helpers

  private static Fact backAt(long time) {
    return returned(
        "1", "o", time, ReturnReason.CHANGED_MIND, ReturnCondition.USED, back("tv-1", 1));
  }

  private static List<String> told(Fact purchase, Fact[] research, Fact... more) {
    TestJourney journey = journey(PATTERN).with(purchase).with(research).with(more);
    journey.advanceTo(LONG_AFTER);
    return journey.told();
  }
}
