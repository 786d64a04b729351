package dev.showroom.core.journey;

import static dev.showroom.core.Facts.ANNA;
import static dev.showroom.core.Facts.DAY;
import static dev.showroom.core.Facts.HOUR;
import static dev.showroom.core.Facts.MINUTE;
import static dev.showroom.core.Facts.T0;
import static dev.showroom.core.Facts.bought;
import static dev.showroom.core.Facts.browse;
import static dev.showroom.core.Facts.demo;
import static dev.showroom.core.Facts.enter;
import static dev.showroom.core.Facts.exit;
import static dev.showroom.core.Facts.profile;
import static dev.showroom.core.Facts.serviceCase;
import static dev.showroom.core.Facts.step;
import static dev.showroom.core.Facts.view;
import static dev.showroom.core.journey.TestJourney.at;
import static dev.showroom.core.journey.TestJourney.journey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.showroom.core.alert.AlertRevision;
import dev.showroom.core.catalogue.Catalogue;
import dev.showroom.core.catalogue.ProductVersion;
import dev.showroom.core.fact.Fact;
import dev.showroom.schemas.Alert;
import dev.showroom.schemas.AlertStatus;
import dev.showroom.schemas.BrowseAction;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.Reason;
import dev.showroom.schemas.RetractReason;
import dev.showroom.schemas.VisitAction;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ResearchInspectLeaveTest {
  private static final long ENTER = T0;
  private static final long EXIT = T0 + HOUR;
  private static final long DEADLINE = EXIT + 7 * DAY;
  private static final long LONG_AFTER = T0 + 20 * DAY;

  private static final String SUSPECTED = "tv SUSPECTED " + at(EXIT);
  private static final String CONFIRMED = "tv CONFIRMED " + at(DEADLINE);

  // ---- research
  // ------------------------------------------------------------------------------------------------

  @Test
  void threeActsOfResearchAndAnInspectionAreSuspectedAtExitAndConfirmedSevenDaysLater() {
    assertThat(told(research(3), inspected())).containsExactly(SUSPECTED, CONFIRMED);
  }

  @Test
  void twoActsOfResearchAreTooFew() {
    assertThat(told(research(2), inspected())).isEmpty();
  }

  @Test
  void researchExactlyFourteenDaysBeforeEnterCounts() {
    Fact edge = view("tv-1", ENTER - 14 * DAY);

    assertThat(told(research(2), inspected(), edge)).containsExactly(SUSPECTED, CONFIRMED);
  }

  @Test
  void researchAMillisecondOlderThanFourteenDaysDoesNotCount() {
    assertThat(told(research(2), inspected(), view("tv-1", ENTER - 14 * DAY - 1))).isEmpty();
  }

  @Test
  void researchAMillisecondBeforeEnterCountsAndAtEnterDoesNot() {
    assertThat(told(research(2), inspected(), view("tv-1", ENTER - 1)))
        .containsExactly(SUSPECTED, CONFIRMED);
    assertThat(told(research(2), inspected(), view("tv-1", ENTER))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(BrowseAction.class)
  void everyActOfResearchCountsAndNoOther(BrowseAction action) {
    boolean isResearch =
        switch (action) {
          case VIEW, SEARCH, COMPARE, STOCK_CHECK, WISHLIST_ADD, CART_ADD -> true;
          case CART_REMOVE, BARCODE_SCAN, PRICE_MATCH_REQUEST -> false;
        };

    var told = told(research(2), inspected(), browse(action, "tv-1", ENTER - 5 * HOUR));

    assertThat(told.isEmpty()).isEqualTo(!isResearch);
  }

  @Test
  void anotherSkuOfTheFamilyCountsAndAnotherFamilyOrNoSkuDoesNot() {
    assertThat(told(research(2), inspected(), view("tv-2", ENTER - DAY)))
        .containsExactly(SUSPECTED, CONFIRMED);
    assertThat(told(research(2), inspected(), view("cam-1", ENTER - DAY))).isEmpty();
    assertThat(told(research(2), inspected(), view(null, ENTER - DAY))).isEmpty();
  }

  @Test
  void anUnlistedSkuStandsForItself() {
    Fact[] visit = {
      view("odd", ENTER - 3 * HOUR),
      view("odd", ENTER - 2 * HOUR),
      view("odd", ENTER - HOUR),
      enter("s1", ENTER),
      demo("s1", "odd", 200, ENTER + MINUTE),
      exit("s1", EXIT)
    };

    assertThat(told(visit))
        .containsExactly("odd SUSPECTED " + at(EXIT), "odd CONFIRMED " + at(DEADLINE));
  }

  @Test
  void aSkuIsOfTheFamilyThatTheCatalogueNamedAtTheTimeOfTheFact() {
    Catalogue renamed =
        (sku, time) ->
            new ProductVersion(
                sku, 0, time < ENTER - 90 * MINUTE ? "old" : "new", "electronics", 1, 1);

    TestJourney before = journey(renamed).with(research(3)).with(inspected());
    before.advanceTo(LONG_AFTER);
    assertThat(before.told()).isEmpty();

    TestJourney after = journey(renamed).with(inspected());
    after.with(
        view("tv-1", ENTER - 90 * MINUTE), view("tv-1", ENTER - HOUR), view("tv-2", ENTER - 1));
    after.advanceTo(LONG_AFTER);
    assertThat(after.told())
        .containsExactly("new SUSPECTED " + at(EXIT), "new CONFIRMED " + at(DEADLINE));
  }

  // ---- inspection
  // ----------------------------------------------------------------------------------------------

  @ParameterizedTest
  @CsvSource({"1,119,false", "1,120,true", "2,0,true", "2,119,true", "1,0,false"})
  void twoActionsOrTwoMinutesAreAnInspection(int actions, int seconds, boolean enough) {
    Fact[] visit = {enter("s1", ENTER), exit("s1", EXIT)};
    Fact[] demos =
        Stream.iterate(0, i -> i + 1)
            .limit(actions)
            .map(i -> demo("s1", "tv-1", i == 0 ? seconds : 0, ENTER + (1 + i) * MINUTE))
            .toArray(Fact[]::new);

    assertThat(told(research(3), visit, demos).isEmpty()).isEqualTo(!enough);
  }

  @ParameterizedTest
  @EnumSource(VisitAction.class)
  void demoTryOnAssistAndScanInspectAndNothingElse(VisitAction action) {
    boolean inspects =
        switch (action) {
          case DEMO, TRY_ON, ASSIST, SCAN -> true;
          case ENTER, EXIT -> false;
        };
    Fact acted = step(action, "s1", "tv-1", 120, ENTER);
    Fact[] visit = {acted, exit("s1", ENTER + HOUR)};

    assertThat(told(research(3), visit).isEmpty()).isEqualTo(!inspects);
  }

  @Test
  void actionsOnTwoFamiliesDoNotAddUp() {
    Fact[] visit = {
      enter("s1", ENTER),
      demo("s1", "tv-1", 60, ENTER + MINUTE),
      demo("s1", "cam-1", 60, ENTER + 2 * MINUTE),
      exit("s1", EXIT)
    };

    assertThat(told(research(3), visit)).isEmpty();
  }

  @Test
  void inspectionsInTwoStoresDoNotAddUp() {
    Fact[] visits = {
      demo("s1", "tv-1", 60, ENTER + MINUTE),
      demo("s2", "tv-1", 59, ENTER + 2 * MINUTE),
      exit("s1", EXIT),
      exit("s2", EXIT)
    };

    assertThat(told(research(3), visits)).isEmpty();
  }

  @Test
  void aVisitWithoutExitClosesTwoHoursAfterItsLastEvent() {
    long last = ENTER + 30 * MINUTE;
    Fact[] visit = {
      enter("s1", ENTER), demo("s1", "tv-1", 0, last - MINUTE), demo("s1", "tv-1", 0, last)
    };

    assertThat(told(research(3), visit))
        .containsExactly(
            "tv SUSPECTED " + at(last + 2 * HOUR), "tv CONFIRMED " + at(last + 2 * HOUR + 7 * DAY));
  }

  @Test
  void aPauseOfExactlyTwoHoursIsOneVisitAndAMillisecondMoreIsTwo() {
    Fact first = demo("s1", "tv-1", 60, ENTER);

    assertThat(told(research(3), first, demo("s1", "tv-1", 60, ENTER + 2 * HOUR)))
        .containsExactly(
            "tv SUSPECTED " + at(ENTER + 4 * HOUR),
            "tv CONFIRMED " + at(ENTER + 4 * HOUR + 7 * DAY));
    assertThat(told(research(3), first, demo("s1", "tv-1", 60, ENTER + 2 * HOUR + 1))).isEmpty();
  }

  @Test
  void nothingIsSaidBeforeTheVisitIsOver() {
    TestJourney journey = journey("RESEARCH_INSPECT_LEAVE").with(research(3)).with(inspected());

    assertThat(journey.advanceTo(EXIT - 1)).isEmpty();
    assertThat(journey.advanceTo(EXIT)).hasSize(1);
  }

  @Test
  void twoVisitsAreTwoAlerts() {
    Fact[] again = {
      enter("s2", ENTER + DAY), demo("s2", "tv-1", 120, ENTER + DAY), exit("s2", EXIT + DAY)
    };
    TestJourney journey =
        journey("RESEARCH_INSPECT_LEAVE").with(research(3)).with(inspected()).with(again);
    journey.advanceTo(LONG_AFTER);

    assertThat(journey.byAlert()).hasSize(2);
  }

  // ---- purchases
  // -----------------------------------------------------------------------------------------------

  @ParameterizedTest
  @EnumSource(Channel.class)
  void aPurchaseInTheVisitThroughAnyChannelIsNoSuspicion(Channel channel) {
    assertThat(told(research(3), inspected(), bought("o", channel, "tv-2", ENTER))).isEmpty();
    assertThat(told(research(3), inspected(), bought("o", channel, "tv-2", EXIT))).isEmpty();
  }

  @Test
  void aPurchaseOfAnotherFamilyInTheVisitChangesNothing() {
    assertThat(told(research(3), inspected(), bought("o", Channel.STORE, "cam-1", ENTER + MINUTE)))
        .containsExactly(SUSPECTED, CONFIRMED);
  }

  @Test
  void researchThatAPurchaseHasAnsweredDoesNotCount() {
    // The three views lie three, two and one hour before.
    assertThat(
            told(research(3), inspected(), bought("o", Channel.APP, "tv-1", ENTER - 3 * HOUR + 1)))
        .isEmpty();
    assertThat(told(research(3), inspected(), bought("o", Channel.APP, "tv-1", ENTER - 4 * HOUR)))
        .containsExactly(SUSPECTED, CONFIRMED);
  }

  @ParameterizedTest
  @EnumSource(Channel.class)
  void aLaterPurchaseThroughAnyChannelRetractsAtOnce(Channel channel) {
    long time = EXIT + 3 * DAY;

    assertThat(told(research(3), inspected(), bought("o", channel, "tv-2", time)))
        .containsExactly(SUSPECTED, "tv RETRACTED SALE_KEPT " + at(time));
  }

  @Test
  void aPurchaseAtTheDeadlineRetractsAndAMillisecondLaterDoesNot() {
    assertThat(told(research(3), inspected(), bought("o", Channel.PHONE, "tv-1", DEADLINE)))
        .containsExactly(SUSPECTED, "tv RETRACTED SALE_KEPT " + at(DEADLINE));
    assertThat(told(research(3), inspected(), bought("o", Channel.PHONE, "tv-1", DEADLINE + 1)))
        .containsExactly(SUSPECTED, CONFIRMED);
  }

  @Test
  void itIsConfirmedAtTheDeadlineAndNotBefore() {
    TestJourney journey = journey("RESEARCH_INSPECT_LEAVE").with(research(3)).with(inspected());

    assertThat(journey.advanceTo(DEADLINE - 1)).hasSize(1);
    assertThat(journey.advanceTo(DEADLINE))
        .singleElement()
        .satisfies(r -> assertThat(r.transition().status()).isEqualTo(AlertStatus.CONFIRMED));
  }

  @Test
  void anOpenDeadlineAtTheEndOfAReplayStaysOpen() {
    TestJourney journey = journey("RESEARCH_INSPECT_LEAVE").with(research(3)).with(inspected());
    journey.advanceTo(DEADLINE - 1);

    assertThat(journey.told()).containsExactly(SUSPECTED);
    assertThat(journey.state().nextStep()).isEqualTo(DEADLINE);
  }

  // ---- excuses
  // -------------------------------------------------------------------------------------------------

  @Test
  void staffAreNeverSuspected() {
    assertThat(told(research(3), inspected(), profile(true, ENTER - DAY))).isEmpty();
    assertThat(told(research(3), inspected(), profile(true, EXIT))).isEmpty();
  }

  @Test
  void whoIsStaffNoMoreIsACustomerLikeAnyOther() {
    assertThat(told(research(3), inspected(), profile(true, ENTER - DAY), profile(false, ENTER)))
        .containsExactly(SUSPECTED, CONFIRMED);
  }

  @Test
  void whoTurnsOutToBeStaffIsClearedWhileSuspectedOnly() {
    assertThat(told(research(3), inspected(), profile(true, EXIT + DAY)))
        .containsExactly(SUSPECTED, "tv RETRACTED STAFF " + at(EXIT + DAY));
    assertThat(told(research(3), inspected(), profile(true, DEADLINE + 1)))
        .containsExactly(SUSPECTED, CONFIRMED);
  }

  @Test
  void anOpenServiceCaseOfTheFamilyOrOfNothingInParticularExcuses() {
    assertThat(told(research(3), inspected(), serviceCase("k", true, "tv-2", ENTER - 9 * DAY)))
        .isEmpty();
    assertThat(told(research(3), inspected(), serviceCase("k", true, null, EXIT))).isEmpty();
  }

  @Test
  void aClosedServiceCaseOrOneOfAnotherFamilyDoesNot() {
    assertThat(
            told(
                research(3),
                inspected(),
                serviceCase("k", true, "tv-1", ENTER - 9 * DAY),
                serviceCase("k", false, "tv-1", EXIT)))
        .containsExactly(SUSPECTED, CONFIRMED);
    assertThat(told(research(3), inspected(), serviceCase("k", true, "cam-1", ENTER)))
        .containsExactly(SUSPECTED, CONFIRMED);
  }

  @Test
  void aServiceCaseThatOpensWhileSuspectedRetracts() {
    assertThat(told(research(3), inspected(), serviceCase("k", true, "tv-1", DEADLINE)))
        .containsExactly(SUSPECTED, "tv RETRACTED SERVICE_RECOVERY " + at(DEADLINE));
  }

  @Test
  void aServiceCaseThatNobodyClosesExcusesForHalfAYear() {
    assertThat(told(research(3), inspected(), serviceCase("k", true, null, EXIT - 180 * DAY)))
        .isEmpty();
    assertThat(told(research(3), inspected(), serviceCase("k", true, null, EXIT - 180 * DAY - 1)))
        .containsExactly(SUSPECTED, CONFIRMED);
  }

  // ---- what an alert says
  // --------------------------------------------------------------------------------------

  @Test
  void theScoreIsTheSumOfWhatCountedForAndAgainst() {
    Fact loyal = bought("o1", Channel.ONLINE, "cam-1", ENTER - 10 * DAY);
    TestJourney journey =
        journey("RESEARCH_INSPECT_LEAVE").with(research(3)).with(inspected()).with(loyal);
    journey.with(browse(BrowseAction.COMPARE, "tv-1", ENTER - 5 * HOUR));
    journey.advanceTo(LONG_AFTER);

    for (AlertRevision revision : journey.revisions()) {
      Alert alert = revision.toRecord();
      double sum =
          Stream.concat(alert.getReasons().stream(), alert.getCounterEvidence().stream())
              .mapToDouble(Reason::getContribution)
              .sum();
      assertThat(alert.getScore()).isCloseTo(sum, within(1e-9)).isBetween(0.0, 1.0);
      assertThat(alert.getScore()).isPositive();
      assertThat(alert.getCounterEvidence())
          .extracting(Reason::getFeature)
          .containsExactly("customer.ownOrders30d");
      assertThat(alert.getReasons())
          .extracting(Reason::getFeature)
          .contains("research.count", "inspect.seconds", "research.priceComparisons");
    }
  }

  @Test
  void aRetractedAlertScoresNothingAndNamesThePurchaseThatKeptTheSale() {
    TestJourney journey = journey("RESEARCH_INSPECT_LEAVE").with(research(3)).with(inspected());
    journey.with(bought("kept", Channel.ONLINE, "tv-1", EXIT + DAY));
    journey.advanceTo(LONG_AFTER);

    Alert alert = journey.revisions().get(1).toRecord();
    assertThat(alert.getStatus()).isEqualTo(AlertStatus.RETRACTED);
    assertThat(alert.getRetractReason()).isEqualTo(RetractReason.SALE_KEPT);
    assertThat(alert.getScore()).isZero();
    assertThat(alert.getEvidence()).contains("p:kept");
    assertThat(alert.getClearedBy()).isEmpty();
  }

  @Test
  void itNamesItsEvidenceWhatWouldClearItAndWhatIsAtStake() {
    Fact[] visit = inspected();
    TestJourney journey = journey("RESEARCH_INSPECT_LEAVE").with(research(3)).with(visit);
    journey.advanceTo(EXIT);

    Alert alert = journey.revisions().get(0).toRecord();
    assertThat(alert.getEvidence())
        .containsExactly(
            research(3)[0].eventId(),
            research(3)[1].eventId(),
            research(3)[2].eventId(),
            visit[1].eventId());
    assertThat(alert.getCustomerId()).isEqualTo(ANNA);
    assertThat(alert.getPattern()).isEqualTo("RESEARCH_INSPECT_LEAVE");
    assertThat(alert.getStoreId()).isEqualTo("s1");
    assertThat(alert.getSku()).isEqualTo("tv-1");
    assertThat(alert.getValueAtRiskMinor()).isEqualTo(49_900);
    assertThat(alert.getClearedBy())
        .singleElement()
        .asString()
        .contains("tv", "2026-03-09T11:00:00Z");
    assertThat(alert.getShadow()).isFalse();
  }

  // ---- helpers
  // -------------------------------------------------------------------------------------------------

  /** Views of tv-1, one an hour, the last an hour before ENTER. */
  private static Fact[] research(int count) {
    Fact[] views = new Fact[count];
    for (int i = 0; i < count; i++) {
      views[i] = view("tv-1", ENTER - (count - i) * HOUR);
    }
    return views;
  }

  private static Fact[] inspected() {
    return new Fact[] {
      enter("s1", ENTER), demo("s1", "tv-1", 120, ENTER + MINUTE), exit("s1", EXIT)
    };
  }

  private static List<String> told(Fact[] some, Fact... more) {
    return told(some, new Fact[0], more);
  }

  private static List<String> told(Fact[] some, Fact[] other, Fact... more) {
    TestJourney journey = journey("RESEARCH_INSPECT_LEAVE").with(some).with(other).with(more);
    journey.advanceTo(LONG_AFTER);
    return journey.told();
  }
}
