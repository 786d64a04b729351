package dev.showroom.core.outcome;

import static dev.showroom.core.Facts.DAY;
import static dev.showroom.core.Facts.T0;
import static dev.showroom.core.Facts.back;
import static dev.showroom.core.Facts.bought;
import static dev.showroom.core.Facts.line;
import static dev.showroom.core.outcome.Decided.couponOf;
import static dev.showroom.core.outcome.Decided.toKeep;
import static dev.showroom.core.outcome.TestOutcomes.at;
import static dev.showroom.core.outcome.TrialOfSaleTest.returned;
import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.fact.Bought;
import dev.showroom.schemas.Channel;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether something that had been bought when the decision was made was kept. */
class KeptOrReturnedTest {
  private static final long BOUGHT = T0 - 5 * DAY;
  private static final long DEADLINE = BOUGHT + 14 * DAY;
  private static final long LONG_AFTER = T0 + 300 * DAY;

  private final TestOutcomes outcomes = new TestOutcomes();

  @Test
  void whatIsKeptUpToTheDeadlineIsSavedAndSettledThen() {
    theOrder(line("tv-1", 2), line("cam-1", 1)).advanceTo(DEADLINE - 1);
    assertThat(outcomes.told()).isEmpty();

    outcomes.advanceTo(DEADLINE);
    assertThat(outcomes.told())
        .containsExactly(
            "2 SAVED " + at(DEADLINE) + " 99800 19800",
            "3 SETTLED " + at(DEADLINE) + " 99800 19800");
    outcomes.advanceTo(LONG_AFTER);
    assertThat(outcomes.told()).hasSize(2);
  }

  @Test
  void whatIsBroughtBackUpToTheDeadlineIsLostAtOnce() {
    theOrder(line("tv-1", 1));
    outcomes.with(returned("r", "o", DEADLINE, back("tv-1", 1))).advanceTo(LONG_AFTER);
    assertThat(outcomes.told()).containsExactly("2 LOST " + at(DEADLINE) + " 0 0");
  }

  @Test
  void aMillisecondAfterTheDeadlineAReturnIsNoMatter() {
    theOrder(line("tv-1", 1));
    outcomes.with(returned("r", "o", DEADLINE + 1, back("tv-1", 1))).advanceTo(LONG_AFTER);

    assertThat(outcomes.told())
        .containsExactly(
            "2 SAVED " + at(DEADLINE) + " 49900 9900", "3 SETTLED " + at(DEADLINE) + " 49900 9900");
  }

  @Test
  void whereOnlyAPartComesBackTheRestWasKept() {
    theOrder(line("tv-1", 4));
    outcomes.with(returned("r", "o", T0 + DAY, back("tv-1", 3))).advanceTo(LONG_AFTER);

    assertThat(outcomes.told())
        .containsExactly(
            "2 SAVED " + at(DEADLINE) + " 49900 9900", "3 SETTLED " + at(DEADLINE) + " 49900 9900");
  }

  @Test
  void onlyTheLineThatTheAlertIsAboutCounts() {
    theOrder(line("tv-1", 1), line("tv-2", 1));
    outcomes.with(returned("r", "o", T0 + DAY, back("tv-2", 1))).advanceTo(LONG_AFTER);

    assertThat(outcomes.told()).first().isEqualTo("2 SAVED " + at(DEADLINE) + " 49900 9900");
  }

  @Test
  void withoutASkuTheWholeOrderCounts() {
    outcomes.with(bought("o", Channel.STORE, BOUGHT, line("tv-1", 1), line("cam-1", 1)));
    outcomes.advanceTo(T0 - 1).with(toKeep("d", T0, "o", null, DEADLINE));
    outcomes.with(returned("r", "o", T0 + DAY, back("tv-1", 1))).advanceTo(LONG_AFTER);

    assertThat(outcomes.told()).first().isEqualTo("2 SAVED " + at(DEADLINE) + " 49900 9900");
  }

  @Test
  void anotherPurchaseOfTheFamilyIsNoMatter() {
    theOrder(line("tv-1", 1));
    outcomes.with(bought("p", Channel.APP, "tv-1", T0 + DAY));
    outcomes.with(returned("r", "o", T0 + 2 * DAY, back("tv-1", 1))).advanceTo(LONG_AFTER);

    assertThat(outcomes.told()).containsExactly("2 LOST " + at(T0 + 2 * DAY) + " 0 0");
  }

  @Test
  void theTillsAreNotWaitedFor() {
    outcomes.report("store:s1", BOUGHT, BOUGHT);
    theOrder(line("tv-1", 1)).advanceTo(DEADLINE);

    assertThat(outcomes.told()).hasSize(2);
    assertThat(outcomes.book().waitsForFeeds()).isFalse();
  }

  @Test
  void whatWasTakenUpForKeepingItIsACost() {
    theOrder(line("tv-1", 1));
    outcomes.with(other(T0 + DAY)).advanceTo(LONG_AFTER);

    assertThat(outcomes.told())
        .containsExactly(
            "2 SAVED " + at(DEADLINE) + " 49900 4800 redeemed",
            "3 SETTLED " + at(DEADLINE) + " 49900 4800 redeemed");
  }

  @Test
  void whatWasTakenUpForKeepingItHasBeenGivenEvenIfItIsReturned() {
    theOrder(line("tv-1", 1));
    outcomes.with(other(T0 + DAY));
    outcomes.with(returned("r", "o", T0 + 2 * DAY, back("tv-1", 1))).advanceTo(LONG_AFTER);

    assertThat(outcomes.told()).containsExactly("2 LOST " + at(T0 + 2 * DAY) + " 0 -5100 redeemed");
  }

  @Test
  void anAlertThatJustStandsIsDecidedWhenAnyOtherWouldBe() {
    outcomes.with(bought("o", Channel.STORE, "tv-1", BOUGHT)).advanceTo(T0 - 1);
    outcomes.with(toKeep("d", T0, "o", "tv-1", Long.MAX_VALUE)).advanceTo(LONG_AFTER);

    assertThat(outcomes.told()).first().isEqualTo("2 SAVED " + at(T0 + 7 * DAY) + " 49900 9900");
  }

  @Test
  void theOrderIsRememberedThroughItsTrialDaysAndADayMore() {
    outcomes.with(bought("o", Channel.STORE, BOUGHT, new Bought.Line("tv-1", 1, 49_900, 60)));
    outcomes.advanceTo(BOUGHT + 60 * DAY);
    outcomes.with(toKeep("d", BOUGHT + 60 * DAY, "o", "tv-1", BOUGHT + 60 * DAY));
    outcomes.restart().advanceTo(LONG_AFTER);
    assertThat(outcomes.told()).hasSize(2);

    TestOutcomes later = new TestOutcomes().with(bought("o", Channel.STORE, "tv-1", BOUGHT));
    later.advanceTo(BOUGHT + 15 * DAY);
    assertThat(later.book().isEmpty()).isFalse();
    later.advanceTo(BOUGHT + 15 * DAY + 1);
    assertThat(later.book().isEmpty()).isTrue();
  }

  private TestOutcomes theOrder(Bought.Line... lines) {
    outcomes.with(bought("o", Channel.STORE, BOUGHT, lines)).advanceTo(T0 - 1);
    return outcomes.with(toKeep("d", T0, "o", "tv-1", DEADLINE));
  }

  private static Bought other(long time) {
    return new Bought(
        "p", time, "p", Channel.STORE, "s1", List.of(line("cam-1", 1)), List.of(couponOf("d")));
  }
}
