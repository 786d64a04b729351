package dev.showroom.core.outcome;

import static dev.showroom.core.Facts.DAY;
import static dev.showroom.core.Facts.HOUR;
import static dev.showroom.core.Facts.T0;
import static dev.showroom.core.Facts.back;
import static dev.showroom.core.Facts.bought;
import static dev.showroom.core.Facts.erased;
import static dev.showroom.core.Facts.memberBought;
import static dev.showroom.core.intake.Envelope.FOREVER;
import static dev.showroom.core.outcome.Decided.coupon;
import static dev.showroom.core.outcome.Decided.toKeep;
import static dev.showroom.core.outcome.TestOutcomes.at;
import static dev.showroom.core.outcome.TestOutcomes.given;
import static dev.showroom.core.outcome.TestOutcomes.takenBack;
import static dev.showroom.core.outcome.TrialOfSaleTest.returned;
import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.fact.Bought;
import dev.showroom.core.fact.MemberBought;
import dev.showroom.schemas.Channel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What comes late, through a link, or turns out to be another's. */
class RevisedOutcomeTest {
  private static final long END = T0 + 7 * DAY;
  private static final long LONG_AFTER = T0 + 300 * DAY;
  private static final Bought ORDER = bought("o", Channel.STORE, "tv-1", T0 + DAY);
  private static final String SAVED = " SAVED " + at(T0 + DAY) + " 49900 9900";
  private static final String SETTLED = " SETTLED " + at(T0 + 15 * DAY) + " 49900 9900";
  private static final String LOST = " LOST " + at(END) + " 0 0";

  private final TestOutcomes outcomes = new TestOutcomes().with(coupon("d", T0));

  @Test
  void aPurchaseThatIsReportedFourteenDaysLateSavesWhatWasLost() {
    outcomes.advanceTo(END + 9 * DAY).with(ORDER).advanceTo(LONG_AFTER);

    assertThat(outcomes.told()).containsExactly("2" + LOST, "3" + SAVED, "4" + SETTLED);
  }

  @Test
  void aReturnThatIsReportedLateTakesBackWhatWasSettled() {
    outcomes.with(ORDER).advanceTo(T0 + 20 * DAY);
    outcomes.with(returned("r", "o", T0 + 10 * DAY, back("tv-1", 1))).advanceTo(LONG_AFTER);

    assertThat(outcomes.told())
        .containsExactly("2" + SAVED, "3" + SETTLED, "4 CLAWED_BACK " + at(T0 + 10 * DAY) + " 0 0");
  }

  @Test
  void anEarlierPurchaseThatIsReportedLateIsTheOneThatCounts() {
    Bought earlier = bought("e", Channel.STORE, T0 + HOUR, new Bought.Line("tv-2", 1, 60_000, -1));
    outcomes.with(ORDER).advanceTo(T0 + 2 * DAY).with(earlier).advanceTo(LONG_AFTER);

    assertThat(outcomes.told())
        .containsExactly(
            "2" + SAVED,
            "3 SAVED " + at(T0 + HOUR) + " 60000 20000",
            "4 SETTLED " + at(T0 + 14 * DAY + HOUR) + " 60000 20000");
  }

  @Test
  void aPurchaseByACardThatIsLinkedLaterSavesFromTheLinkOn() {
    outcomes.with(given(ORDER, END + 2 * DAY, FOREVER)).advanceTo(LONG_AFTER);

    assertThat(outcomes.told())
        .containsExactly("2" + LOST, "3 SAVED " + at(END + 2 * DAY) + " 49900 9900", "4" + SETTLED);
  }

  @Test
  void aSaleThatIsFirstHeardOfWhenItsTrialIsOverWasSavedAllTheSame() {
    outcomes.with(given(ORDER, T0 + 20 * DAY, FOREVER)).advanceTo(LONG_AFTER);

    assertThat(outcomes.told())
        .containsExactly(
            "2" + LOST,
            "3 SAVED " + at(T0 + 20 * DAY) + " 49900 9900",
            "4 SETTLED " + at(T0 + 20 * DAY) + " 49900 9900");
  }

  @Test
  void anUnlinkBeforeTheEndTakesTheSaleBackAndLeavesItOpen() {
    outcomes.with(given(ORDER, ORDER.time(), T0 + 2 * DAY)).advanceTo(T0 + 3 * DAY);
    assertThat(outcomes.told())
        .containsExactly("2" + SAVED, "3 CLAWED_BACK " + at(T0 + 2 * DAY) + " 0 0");

    outcomes.advanceTo(LONG_AFTER);
    assertThat(outcomes.told()).element(2).isEqualTo("4" + LOST);
    assertThat(outcomes.told()).hasSize(3);
  }

  @Test
  void afterAnUnlinkAnotherPurchaseSavesAgain() {
    outcomes.with(given(ORDER, ORDER.time(), T0 + 2 * DAY));
    outcomes.with(bought("p", Channel.APP, "tv-1", T0 + 3 * DAY)).advanceTo(END);

    assertThat(outcomes.told())
        .containsExactly(
            "2" + SAVED,
            "3 CLAWED_BACK " + at(T0 + 2 * DAY) + " 0 0",
            "4 SAVED " + at(T0 + 3 * DAY) + " 49900 9900");
  }

  @Test
  void anUnlinkAfterTheEndTurnsTheSaleIntoALossAtOnce() {
    outcomes.advanceTo(T0 + 2 * DAY).with(ORDER).advanceTo(T0 + 16 * DAY);
    outcomes.with(given(ORDER, ORDER.time(), T0 + 16 * DAY + 1)).advanceTo(LONG_AFTER);

    assertThat(outcomes.told())
        .containsExactly("2" + SAVED, "3" + SETTLED, "4 LOST " + at(T0 + 16 * DAY + 1) + " 0 0");
  }

  @Test
  void whatWasGivenByMistakeIsAsIfItHadNeverBeen() {
    outcomes.with(given(ORDER, T0 + 2 * DAY, FOREVER)).advanceTo(T0 + 3 * DAY);
    outcomes.with(takenBack(ORDER, T0 + 2 * DAY, FOREVER)).advanceTo(T0 + 4 * DAY);
    assertThat(outcomes.told())
        .containsExactly(
            "2 SAVED " + at(T0 + 2 * DAY) + " 49900 9900",
            "3 CLAWED_BACK " + at(T0 + 2 * DAY) + " 0 0");

    outcomes.restart().advanceTo(LONG_AFTER);
    assertThat(outcomes.told()).element(2).isEqualTo("4" + LOST);
  }

  @Test
  void aMistakeThatIsKnownOfBeforeItsTimeIsNotTold() {
    outcomes.with(given(ORDER, T0 + 2 * DAY, FOREVER), takenBack(ORDER, T0 + 2 * DAY, FOREVER));
    outcomes.advanceTo(LONG_AFTER);

    assertThat(outcomes.told()).containsExactly("2" + LOST);
  }

  @Test
  void thePurchaseOfSomebodyWhoTurnsOutToBeNoMemberIsTakenBack() {
    MemberBought member = memberBought("tv-1", T0 + DAY);
    outcomes.with(member).advanceTo(T0 + 2 * DAY);
    outcomes.with(takenBack(member, member.time(), FOREVER)).advanceTo(LONG_AFTER);

    assertThat(outcomes.told())
        .containsExactly("2" + SAVED, "3 CLAWED_BACK " + at(T0 + DAY) + " 0 0", "4" + LOST);
  }

  @Test
  void aReturnThatWasAnothersBringsTheSaleBack() {
    var mistake = returned("r", "o", T0 + 2 * DAY, back("tv-1", 1));
    outcomes.with(ORDER).with(mistake).advanceTo(T0 + 3 * DAY);
    outcomes.with(takenBack(mistake, mistake.time(), FOREVER)).advanceTo(LONG_AFTER);

    assertThat(outcomes.told())
        .containsExactly(
            "2" + SAVED, "3 CLAWED_BACK " + at(T0 + 2 * DAY) + " 0 0", "4" + SAVED, "5" + SETTLED);
  }

  @Test
  void aPurchaseThatIsKnownInTwoWaysHappenedOnce() {
    outcomes.with(ORDER).with(given(ORDER, T0 + 2 * DAY, T0 + 3 * DAY)).advanceTo(LONG_AFTER);

    assertThat(outcomes.told()).containsExactly("2" + SAVED, "3" + SETTLED);
  }

  @Test
  void anOrderThatIsNoMoreTheCustomersLeavesOpenWhetherItIsKept() {
    TestOutcomes kept = new TestOutcomes().with(given(ORDER, ORDER.time(), T0 + 10 * DAY));
    kept.advanceTo(T0 + 5 * DAY).with(toKeep("d", T0 + 6 * DAY, "o", "tv-1", T0 + 15 * DAY));
    kept.advanceTo(LONG_AFTER);

    assertThat(kept.told()).isEmpty();
  }

  // ---- how long

  @Test
  void aLinkThatReachesBackThirtyDaysAndComesFourteenDaysLateStillFindsTheDecision() {
    Bought last = bought("o", Channel.STORE, "tv-1", END);
    outcomes.advanceTo(END + 44 * DAY).with(given(last, END + 30 * DAY, FOREVER));
    outcomes.advanceTo(LONG_AFTER);

    assertThat(outcomes.told())
        .containsExactly(
            "2" + LOST,
            "3 SAVED " + at(END + 30 * DAY) + " 49900 9900",
            "4 SETTLED " + at(END + 30 * DAY) + " 49900 9900");
  }

  @Test
  void whenNothingCanChangeAnyMoreNothingIsLeft() {
    outcomes.with(ORDER).advanceTo(T0 + 15 * DAY + 45 * DAY);
    assertThat(outcomes.book().isEmpty()).isFalse();

    outcomes.advanceTo(T0 + 15 * DAY + 45 * DAY + 1);
    assertThat(outcomes.book().isEmpty()).isTrue();
    assertThat(outcomes.book().nextStep()).isEqualTo(Long.MAX_VALUE);
    assertThat(outcomes.book().forgetAt()).isEqualTo(Long.MAX_VALUE);
  }

  // ---- erasure

  @Test
  void anErasureIsTheLastWordAndLeavesNoName() {
    outcomes.with(ORDER).with(erased(T0 + 2 * DAY)).advanceTo(T0 + 2 * DAY - 1);
    assertThat(outcomes.told()).hasSize(1);
    assertThat(new String(outcomes.book().pack(), StandardCharsets.UTF_8)).contains("anna");

    outcomes.advanceTo(T0 + 2 * DAY);
    assertThat(outcomes.book().isErased()).isTrue();
    assertThat(outcomes.book().isEmpty()).as("that there was one is kept").isFalse();
    assertThat(outcomes.book().pack().length).isLessThan(60);
    assertThat(new String(outcomes.book().pack(), StandardCharsets.UTF_8)).doesNotContain("anna");
    outcomes.restart().with(coupon("e", T0 + 3 * DAY)).with(bought("p", Channel.APP, "tv-1", END));
    outcomes.advanceTo(LONG_AFTER);
    assertThat(outcomes.told()).hasSize(1);
    assertThat(outcomes.book().nextStep()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void whatHappenedBeforeTheErasureIsToldHoweverLateOneWakesUp() {
    outcomes.with(ORDER).with(erased(T0 + 2 * DAY)).advance(LONG_AFTER);

    assertThat(outcomes.told()).containsExactly("2" + SAVED);
  }

  @Test
  void whatHappensInTheMomentOfTheErasureIsNotTold() {
    outcomes.with(ORDER).with(erased(ORDER.time())).advanceTo(LONG_AFTER);

    assertThat(outcomes.told()).isEmpty();
  }

  @Test
  void aLateErasureTakesNothingBackAndTellsNothingMore() {
    outcomes.with(ORDER).advanceTo(T0 + 5 * DAY).with(erased(T0 + HOUR)).advanceTo(LONG_AFTER);

    assertThat(outcomes.told()).containsExactly("2" + SAVED);
    assertThat(outcomes.book().isErased()).isTrue();
  }
}
