package dev.showroom.core.journey;

import static dev.showroom.core.Facts.DAY;
import static dev.showroom.core.Facts.T0;
import static dev.showroom.core.Facts.bought;
import static dev.showroom.core.Facts.boughtWithCoupon;
import static dev.showroom.core.Facts.line;
import static dev.showroom.core.Facts.profile;
import static dev.showroom.core.journey.TestJourney.at;
import static dev.showroom.core.journey.TestJourney.journey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.fact.Bought;
import dev.showroom.core.fact.Fact;
import dev.showroom.schemas.Channel;
import java.util.List;
import org.junit.jupiter.api.Test;

class CouponFishingTest {
  private static final String PATTERN = "COUPON_FISHING";
  private static final long THIRD = T0 + 100 * DAY;
  private static final long WINDOW = 180 * DAY;
  private static final long LONG_AFTER = T0 + 500 * DAY;

  private static final Fact ONE = boughtWithCoupon("1", "tv-1", T0 + 10 * DAY);
  private static final Fact TWO = boughtWithCoupon("2", "cam-1", T0 + 50 * DAY);
  private static final Fact THREE = boughtWithCoupon("3", "radio-1", THIRD);

  private static final String SUSPECTED = "null SUSPECTED " + at(THIRD);

  @Test
  void theThirdOrderWithACouponInHalfAYearIsSuspectedAndStands() {
    TestJourney journey = journey(PATTERN).with(ONE, TWO, THREE);

    assertThat(journey.advanceTo(THIRD - 1)).isEmpty();
    assertThat(journey.advanceTo(THIRD)).hasSize(1);
    assertThat(journey.advanceTo(LONG_AFTER)).isEmpty();
    assertThat(journey.told()).containsExactly(SUSPECTED);
  }

  @Test
  void twoOrdersWithACouponAreTooFew() {
    assertThat(told(ONE, TWO)).isEmpty();
  }

  @Test
  void twoCouponsOfOneOrderAreOneOrder() {
    Bought plain = bought("3", Channel.ONLINE, "radio-1", T0 + 50 * DAY);
    Fact both =
        new Bought(
            plain.eventId(),
            plain.time(),
            plain.orderId(),
            plain.channel(),
            null,
            List.of(line("radio-1", 1)),
            List.of("c1", "c2"));

    assertThat(told(ONE, both)).isEmpty();
  }

  @Test
  void anOrderExactly180DaysBeforeCountsAndAMillisecondOlderDoesNot() {
    assertThat(told(boughtWithCoupon("1", "tv-1", THIRD - WINDOW), TWO, THREE))
        .containsExactly(SUSPECTED);
    assertThat(told(boughtWithCoupon("1", "tv-1", THIRD - WINDOW - 1), TWO, THREE)).isEmpty();
  }

  @Test
  void fourOfFiveOrdersWithACouponAreEnoughAndThreeOfFourAreTooFew() {
    Fact without = bought("x", Channel.STORE, "lamp-1", T0 + 60 * DAY);
    Fact four = boughtWithCoupon("4", "desk-1", THIRD + DAY);

    assertThat(told(ONE, TWO, THREE, without)).isEmpty();
    assertThat(told(ONE, TWO, THREE, without, four))
        .containsExactly("null SUSPECTED " + at(THIRD + DAY));
  }

  @Test
  void ordersBeforeTheWindowDoNotDilute() {
    assertThat(told(ONE, TWO, THREE, bought("x", Channel.APP, "lamp-1", THIRD - WINDOW - 1)))
        .containsExactly(SUSPECTED);
    assertThat(told(ONE, TWO, THREE, bought("x", Channel.APP, "lamp-1", THIRD - WINDOW))).isEmpty();
  }

  @Test
  void anOrderWithoutACouponIsNoOccasion() {
    // Four of six are too few, until the two without a coupon have left the window.
    long without = T0 + 5 * DAY;
    long later = without + WINDOW + 1;
    TestJourney journey = journey(PATTERN).with(ONE, TWO, THREE);
    journey.with(boughtWithCoupon("4", "desk-1", THIRD + DAY));
    journey.with(bought("x", Channel.STORE, "lamp-1", without));
    journey.with(bought("y", Channel.STORE, "lamp-1", without));

    journey.with(bought("5", Channel.APP, "sofa-1", later)).advanceTo(later);
    assertThat(journey.told()).isEmpty();
    journey.with(boughtWithCoupon("6", "sofa-1", later + 1)).advanceTo(later + 1);
    assertThat(journey.told()).containsExactly("null SUSPECTED " + at(later + 1));
  }

  @Test
  void oneAlertIsEnoughFor180DaysAndThenThereIsAnother() {
    Fact four = boughtWithCoupon("4", "desk-1", THIRD + 50 * DAY);
    Fact five = boughtWithCoupon("5", "desk-1", THIRD + 90 * DAY);

    assertThat(told(ONE, TWO, THREE, four, five)).containsExactly(SUSPECTED);
    assertThat(
            told(ONE, TWO, THREE, four, five, boughtWithCoupon("6", "sofa-1", THIRD + WINDOW - 1)))
        .containsExactly(SUSPECTED);
    assertThat(told(ONE, TWO, THREE, four, five, boughtWithCoupon("6", "sofa-1", THIRD + WINDOW)))
        .containsExactly(SUSPECTED, "null SUSPECTED " + at(THIRD + WINDOW));
  }

  @Test
  void laterPurchasesClearNobodyAndStaffIsCleared() {
    assertThat(told(ONE, TWO, THREE, bought("x", Channel.ONLINE, "tv-1", THIRD + DAY)))
        .containsExactly(SUSPECTED);
    assertThat(told(ONE, TWO, THREE, profile(true, THIRD + DAY)))
        .containsExactly(SUSPECTED, "null RETRACTED STAFF " + at(THIRD + DAY));
  }

  @Test
  void theEvidenceIsTheOrdersWithACoupon() {
    TestJourney journey = journey(PATTERN).with(ONE, TWO, THREE);
    journey.advanceTo(THIRD);

    assertThat(journey.revisions().get(0).toRecord().getEvidence())
        .containsExactly("p:1", "p:2", "p:3");
  }

  @Test
  void whenItsWindowsHavePassedNothingIsLeft() {
    TestJourney journey = journey(PATTERN).with(ONE, TWO, THREE);

    journey.advanceByTimersTo(LONG_AFTER);

    assertThat(journey.told()).containsExactly(SUSPECTED);
    assertThat(journey.state().isEmpty()).isTrue();
    assertThat(journey.state().nextStep()).isEqualTo(Long.MAX_VALUE);
  }

  private static List<String> told(Fact... facts) {
    TestJourney journey = journey(PATTERN).with(facts);
    journey.advanceTo(LONG_AFTER);
    return journey.told();
  }
}
