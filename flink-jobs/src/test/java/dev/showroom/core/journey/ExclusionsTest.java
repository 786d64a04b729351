package dev.showroom.core.journey;

import static dev.showroom.core.Facts.DAY;
import static dev.showroom.core.Facts.HOUR;
import static dev.showroom.core.Facts.T0;
import static dev.showroom.core.Facts.back;
import static dev.showroom.core.Facts.bought;
import static dev.showroom.core.Facts.browse;
import static dev.showroom.core.Facts.demo;
import static dev.showroom.core.Facts.exit;
import static dev.showroom.core.Facts.memberBought;
import static dev.showroom.core.Facts.profile;
import static dev.showroom.core.Facts.returned;
import static dev.showroom.core.Facts.serviceCase;
import static dev.showroom.core.journey.TestJourney.at;
import static dev.showroom.core.journey.TestJourney.journey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.fact.Browse;
import dev.showroom.core.fact.Fact;
import dev.showroom.schemas.BrowseAction;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.ReturnCondition;
import dev.showroom.schemas.ReturnReason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Whom no rule accuses, whatever they did. */
class ExclusionsTest {
  private static final long MINUTE = 60_000;

  @ParameterizedTest
  @EnumSource
  void eachStoryRaisesOneAlertWhereNothingSpeaksAgainstIt(Story story) {
    assertThat(story.told()).isNotEmpty().startsWith(suspected(story)).hasSizeLessThan(3);
  }

  // ---- staff

  @ParameterizedTest
  @EnumSource
  void staffAreNeverSuspectedAndWhoIsStaffNoMoreIs(Story story) {
    assertThat(story.told(profile(true, T0 - 200 * DAY))).isEmpty();
    assertThat(story.told(profile(true, T0))).isEmpty();
    assertThat(story.told(profile(true, T0 - 200 * DAY), profile(false, T0 - 100 * DAY)))
        .isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void whoTurnsOutToBeStaffAMillisecondLaterIsCleared(Story story) {
    assertThat(story.told(profile(true, T0 + 1)))
        .containsExactly(suspected(story), story.about() + " RETRACTED STAFF " + at(T0 + 1));
  }

  // ---- service cases

  @ParameterizedTest
  @EnumSource
  void anOpenCaseAboutTheProductOrNothingInParticularExcuses(Story story) {
    assertThat(story.told(serviceCase("k", true, "tv-2", T0 - 9 * DAY))).isEmpty();
    assertThat(story.told(serviceCase("k", true, null, T0))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aCaseClosedByThenDoesNot(Story story) {
    Fact open = serviceCase("k", true, "tv-1", T0 - 200 * DAY);

    assertThat(story.told(open, serviceCase("k", false, "tv-1", T0))).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aCaseThatOpensAMillisecondLaterClears(Story story) {
    assertThat(story.told(serviceCase("k", true, "tv-1", T0 + 1)))
        .containsExactly(
            suspected(story), story.about() + " RETRACTED SERVICE_RECOVERY " + at(T0 + 1));
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"SERIAL_RETURNER", "ADVICE_DRAIN", "COUPON_FISHING"})
  void aCaseAboutAnotherFamilyDoesNotExcuse(Story story) {
    assertThat(story.told(serviceCase("k", true, "lamp-1", T0))).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"SERIAL_RETURNER", "ADVICE_DRAIN", "COUPON_FISHING"})
  void ofACustomerAsAWholeACaseAboutAnythingExcuses(Story story) {
    assertThat(story.told(serviceCase("k", true, "lamp-1", T0))).isEmpty();
  }

  // ---- the household

  @ParameterizedTest
  @EnumSource(
      names = {
        "RESEARCH_INSPECT_LEAVE",
        "IN_STORE_PRICE_CHECK",
        "STORE_HOP",
        "TRIAL_RETURN",
        "ACCESSORY_TRACE"
      })
  void aPurchaseByTheHouseholdKeepsTheSale(Story story) {
    assertThat(story.told(memberBought("tv-1", T0))).isEmpty();
    assertThat(story.told(memberBought("tv-1", T0 + DAY)))
        .containsExactly(suspected(story), story.about() + " RETRACTED SALE_KEPT " + at(T0 + DAY));
    assertThat(story.told(memberBought("lamp-1", T0 + DAY)))
        .noneMatch(told -> told.contains("RETRACTED"));
  }

  @Test
  void ofAVisitTheHouseholdMayHaveBoughtFromItsFirstStepOnAndNotBefore() {
    Story story = Story.RESEARCH_INSPECT_LEAVE;

    assertThat(story.told(memberBought("tv-1", T0 - HOUR))).isEmpty();
    assertThat(story.told(memberBought("tv-1", T0 - HOUR - 1))).hasSize(2);
    assertThat(story.told(memberBought("tv-1", T0 + 7 * DAY)))
        .containsExactly(suspected(story), "tv RETRACTED SALE_KEPT " + at(T0 + 7 * DAY));
    assertThat(story.told(memberBought("tv-1", T0 + 7 * DAY + 1)))
        .containsExactly(suspected(story), "tv CONFIRMED " + at(T0 + 7 * DAY));
  }

  // ---- returns that call for service recovery

  @ParameterizedTest
  @EnumSource(
      value = ReturnReason.class,
      names = {"DEFECTIVE", "RECALL", "WRONG_SIZE", "GIFT", "NOT_AS_DESCRIBED"})
  void aReturnThatCallsForServiceRecoveryAccusesNobody(ReturnReason reason) {
    assertThat(afterReturnFor(reason))
        .containsExactly("tv SUSPECTED " + at(T0), "tv RETRACTED SERVICE_RECOVERY " + at(T0 + DAY));
  }

  @ParameterizedTest
  @EnumSource(
      value = ReturnReason.class,
      names = {"CHANGED_MIND", "OTHER", "UNKNOWN"})
  void anyOtherReturnDoes(ReturnReason reason) {
    assertThat(afterReturnFor(reason))
        .contains("tv SUSPECTED " + at(T0 + DAY), "tv CONFIRMED " + at(T0 + DAY));
  }

  // ---- machines

  @ParameterizedTest
  @CsvSource({"120,59999,true", "121,59999,false", "121,60000,true"})
  void moreThan120ActsWithinAMinuteAreAMachines(int acts, long span, boolean counts) {
    TestJourney journey = journey("RESEARCH_INSPECT_LEAVE").with(burst(acts, T0 - DAY, span));
    journey.with(demo("s1", "tv-1", 120, T0 - HOUR), exit("s1", T0)).advanceTo(T0);

    assertThat(journey.told().isEmpty()).isEqualTo(!counts);
  }

  @Test
  void whatAPersonDidBesideTheMachineStillCounts() {
    TestJourney journey = journey("RESEARCH_INSPECT_LEAVE").with(burst(121, T0 - 9 * HOUR, 59_999));
    journey.with(Story.RESEARCH_INSPECT_LEAVE.facts()).advanceTo(T0);

    assertThat(journey.told()).containsExactly("tv SUSPECTED " + at(T0));
    assertThat(journey.revisions().get(0).toRecord().getEvidence()).hasSize(4);
  }

  @Test
  void ofTrialDaysAndReturnsAMachinesResearchDoesNotCountEither() {
    Fact purchase = bought("o", Channel.STORE, "tv-1", T0 - 5 * DAY);
    Fact back = returned("1", "o", T0, ReturnReason.OTHER, ReturnCondition.USED, back("tv-1", 1));
    long time = T0 - MINUTE;

    assertThat(told("TRIAL_RETURN", burst(120, time, 59_999), purchase, back)).isNotEmpty();
    assertThat(told("TRIAL_RETURN", burst(121, time, 0), purchase, back)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"119,true", "120,false"})
  void aLookUpAtMachineSpeedIsNobodysPriceCheck(int before, boolean counts) {
    Fact compared = browse(BrowseAction.COMPARE, "tv-1", T0);
    Fact inspected = demo("s1", "tv-1", 0, T0 - 2 * MINUTE);

    assertThat(
            told("IN_STORE_PRICE_CHECK", burst(before, T0 - 50_000, 49_999), compared, inspected)
                .isEmpty())
        .isEqualTo(!counts);
  }

  // ---- helpers

  private static List<String> afterReturnFor(ReturnReason reason) {
    Fact back = returned("1", "o", T0 + DAY, reason, ReturnCondition.USED, back("tv-1", 1));
    TestJourney journey = journey("TRIAL_AT_RISK", "TRIAL_RETURN");
    journey.with(Story.TRIAL_AT_RISK.facts()).with(back).advanceTo(T0 + 100 * DAY);
    return journey.told();
  }

  private static List<String> told(String pattern, Fact[] burst, Fact... facts) {
    TestJourney journey = journey(pattern).with(burst).with(facts);
    journey.advanceTo(T0 + 100 * DAY);
    return journey.told();
  }

  /** Views of tv-1, the last {@code span} milliseconds after the first. */
  private static Fact[] burst(int acts, long from, long span) {
    Fact[] views = new Fact[acts];
    for (int i = 0; i < acts; i++) {
      long time = from + span * i / (acts - 1);
      views[i] = new Browse("burst:" + i, time, BrowseAction.VIEW, "tv-1", null, null);
    }
    return views;
  }

  private static String suspected(Story story) {
    return story.about() + " SUSPECTED " + at(T0);
  }
}
