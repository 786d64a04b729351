package dev.showroom.core.journey;

import static dev.showroom.core.Facts.DAY;
import static dev.showroom.core.Facts.HOUR;
import static dev.showroom.core.Facts.T0;
import static dev.showroom.core.Facts.back;
import static dev.showroom.core.Facts.bought;
import static dev.showroom.core.Facts.browse;
import static dev.showroom.core.Facts.line;
import static dev.showroom.core.Facts.profile;
import static dev.showroom.core.Facts.returned;
import static dev.showroom.core.Facts.serviceCase;
import static dev.showroom.core.Facts.view;
import static dev.showroom.core.journey.TestJourney.at;
import static dev.showroom.core.journey.TestJourney.journey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.showroom.core.fact.Fact;
import dev.showroom.core.fact.Returned;
import dev.showroom.schemas.Alert;
import dev.showroom.schemas.BrowseAction;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.Reason;
import dev.showroom.schemas.ReturnCondition;
import dev.showroom.schemas.ReturnReason;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TrialReturnTest {
  private static final long BOUGHT = T0;
  private static final long RETURN = T0 + 8 * DAY;
  private static final long DEADLINE = RETURN + 14 * DAY;
  private static final long LONG_AFTER = T0 + 50 * DAY;

  private static final Fact PURCHASE = bought("o", Channel.STORE, "tv-1", BOUGHT);
  private static final Fact RETURNED = wornBack("1", RETURN, back("tv-1", 1));
  private static final Fact RESEARCH = view("tv-1", RETURN - DAY);

  private static final String SUSPECTED = "tv SUSPECTED " + at(RETURN);
  private static final String CONFIRMED = "tv CONFIRMED " + at(DEADLINE);

  @Test
  void boughtUsedReturnedAndLookedForOnlineIsSuspectedAndConfirmedFourteenDaysLater() {
    assertThat(told(PURCHASE, RETURNED, RESEARCH)).containsExactly(SUSPECTED, CONFIRMED);
  }

  // ---- the return
  // ----------------------------------------------------------------------------------------------

  @ParameterizedTest
  @EnumSource(ReturnReason.class)
  void onlyReasonsThatSayNothingAgainstTheProductCount(ReturnReason reason) {
    boolean counts =
        switch (reason) {
          case CHANGED_MIND, OTHER, UNKNOWN -> true;
          case DEFECTIVE, WRONG_SIZE, NOT_AS_DESCRIBED, GIFT, RECALL -> false;
        };
    Fact back = returned("1", "o", RETURN, reason, ReturnCondition.USED, back("tv-1", 1));

    assertThat(told(PURCHASE, back, RESEARCH).isEmpty()).isEqualTo(!counts);
  }

  @ParameterizedTest
  @EnumSource(ReturnCondition.class)
  void everyConditionCountsButSealed(ReturnCondition condition) {
    Fact back = returned("1", "o", RETURN, ReturnReason.OTHER, condition, back("tv-1", 1));

    assertThat(told(PURCHASE, back, RESEARCH).isEmpty())
        .isEqualTo(condition == ReturnCondition.SEALED);
  }

  @Test
  void aReturnExactlyFourteenDaysAfterThePurchaseCountsAndAMillisecondLaterDoesNot() {
    long edge = BOUGHT + 14 * DAY;

    assertThat(told(PURCHASE, wornBack("1", edge, back("tv-1", 1)), view("tv-1", edge)))
        .containsExactly("tv SUSPECTED " + at(edge), "tv CONFIRMED " + at(edge + 14 * DAY));
    assertThat(told(PURCHASE, wornBack("1", edge + 1, back("tv-1", 1)), view("tv-1", edge)))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Channel.class)
  void onlyWhatWasBoughtInAStoreCanHaveBeenTriedOutOfIt(Channel channel) {
    Fact purchase = bought("o", channel, "tv-1", BOUGHT);

    assertThat(told(purchase, RETURNED, RESEARCH).isEmpty()).isEqualTo(channel != Channel.STORE);
  }

  @ParameterizedTest
  @CsvSource({"1,false", "2,false", "3,true", "4,true"})
  void theLineMustHaveComeBackWhole(int unitsBack, boolean whole) {
    Fact three = bought("o", Channel.STORE, BOUGHT, line("tv-1", 3));

    assertThat(told(three, wornBack("1", RETURN, back("tv-1", unitsBack)), RESEARCH).isEmpty())
        .isEqualTo(!whole);
  }

  @Test
  void severalReturnsMayBringItBackAndTheLastOneCounts() {
    Fact three = bought("o", Channel.STORE, BOUGHT, line("tv-1", 3));
    Fact one = wornBack("1", RETURN - 2 * DAY, back("tv-1", 1));
    Fact rest = wornBack("2", RETURN, back("tv-1", 2));

    assertThat(told(three, one, RESEARCH)).isEmpty();
    assertThat(told(three, one, rest, RESEARCH)).containsExactly(SUSPECTED, CONFIRMED);
  }

  @Test
  void onePartReturnedForAFaultIsNoTrial() {
    Fact two = bought("o", Channel.STORE, BOUGHT, line("tv-1", 2));
    Fact faulty =
        returned(
            "1", "o", RETURN - DAY, ReturnReason.DEFECTIVE, ReturnCondition.USED, back("tv-1", 1));

    assertThat(told(two, faulty, wornBack("2", RETURN, back("tv-1", 1)), RESEARCH)).isEmpty();
  }

  @Test
  void aReturnOfAnotherOrderOrAnotherSkuIsNotItsReturn() {
    Fact otherOrder =
        returned("1", "o2", RETURN, ReturnReason.OTHER, ReturnCondition.USED, back("tv-1", 1));

    assertThat(told(PURCHASE, otherOrder, RESEARCH)).isEmpty();
    assertThat(told(PURCHASE, wornBack("1", RETURN, back("tv-2", 1)), RESEARCH)).isEmpty();
  }

  @Test
  void whoKeptAnotherProductOfTheFamilyFromTheOrderKeptTheSale() {
    Fact two = bought("o", Channel.STORE, BOUGHT, line("tv-1", 1), line("tv-2", 1));

    assertThat(told(two, RETURNED, RESEARCH)).isEmpty();
  }

  @Test
  void whoKeptAProductOfAnotherFamilyDidNot() {
    Fact two = bought("o", Channel.STORE, BOUGHT, line("tv-1", 1), line("cam-1", 1));

    assertThat(told(two, RETURNED, RESEARCH)).containsExactly(SUSPECTED, CONFIRMED);
  }

  @Test
  void whenTheOtherProductOfTheFamilyComesBackTooBothAreSuspected() {
    Fact two = bought("o", Channel.STORE, BOUGHT, line("tv-1", 1), line("tv-2", 1));
    Fact later = wornBack("2", RETURN + DAY, back("tv-2", 1));

    assertThat(told(two, RETURNED, RESEARCH, later))
        .containsExactlyInAnyOrder(
            "tv SUSPECTED " + at(RETURN + DAY),
            CONFIRMED,
            "tv SUSPECTED " + at(RETURN + DAY),
            "tv CONFIRMED " + at(DEADLINE + DAY));
  }

  // ---- research around the return
  // ------------------------------------------------------------------------------

  @Test
  void withoutResearchThereIsNoSuspicion() {
    assertThat(told(PURCHASE, RETURNED)).isEmpty();
    assertThat(told(PURCHASE, RETURNED, view("cam-1", RETURN))).isEmpty();
    assertThat(told(PURCHASE, RETURNED, browse(BrowseAction.CART_REMOVE, "tv-1", RETURN)))
        .isEmpty();
  }

  @Test
  void researchExactlySeventyTwoHoursBeforeTheReturnCountsAndAMillisecondOlderDoesNot() {
    assertThat(told(PURCHASE, RETURNED, view("tv-2", RETURN - 72 * HOUR)))
        .containsExactly(SUSPECTED, CONFIRMED);
    assertThat(told(PURCHASE, RETURNED, view("tv-2", RETURN - 72 * HOUR - 1))).isEmpty();
  }

  @Test
  void researchExactlySeventyTwoHoursAfterTheReturnCountsAndAMillisecondLaterDoesNot() {
    long edge = RETURN + 72 * HOUR;

    assertThat(told(PURCHASE, RETURNED, view("tv-1", edge)))
        .containsExactly("tv SUSPECTED " + at(edge), CONFIRMED);
    assertThat(told(PURCHASE, RETURNED, view("tv-1", edge + 1))).isEmpty();
  }

  @Test
  void itIsSuspectedWhenTheLastOfTheFactsIsKnown() {
    TestJourney journey = journey("TRIAL_RETURN").with(PURCHASE, RETURNED);
    assertThat(journey.advanceTo(RETURN)).isEmpty();

    journey.with(view("tv-1", RETURN + HOUR));
    assertThat(journey.advanceTo(RETURN + HOUR - 1)).isEmpty();
    assertThat(journey.advanceTo(RETURN + HOUR)).hasSize(1);
  }

  @Test
  void aPurchaseThatALinkBringsIsDecidedAtTheLink() {
    long link = RETURN + 5 * DAY;
    TestJourney journey =
        journey("TRIAL_RETURN").with(RETURNED, RESEARCH).with(PURCHASE, link, Long.MAX_VALUE);
    journey.advanceTo(LONG_AFTER);

    assertThat(journey.told()).containsExactly("tv SUSPECTED " + at(link), CONFIRMED);
  }

  @Test
  void aLateFactRefutesAnAlertHoweverOldThePurchaseBehindIt() {
    Fact two = bought("o", Channel.STORE, BOUGHT, line("tv-1", 2));
    Fact rest = wornBack("2", T0 + 13 * DAY, back("tv-1", 2));
    TestJourney journey = journey("TRIAL_RETURN").with(two, rest);
    journey.with(view("tv-1", T0 + 16 * DAY), T0 + 36 * DAY, Long.MAX_VALUE);
    journey.advanceTo(T0 + 45 * DAY);
    assertThat(journey.told())
        .containsExactly("tv SUSPECTED " + at(T0 + 36 * DAY), "tv CONFIRMED " + at(T0 + 36 * DAY));

    // One of the two came back as a gift, under a card whose link comes ten days late.
    Fact gift =
        returned("1", "o", T0 + 12 * DAY, ReturnReason.GIFT, ReturnCondition.USED, back("tv-1", 1));
    journey.late(new Known(gift, T0 + 35 * DAY, Long.MAX_VALUE).give(), T0 + 45 * DAY);
    journey.advanceTo(T0 + 45 * DAY + 1);

    assertThat(journey.told())
        .endsWith("tv RETRACTED EVIDENCE_REVISED " + at(T0 + 35 * DAY))
        .hasSize(3);
  }

  // ---- repurchase
  // ----------------------------------------------------------------------------------------------

  @ParameterizedTest
  @EnumSource(Channel.class)
  void buyingTheFamilyAgainThroughAnyChannelKeepsTheSale(Channel channel) {
    long again = RETURN + 3 * DAY;

    assertThat(told(PURCHASE, RETURNED, RESEARCH, bought("o2", channel, "tv-2", again)))
        .containsExactly(SUSPECTED, "tv RETRACTED SALE_KEPT " + at(again));
  }

  @Test
  void buyingAnotherFamilyDoesNot() {
    assertThat(told(PURCHASE, RETURNED, RESEARCH, bought("o2", Channel.APP, "cam-1", RETURN + DAY)))
        .containsExactly(SUSPECTED, CONFIRMED);
  }

  @Test
  void aRepurchaseAtTheDeadlineRetractsAndAMillisecondLaterDoesNot() {
    assertThat(told(PURCHASE, RETURNED, RESEARCH, bought("o2", Channel.APP, "tv-1", DEADLINE)))
        .containsExactly(SUSPECTED, "tv RETRACTED SALE_KEPT " + at(DEADLINE));
    assertThat(told(PURCHASE, RETURNED, RESEARCH, bought("o2", Channel.APP, "tv-1", DEADLINE + 1)))
        .containsExactly(SUSPECTED, CONFIRMED);
  }

  @Test
  void anExchangeBoughtBeforeTheReturnKeepsTheSale() {
    assertThat(told(PURCHASE, RETURNED, RESEARCH, bought("o2", Channel.STORE, "tv-2", RETURN - 1)))
        .isEmpty();
  }

  // ---- excuses
  // -------------------------------------------------------------------------------------------------

  @Test
  void staffAreNeverSuspected() {
    assertThat(told(PURCHASE, RETURNED, RESEARCH, profile(true, BOUGHT))).isEmpty();
  }

  @Test
  void anOpenServiceCaseExcusesAndAClosedOneDoesNot() {
    Fact open = serviceCase("k", true, "tv-1", RETURN - DAY);

    assertThat(told(PURCHASE, RETURNED, RESEARCH, open)).isEmpty();
    assertThat(told(PURCHASE, RETURNED, RESEARCH, open, serviceCase("k", false, "tv-1", RETURN)))
        .containsExactly(SUSPECTED, CONFIRMED);
  }

  // ---- what an alert says
  // --------------------------------------------------------------------------------------

  @Test
  void theScoreIsTheSumAndTheRefundIsAtStake() {
    TestJourney journey = journey("TRIAL_RETURN").with(PURCHASE, RETURNED, RESEARCH);
    journey.with(bought("old", Channel.ONLINE, "cam-1", BOUGHT - DAY));
    journey.advanceTo(LONG_AFTER);

    Alert alert = journey.revisions().get(0).toRecord();
    assertThat(alert.getScore())
        .isCloseTo(
            Stream.concat(alert.getReasons().stream(), alert.getCounterEvidence().stream())
                .mapToDouble(Reason::getContribution)
                .sum(),
            within(1e-9))
        .isBetween(0.01, 1.0);
    assertThat(alert.getCounterEvidence()).hasSize(1);
    assertThat(alert.getValueAtRiskMinor()).isEqualTo(49_900);
    assertThat(alert.getEvidence())
        .containsExactly(PURCHASE.eventId(), RESEARCH.eventId(), RETURNED.eventId());
    assertThat(alert.getStoreId()).isEqualTo("s1");
  }

  private static Returned wornBack(String id, long time, Returned.Line... lines) {
    return returned(id, "o", time, ReturnReason.CHANGED_MIND, ReturnCondition.USED, lines);
  }

  private static List<String> told(Fact... facts) {
    TestJourney journey = journey("TRIAL_RETURN").with(facts);
    journey.advanceTo(LONG_AFTER);
    return journey.told();
  }
}
