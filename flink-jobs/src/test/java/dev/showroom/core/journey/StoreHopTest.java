package dev.showroom.core.journey;

import static dev.showroom.core.Facts.DAY;
import static dev.showroom.core.Facts.HOUR;
import static dev.showroom.core.Facts.MINUTE;
import static dev.showroom.core.Facts.T0;
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
import org.junit.jupiter.params.provider.EnumSource;

class StoreHopTest {
  private static final String PATTERN = "STORE_HOP";
  private static final long FIRST = T0;
  private static final long SECOND = T0 + 3 * DAY;
  private static final long EXIT = SECOND + HOUR;
  private static final long WINDOW = 7 * DAY;
  private static final long DEADLINE = EXIT + 7 * DAY;
  private static final long LONG_AFTER = T0 + 30 * DAY;

  private static final Fact[] AT_S1 = visit("s1", "tv-1", FIRST);
  private static final Fact[] AT_S2 = visit("s2", "tv-2", SECOND);

  private static final String SUSPECTED = "tv SUSPECTED " + at(EXIT);
  private static final String CONFIRMED = "tv CONFIRMED " + at(DEADLINE);

  @Test
  void inspectedInTwoStoresIsSuspectedAtTheSecondExitAndConfirmedSevenDaysLater() {
    TestJourney journey = journey(PATTERN).with(AT_S1).with(AT_S2);

    assertThat(journey.advanceTo(EXIT - 1)).isEmpty();
    assertThat(journey.advanceTo(EXIT)).hasSize(1);
    assertThat(journey.advanceTo(DEADLINE - 1)).isEmpty();
    journey.advanceTo(DEADLINE);
    assertThat(journey.told()).containsExactly(SUSPECTED, CONFIRMED);
  }

  // ---- the stores

  @Test
  void oneStoreIsTooFewHoweverOften() {
    assertThat(told(AT_S1)).isEmpty();
    assertThat(told(AT_S1, visit("s1", "tv-1", SECOND))).isEmpty();
  }

  @Test
  void anInspectionExactlySevenDaysBeforeTheExitCountsAndAMillisecondOlderDoesNot() {
    long edge = EXIT - WINDOW;

    assertThat(told(AT_S2, demo("s1", "tv-1", 0, edge))).containsExactly(SUSPECTED, CONFIRMED);
    assertThat(told(AT_S2, demo("s1", "tv-1", 0, edge - 1))).isEmpty();
  }

  @Test
  void anInspectionElsewhereAtTheExitCountsAndAMillisecondLaterDoesNot() {
    // The other visit closes two hours later and is then the second one.
    long close = EXIT + 1 + 2 * HOUR;

    assertThat(told(AT_S2, demo("s1", "tv-1", 0, EXIT))).containsExactly(SUSPECTED, CONFIRMED);
    assertThat(told(AT_S2, demo("s1", "tv-1", 0, EXIT + 1)))
        .containsExactly("tv SUSPECTED " + at(close), "tv CONFIRMED " + at(close + 7 * DAY));
  }

  @Test
  void theSecondVisitMustInspectItToo() {
    assertThat(told(AT_S1, enter("s2", SECOND), exit("s2", EXIT))).isEmpty();
    assertThat(told(AT_S1, visit("s2", "cam-1", SECOND))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(VisitAction.class)
  void demoTryOnAssistAndScanInspectAndNothingElse(VisitAction action) {
    boolean inspects =
        switch (action) {
          case DEMO, TRY_ON, ASSIST, SCAN -> true;
          case ENTER, EXIT -> false;
        };

    assertThat(told(AT_S2, step(action, "s1", "tv-1", 60, FIRST)).isEmpty()).isEqualTo(!inspects);
  }

  @Test
  void aSecondVisitWithoutExitCountsWhenItCloses() {
    long close = SECOND + 2 * HOUR;

    assertThat(told(AT_S1, demo("s2", "tv-1", 0, SECOND)))
        .containsExactly("tv SUSPECTED " + at(close), "tv CONFIRMED " + at(close + 7 * DAY));
  }

  @Test
  void twoFamiliesInTheSameStoresAreTwoAlerts() {
    Fact[] cameras = {demo("s1", "cam-1", 0, FIRST), demo("s2", "cam-1", 0, SECOND)};
    TestJourney journey = journey(PATTERN).with(AT_S1).with(AT_S2).with(cameras);
    journey.advanceTo(EXIT);

    assertThat(journey.told()).containsExactlyInAnyOrder(SUSPECTED, "cam SUSPECTED " + at(EXIT));
  }

  // ---- cool-down

  @Test
  void aThirdStoreWithinSevenDaysIsTheSameHop() {
    assertThat(told(AT_S1, AT_S2, visit("s3", "tv-1", SECOND + DAY)))
        .containsExactly(SUSPECTED, CONFIRMED);
  }

  @Test
  void sevenDaysAfterTheAlertAnotherHopIsAnotherAlertAndAMillisecondSoonerItIsNot() {
    Fact[] between = visit("s3", "tv-1", SECOND + 4 * DAY);

    assertThat(told(AT_S1, AT_S2, between, visit("s4", "tv-1", SECOND + 7 * DAY - 1)))
        .containsExactly(SUSPECTED, CONFIRMED);
    assertThat(told(AT_S1, AT_S2, between, visit("s4", "tv-1", SECOND + 7 * DAY)))
        .containsExactlyInAnyOrder(
            SUSPECTED,
            CONFIRMED,
            "tv SUSPECTED " + at(EXIT + 7 * DAY),
            "tv CONFIRMED " + at(DEADLINE + 7 * DAY));
  }

  // ---- purchases

  @ParameterizedTest
  @EnumSource(Channel.class)
  void aPurchaseFromSevenDaysBeforeUpToTheExitIsNoSuspicion(Channel channel) {
    assertThat(told(AT_S1, AT_S2, bought("o", channel, "tv-1", EXIT - WINDOW))).isEmpty();
    assertThat(told(AT_S1, AT_S2, bought("o", channel, "tv-1", EXIT))).isEmpty();
  }

  @Test
  void aPurchaseAMillisecondBeforeTheWindowChangesNothing() {
    assertThat(told(AT_S1, AT_S2, bought("o", Channel.APP, "tv-1", EXIT - WINDOW - 1)))
        .containsExactly(SUSPECTED, CONFIRMED);
  }

  @ParameterizedTest
  @EnumSource(Channel.class)
  void aPurchaseAfterTheExitRetractsAtOnce(Channel channel) {
    assertThat(told(AT_S1, AT_S2, bought("o", channel, "tv-1", EXIT + 1)))
        .containsExactly(SUSPECTED, "tv RETRACTED SALE_KEPT " + at(EXIT + 1));
  }

  @Test
  void aPurchaseAtTheDeadlineRetractsAndAMillisecondLaterDoesNot() {
    assertThat(told(AT_S1, AT_S2, bought("o", Channel.APP, "tv-1", DEADLINE)))
        .containsExactly(SUSPECTED, "tv RETRACTED SALE_KEPT " + at(DEADLINE));
    assertThat(told(AT_S1, AT_S2, bought("o", Channel.APP, "tv-1", DEADLINE + 1)))
        .containsExactly(SUSPECTED, CONFIRMED);
  }

  @Test
  void aPurchaseOfAnotherFamilyChangesNothing() {
    assertThat(told(AT_S1, AT_S2, bought("o", Channel.STORE, "cam-1", EXIT)))
        .containsExactly(SUSPECTED, CONFIRMED);
  }

  // ---- what an alert says, and what is kept

  @Test
  void theEvidenceIsTheInspectionsInAllStores() {
    TestJourney journey = journey(PATTERN).with(AT_S1).with(AT_S2);
    journey.advanceTo(EXIT);

    Alert alert = journey.revisions().get(0).toRecord();
    assertThat(alert.getEvidence())
        .containsExactlyInAnyOrder(AT_S1[1].eventId(), AT_S2[1].eventId());
    assertThat(alert.getStoreId()).isEqualTo("s2");
    assertThat(alert.getSku()).isEqualTo("tv-2");
    assertThat(alert.getValueAtRiskMinor()).isEqualTo(49_900);
  }

  @Test
  void whenItsWindowsHavePassedNothingIsLeft() {
    TestJourney journey = journey(PATTERN).with(AT_S1).with(AT_S2);

    journey.advanceByTimersTo(T0 + 400 * DAY);

    assertThat(journey.told()).containsExactly(SUSPECTED, CONFIRMED);
    assertThat(journey.state().isEmpty()).isTrue();
    assertThat(journey.state().nextStep()).isEqualTo(Long.MAX_VALUE);
  }

  // ---- helpers

  private static Fact[] visit(String store, String sku, long enter) {
    return new Fact[] {
      enter(store, enter), demo(store, sku, 0, enter + MINUTE), exit(store, enter + HOUR)
    };
  }

  private static List<String> told(Fact[] some, Fact... more) {
    return told(some, new Fact[0], more);
  }

  private static List<String> told(Fact[] some, Fact[] other, Fact... more) {
    return told(some, other, new Fact[0], more);
  }

  private static List<String> told(Fact[] some, Fact[] other, Fact[] third, Fact... more) {
    TestJourney journey = journey(PATTERN).with(some).with(other).with(third).with(more);
    journey.advanceTo(LONG_AFTER);
    return journey.told();
  }
}
