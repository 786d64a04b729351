package dev.showroom.core.journey;

import static dev.showroom.core.Facts.DAY;
import static dev.showroom.core.Facts.HOUR;
import static dev.showroom.core.Facts.T0;
import static dev.showroom.core.Facts.back;
import static dev.showroom.core.Facts.bought;
import static dev.showroom.core.Facts.line;
import static dev.showroom.core.Facts.profile;
import static dev.showroom.core.Facts.returned;
import static dev.showroom.core.Facts.serviceCase;
import static dev.showroom.core.Facts.view;
import static dev.showroom.core.journey.TestJourney.at;
import static dev.showroom.core.journey.TestJourney.journey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.fact.Bought;
import dev.showroom.core.fact.Fact;
import dev.showroom.schemas.Alert;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.ReturnCondition;
import dev.showroom.schemas.ReturnReason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SerialReturnerTest {
  private static final String PATTERN = "SERIAL_RETURNER";
  private static final long FIRST = T0 + 10 * DAY;
  private static final long SECOND = T0 + 40 * DAY;
  private static final long THIRD = T0 + 100 * DAY;
  private static final long WINDOW = 180 * DAY;
  private static final long LONG_AFTER = T0 + 420 * DAY;

  private static final Fact[] TV = trial("tv", FIRST);
  private static final Fact[] CAMERA = trial("cam", SECOND);
  private static final Fact[] RADIO = trial("radio", THIRD);

  /** Two lines that were kept, worth as much together as the three that came back. */
  private static final Fact KEPT = kept(74_850);

  private static final String SUSPECTED = "null SUSPECTED " + at(THIRD);

  @Test
  void theThirdTrialReturnInHalfAYearIsSuspectedAndStands() {
    TestJourney journey = journey("TRIAL_RETURN", PATTERN);
    journey.with(TV).with(CAMERA).with(RADIO).with(KEPT);
    journey.advanceTo(THIRD - 1);
    assertThat(journey.told(PATTERN)).isEmpty();

    journey.advanceTo(LONG_AFTER);

    assertThat(journey.told(PATTERN)).containsExactly(SUSPECTED);
    assertThat(journey.told("TRIAL_RETURN")).hasSize(6);
  }

  // ---- the returns

  @Test
  void twoTrialReturnsAreTooFew() {
    assertThat(told(TV, CAMERA, KEPT)).isEmpty();
  }

  @Test
  void aReturnThatWasNoTrialIsNotCounted() {
    // Nobody looked for a radio online.
    assertThat(told(TV, CAMERA, RADIO[0], RADIO[1], KEPT)).isEmpty();
  }

  @Test
  void aTrialReturnThatWasRetractedIsNotCounted() {
    Fact boughtAgain = bought("again", Channel.ONLINE, "tv-2", FIRST + 14 * DAY);
    Fact tooLate = bought("again", Channel.ONLINE, "tv-2", FIRST + 14 * DAY + 1);
    Fact cheap = kept(1);

    assertThat(told(TV, CAMERA, RADIO, cheap, boughtAgain)).isEmpty();
    assertThat(told(TV, CAMERA, RADIO, cheap, tooLate)).containsExactly(SUSPECTED);
  }

  @Test
  void anAlertExactly180DaysOldCountsAndAMillisecondOlderDoesNot() {
    // What was bought for the first of them is out of the window already.
    Fact more = kept("more", 100);

    assertThat(told(trial("tv", THIRD - WINDOW), CAMERA, RADIO, KEPT, more))
        .containsExactly(SUSPECTED);
    assertThat(told(trial("tv", THIRD - WINDOW - 1), CAMERA, RADIO, KEPT, more)).isEmpty();
  }

  // ---- what was bought

  @Test
  void fiveLinesBoughtAreEnoughAndFourAreTooFew() {
    Fact one = bought("k", Channel.ONLINE, THIRD - DAY, line("mic-1", 3));

    assertThat(told(TV, CAMERA, RADIO, KEPT)).containsExactly(SUSPECTED);
    assertThat(told(TV, CAMERA, RADIO, one)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"74850,true", "74851,false"})
  void halfOfTheValueBoughtMustHaveComeBack(long price, boolean enough) {
    assertThat(told(TV, CAMERA, RADIO, kept(price)).isEmpty()).isEqualTo(!enough);
  }

  @Test
  void whatWasBoughtBeforeTheWindowDoesNotDilute() {
    Fact dear = bought("x", Channel.STORE, "lamp-1", THIRD - WINDOW - 1);
    Fact within = bought("x", Channel.STORE, "lamp-1", THIRD - WINDOW);

    assertThat(told(TV, CAMERA, RADIO, KEPT, dear)).containsExactly(SUSPECTED);
    assertThat(told(TV, CAMERA, RADIO, KEPT, within)).isEmpty();
  }

  // ---- afterwards

  @Test
  void oneAlertIsEnoughFor180Days() {
    Fact[] fourth = trial("lamp", THIRD + 20 * DAY);

    assertThat(told(TV, CAMERA, RADIO, KEPT, fourth)).containsExactly(SUSPECTED);
  }

  @Test
  void after180DaysAnotherSeriesIsAnotherAlertAndAMillisecondSoonerItIsNot() {
    Object[] again = {trial("lamp", THIRD + 100 * DAY), trial("desk", THIRD + 120 * DAY)};
    Fact newlyKept = bought("k2", Channel.ONLINE, THIRD + 90 * DAY, cheap("mic-1"), cheap("mic-2"));

    assertThat(told(TV, CAMERA, RADIO, KEPT, again, newlyKept, trial("sofa", THIRD + WINDOW)))
        .containsExactly(SUSPECTED, "null SUSPECTED " + at(THIRD + WINDOW));
    assertThat(told(TV, CAMERA, RADIO, KEPT, again, newlyKept, trial("sofa", THIRD + WINDOW - 1)))
        .containsExactly(SUSPECTED);
  }

  @Test
  void whenOneOfTheThreeIsRetractedSoIsTheSuspicion() {
    long again = THIRD + 14 * DAY;

    assertThat(told(TV, CAMERA, RADIO, KEPT, bought("x", Channel.ONLINE, "radio-1", again)))
        .containsExactly(SUSPECTED, "null RETRACTED EVIDENCE_REVISED " + at(again));
    assertThat(told(TV, CAMERA, RADIO, KEPT, bought("x", Channel.ONLINE, "radio-1", again + 1)))
        .containsExactly(SUSPECTED);
  }

  @Test
  void laterPurchasesClearNobody() {
    assertThat(told(TV, CAMERA, RADIO, KEPT, bought("x", Channel.ONLINE, "lamp-1", THIRD + DAY)))
        .containsExactly(SUSPECTED);
  }

  @Test
  void whoTurnsOutToBeStaffIsCleared() {
    assertThat(told(TV, CAMERA, RADIO, KEPT, profile(true, THIRD + DAY)))
        .containsExactly(SUSPECTED, "null RETRACTED STAFF " + at(THIRD + DAY));
  }

  @Test
  void anOpenServiceCaseOfAnyProductExcuses() {
    assertThat(told(TV, CAMERA, RADIO, KEPT, serviceCase("k", true, "lamp-1", THIRD))).isEmpty();
  }

  // ---- what an alert says, and what is kept

  @Test
  void itRestsOnTheReturnsAndTheirValueIsAtStake() {
    TestJourney journey = journey("TRIAL_RETURN", PATTERN);
    journey.with(TV).with(CAMERA).with(RADIO).with(KEPT);
    journey.advanceTo(THIRD);

    Alert alert =
        journey.revisions().stream()
            .map(revision -> revision.toRecord())
            .filter(record -> record.getPattern().equals(PATTERN))
            .findFirst()
            .orElseThrow();
    assertThat(alert.getEvidence()).containsExactly("r:tv", "r:cam", "r:radio");
    assertThat(alert.getValueAtRiskMinor()).isEqualTo(3 * 49_900);
    assertThat(alert.getFamily()).isNull();
    assertThat(alert.getScore()).isBetween(0.01, 1.0);
  }

  @Test
  void whenItsWindowsHavePassedNothingIsLeft() {
    TestJourney journey = journey("TRIAL_RETURN", PATTERN);
    journey.with(TV).with(CAMERA).with(RADIO).with(KEPT);

    journey.advanceByTimersTo(T0 + 600 * DAY);

    assertThat(journey.told(PATTERN)).containsExactly(SUSPECTED);
    assertThat(journey.state().isEmpty()).isTrue();
    assertThat(journey.state().nextStep()).isEqualTo(Long.MAX_VALUE);
  }

  // ---- helpers

  /** Bought in a store five days before, looked for online, and brought back used. */
  private static Fact[] trial(String family, long back) {
    String sku = family + "-1";
    return new Fact[] {
      bought(family, Channel.STORE, sku, back - 5 * DAY),
      returned(family, family, back, ReturnReason.CHANGED_MIND, ReturnCondition.USED, back(sku, 1)),
      view(sku, back - HOUR)
    };
  }

  private static Fact kept(long price) {
    return kept("kept", price);
  }

  private static Fact kept(String order, long price) {
    return bought(
        order,
        Channel.ONLINE,
        THIRD - DAY,
        new Bought.Line("mic-1", 1, price, -1),
        new Bought.Line("mic-2", 1, price, -1));
  }

  private static Bought.Line cheap(String sku) {
    return new Bought.Line(sku, 1, 100, -1);
  }

  /**
   * @param facts facts, and arrays of these
   */
  private static List<String> told(Object... facts) {
    TestJourney journey = journey("TRIAL_RETURN", PATTERN);
    give(journey, facts);
    journey.advanceTo(LONG_AFTER);
    return journey.told(PATTERN);
  }

  private static void give(TestJourney journey, Object... facts) {
    for (Object fact : facts) {
      if (fact instanceof Object[] several) {
        give(journey, several);
      } else {
        journey.with((Fact) fact);
      }
    }
  }
}
