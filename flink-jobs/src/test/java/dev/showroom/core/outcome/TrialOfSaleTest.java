package dev.showroom.core.outcome;

import static dev.showroom.core.Facts.DAY;
import static dev.showroom.core.Facts.T0;
import static dev.showroom.core.Facts.back;
import static dev.showroom.core.Facts.bought;
import static dev.showroom.core.Facts.line;
import static dev.showroom.core.Facts.memberBought;
import static dev.showroom.core.outcome.Decided.coupon;
import static dev.showroom.core.outcome.Decided.couponOf;
import static dev.showroom.core.outcome.TestOutcomes.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.Facts;
import dev.showroom.core.fact.Bought;
import dev.showroom.core.fact.Returned;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.ReturnCondition;
import dev.showroom.schemas.ReturnReason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is left of a sale that was saved, when its trial days are over. */
class TrialOfSaleTest {
  private static final long BOUGHT = T0 + DAY;
  private static final long TRIAL_END = BOUGHT + 14 * DAY;
  private static final long LONG_AFTER = T0 + 300 * DAY;
  private static final String SAVED = "2 SAVED " + at(BOUGHT) + " 49900 9900";

  private final TestOutcomes outcomes = new TestOutcomes().with(coupon("d", T0));

  @Test
  void whereNothingComesBackItIsSettledWhenTheTrialDaysAreOverAndNotBefore() {
    outcomes.with(bought("o", Channel.STORE, "tv-1", BOUGHT)).advanceTo(TRIAL_END - 1);
    assertThat(outcomes.told()).containsExactly(SAVED);

    outcomes.advanceTo(TRIAL_END);
    assertThat(outcomes.told())
        .containsExactly(SAVED, "3 SETTLED " + at(TRIAL_END) + " 49900 9900");
    outcomes.advanceTo(LONG_AFTER);
    assertThat(outcomes.told()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource
  void aReturnForWhateverReasonTakesItBack(ReturnReason reason) {
    outcomes.with(bought("o", Channel.STORE, "tv-1", BOUGHT));
    outcomes.with(returned("r", "o", T0 + 3 * DAY, reason, back("tv-1", 1))).advanceTo(LONG_AFTER);

    assertThat(outcomes.told())
        .containsExactly(SAVED, "3 CLAWED_BACK " + at(T0 + 3 * DAY) + " 0 0");
  }

  @Test
  void onItsLastMomentAReturnStillCountsAndAMillisecondLaterItDoesNot() {
    outcomes.with(bought("o", Channel.STORE, "tv-1", BOUGHT));
    outcomes.with(returned("r", "o", TRIAL_END, back("tv-1", 1))).advanceTo(LONG_AFTER);
    assertThat(outcomes.told()).containsExactly(SAVED, "3 CLAWED_BACK " + at(TRIAL_END) + " 0 0");

    TestOutcomes other = new TestOutcomes().with(coupon("d", T0));
    other.with(bought("o", Channel.STORE, "tv-1", BOUGHT));
    other.with(returned("r", "o", TRIAL_END + 1, back("tv-1", 1))).advanceTo(LONG_AFTER);
    assertThat(other.told()).containsExactly(SAVED, "3 SETTLED " + at(TRIAL_END) + " 49900 9900");
  }

  @Test
  void theOrderSaysHowLongItsTrialIsOfSeveralLinesTheLongest() {
    outcomes.with(
        bought(
            "o",
            Channel.STORE,
            BOUGHT,
            new Bought.Line("tv-1", 1, 49_900, 3),
            new Bought.Line("tv-2", 1, 49_900, 30),
            new Bought.Line("cam-1", 1, 100, 90)));
    outcomes.advanceTo(LONG_AFTER);

    assertThat(outcomes.told())
        .containsExactly(
            "2 SAVED " + at(BOUGHT) + " 99800 19800",
            "3 SETTLED " + at(BOUGHT + 30 * DAY) + " 99800 19800");
  }

  @Test
  void whereThereAreNoTrialDaysItIsSettledAtOnce() {
    outcomes.with(bought("o", Channel.STORE, BOUGHT, new Bought.Line("tv-1", 1, 49_900, 0)));
    outcomes.advanceTo(BOUGHT);

    assertThat(outcomes.told()).containsExactly(SAVED, "3 SETTLED " + at(BOUGHT) + " 49900 9900");
  }

  @Test
  void trialDaysBeyondHalfAYearAreNotWaitedFor() {
    outcomes.with(
        bought("o", Channel.STORE, BOUGHT, new Bought.Line("tv-1", 1, 49_900, Integer.MAX_VALUE)));
    outcomes.advanceTo(LONG_AFTER);

    assertThat(outcomes.told())
        .containsExactly(SAVED, "3 SETTLED " + at(BOUGHT + 180 * DAY) + " 49900 9900");
    assertThat(outcomes.book().isEmpty()).isTrue();
  }

  @Test
  void aPartThatComesBackTakesItsShareAndWhatIsKeptIsSettled() {
    outcomes.with(withCoupon(line("tv-1", 3), line("tv-2", 1)));
    outcomes.with(returned("r", "o", T0 + 2 * DAY, back("tv-1", 1), back("cam-1", 9)));
    outcomes.with(returned("s", "o", T0 + 3 * DAY, back("tv-2", 1))).advanceTo(LONG_AFTER);

    assertThat(outcomes.told())
        .containsExactly(
            "2 SAVED " + at(BOUGHT) + " 194600 34500 redeemed",
            "3 CLAWED_BACK " + at(T0 + 2 * DAY) + " 145950 25875 redeemed",
            "4 CLAWED_BACK " + at(T0 + 3 * DAY) + " 97300 17250 redeemed",
            "5 SETTLED " + at(TRIAL_END) + " 97300 17250 redeemed");
  }

  @Test
  void whenTheLastOfItComesBackNothingIsLeftNotEvenTheCostOfTheOffer() {
    outcomes.with(withCoupon(line("tv-1", 2)));
    outcomes.with(returned("r", "o", T0 + 2 * DAY, back("tv-1", 1)));
    outcomes.with(returned("s", "o", T0 + 3 * DAY, back("tv-1", 7))).advanceTo(LONG_AFTER);

    assertThat(outcomes.told())
        .element(2)
        .isEqualTo("4 CLAWED_BACK " + at(T0 + 3 * DAY) + " 0 0 redeemed");
    assertThat(outcomes.told()).hasSize(3);
  }

  @Test
  void whatElseIsReturnedIsNoMatter() {
    outcomes.with(bought("o", Channel.STORE, BOUGHT, line("tv-1", 1), line("cam-1", 1)));
    outcomes.with(
        returned("r", "o", T0 + 2 * DAY, back("cam-1", 1)),
        returned("s", "another", T0 + 2 * DAY, back("tv-1", 1)),
        returned("t", "o", BOUGHT - 1, back("tv-1", 1)));
    outcomes.advanceTo(LONG_AFTER);

    assertThat(outcomes.told())
        .containsExactly(SAVED, "3 SETTLED " + at(TRIAL_END) + " 49900 9900");
  }

  @Test
  void whatAMemberOfTheHouseholdBringsBackIsNotKnown() {
    outcomes.with(memberBought("tv-1", BOUGHT));
    outcomes.with(returned("r", "o", T0 + 2 * DAY, back("tv-1", 1))).advanceTo(LONG_AFTER);

    assertThat(outcomes.told())
        .containsExactly(SAVED, "3 SETTLED " + at(TRIAL_END) + " 49900 9900");
  }

  @Test
  void anExchangeIsNoLoss() {
    outcomes.with(bought("o", Channel.STORE, "tv-1", BOUGHT));
    outcomes.with(returned("r", "o", T0 + 2 * DAY, ReturnReason.WRONG_SIZE, back("tv-1", 1)));
    outcomes.with(bought("p", Channel.STORE, "tv-2", T0 + 2 * DAY + 1)).advanceTo(LONG_AFTER);

    assertThat(outcomes.told())
        .containsExactly(
            SAVED,
            "3 CLAWED_BACK " + at(T0 + 2 * DAY) + " 0 0",
            "4 SAVED " + at(T0 + 2 * DAY + 1) + " 49900 9900",
            "5 SETTLED " + at(T0 + 16 * DAY + 1) + " 49900 9900");
  }

  @Test
  void anExchangeAfterTheEndComesTooLate() {
    outcomes.with(bought("o", Channel.STORE, "tv-1", BOUGHT));
    outcomes.with(returned("r", "o", T0 + 8 * DAY, ReturnReason.WRONG_SIZE, back("tv-1", 1)));
    outcomes.with(bought("p", Channel.STORE, "tv-2", T0 + 8 * DAY)).advanceTo(LONG_AFTER);

    assertThat(outcomes.told())
        .containsExactly(SAVED, "3 CLAWED_BACK " + at(T0 + 8 * DAY) + " 0 0");
  }

  private static Bought withCoupon(Bought.Line... lines) {
    return new Bought(
        "p", BOUGHT, "o", Channel.STORE, "s1", List.of(lines), List.of(couponOf("d")));
  }

  static Returned returned(String id, String order, long time, Returned.Line... lines) {
    return returned(id, order, time, ReturnReason.CHANGED_MIND, lines);
  }

  private static Returned returned(
      String id, String order, long time, ReturnReason reason, Returned.Line... lines) {
    return Facts.returned(id, order, time, reason, ReturnCondition.OPENED, lines);
  }
}
