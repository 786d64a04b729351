package dev.showroom.core.outcome;

import static dev.showroom.core.Facts.DAY;
import static dev.showroom.core.Facts.HOUR;
import static dev.showroom.core.Facts.T0;
import static dev.showroom.core.Facts.bought;
import static dev.showroom.core.Facts.line;
import static dev.showroom.core.Facts.memberBought;
import static dev.showroom.core.outcome.Decided.coupon;
import static dev.showroom.core.outcome.Decided.couponOf;
import static dev.showroom.core.outcome.TestOutcomes.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.Facts;
import dev.showroom.core.catalogue.ProductVersion;
import dev.showroom.core.fact.Bought;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.DecisionOutcome;
import dev.showroom.schemas.OfferKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whether the thing that somebody was about to buy elsewhere was bought here. */
class SavedOrLostTest {
  private static final long DECIDED = T0;
  private static final long END = T0 + 7 * DAY;
  private static final long LONG_AFTER = T0 + 100 * DAY;
  private static final String LOST = "2 LOST " + at(END) + " 0 0";

  private final TestOutcomes outcomes = new TestOutcomes();

  @ParameterizedTest
  @EnumSource
  void anOwnPurchaseOfTheFamilyInAnyChannelSavesTheSale(Channel channel) {
    outcomes.with(coupon("d", DECIDED)).with(bought("o", channel, "tv-2", T0 + DAY));

    outcomes.advanceTo(T0 + DAY - 1);
    assertThat(outcomes.told()).isEmpty();
    outcomes.advanceTo(T0 + DAY);
    assertThat(outcomes.told()).containsExactly("2 SAVED " + at(T0 + DAY) + " 49900 9900");
  }

  @Test
  void atTheMomentOfTheDecisionItCountsAndAMillisecondBeforeItDoesNot() {
    outcomes.with(coupon("d", DECIDED)).with(bought("o", Channel.APP, "tv-1", DECIDED));
    outcomes.advanceTo(DECIDED);
    assertThat(outcomes.told()).containsExactly("2 SAVED " + at(DECIDED) + " 49900 9900");

    TestOutcomes other =
        new TestOutcomes()
            .with(coupon("d", DECIDED))
            .with(bought("o", Channel.APP, "tv-1", DECIDED - 1));
    other.advanceTo(LONG_AFTER);
    assertThat(other.told()).containsExactly(LOST);
  }

  @Test
  void atTheEndItStillCountsAndAMillisecondLaterItDoesNot() {
    outcomes.with(coupon("d", DECIDED)).with(bought("o", Channel.APP, "tv-1", END));
    outcomes.advanceTo(END);
    assertThat(outcomes.told()).containsExactly("2 SAVED " + at(END) + " 49900 9900");

    TestOutcomes other =
        new TestOutcomes()
            .with(coupon("d", DECIDED))
            .with(bought("o", Channel.APP, "tv-1", END + 1));
    other.advanceTo(LONG_AFTER);
    assertThat(other.told()).containsExactly(LOST);
  }

  @Test
  void whereNothingIsBoughtItIsLostAtTheEndAndNotBefore() {
    outcomes.with(coupon("d", DECIDED)).with(bought("o", Channel.APP, "cam-1", T0 + DAY));
    outcomes.advanceTo(END - 1);
    assertThat(outcomes.told()).isEmpty();

    outcomes.advanceTo(END);
    assertThat(outcomes.told()).containsExactly(LOST);
    outcomes.advanceTo(LONG_AFTER);
    assertThat(outcomes.told()).hasSize(1);
  }

  @Test
  void theFamilyIsThatOfTheDayOfThePurchase() {
    TestOutcomes moved =
        new TestOutcomes(
            (sku, time) ->
                sku.equals("tv-2") && time >= T0 + DAY
                    ? new ProductVersion(sku, T0 + DAY, "cam", "electronics", 100, 50)
                    : Facts.SHOP.asOf(sku, time));
    moved.with(coupon("d", DECIDED), coupon("e", DECIDED).about("cam", "cam-1"));
    moved.with(bought("o", Channel.APP, "tv-2", T0 + DAY)).advanceTo(LONG_AFTER);

    assertThat(moved.told("d")).containsExactly(LOST);
    assertThat(moved.told("e")).first().asString().contains("SAVED " + at(T0 + DAY));
  }

  @Test
  void anAlertAboutNoFamilyIsAnsweredByItsSkuAndOneAboutNothingByAnyPurchase() {
    outcomes.with(
        coupon("sku", DECIDED).about(null, "tv-2"), coupon("any", DECIDED).about(null, null));
    outcomes.with(bought("o", Channel.APP, T0 + DAY, line("tv-1", 1), line("cam-1", 2)));
    outcomes.advanceTo(END);

    assertThat(outcomes.told("sku")).containsExactly(LOST);
    assertThat(outcomes.told("any")).containsExactly("2 SAVED " + at(T0 + DAY) + " 149700 29700");
  }

  @Test
  void theFirstPurchaseCountsWithTheLinesOfTheFamilyAlone() {
    outcomes.with(coupon("d", DECIDED));
    outcomes.with(bought("later", Channel.APP, T0 + 2 * DAY, line("tv-1", 5)));
    outcomes.with(
        bought("o", Channel.APP, T0 + DAY, line("tv-1", 2), line("cam-1", 7), line("tv-2", 1)));
    outcomes.advanceTo(END);

    assertThat(outcomes.told()).containsExactly("2 SAVED " + at(T0 + DAY) + " 149700 29700");
  }

  @Test
  void aMemberOfTheHouseholdBuysInTheCustomersStead() {
    outcomes.with(coupon("d", DECIDED)).with(memberBought("tv-1", T0 + DAY)).advanceTo(LONG_AFTER);

    assertThat(outcomes.told())
        .as("at the list price")
        .containsExactly(
            "2 SAVED " + at(T0 + DAY) + " 49900 9900",
            "3 SETTLED " + at(T0 + 15 * DAY) + " 49900 9900");
  }

  @Test
  void goodsThatNoProductRecordNamesAreAFamilyOfTheirOwnAndBringNoMargin() {
    outcomes
        .with(coupon("d", DECIDED).about("odd", "odd"))
        .with(bought("o", Channel.APP, "odd", T0));
    outcomes.advanceTo(END);

    assertThat(outcomes.told()).containsExactly("2 SAVED " + at(T0) + " 49900 0");
  }

  // ---- the offer

  @Test
  void theCouponIsTakenOffWhatIsPaidAndItsCostOffTheMargin() {
    outcomes.with(coupon("d", DECIDED), coupon("other", DECIDED));
    outcomes.with(withCoupon("o", couponOf("d"), T0 + DAY)).advanceTo(END);

    assertThat(outcomes.told("d"))
        .containsExactly("2 SAVED " + at(T0 + DAY) + " 44900 4800 redeemed");
    assertThat(outcomes.told("other")).containsExactly("2 SAVED " + at(T0 + DAY) + " 49900 9900");
  }

  @Test
  void whatIsGivenAwayOtherwiseIsACostAndNoDiscount() {
    outcomes.with(coupon("d", DECIDED).with(OfferKind.POINTS));
    outcomes.with(withCoupon("o", couponOf("d"), T0 + DAY)).advanceTo(END);

    assertThat(outcomes.told()).containsExactly("2 SAVED " + at(T0 + DAY) + " 49900 4800 redeemed");
  }

  @Test
  void aCouponWorthMoreThanTheGoodsMakesThemFreeAndNoCheaper() {
    outcomes.with(coupon("d", DECIDED));
    outcomes.with(
        new Bought(
            "p",
            T0 + DAY,
            "o",
            Channel.APP,
            null,
            List.of(new Bought.Line("tv-1", 1, 3_000, -1)),
            List.of(couponOf("d"))));
    outcomes.advanceTo(END);

    assertThat(outcomes.told()).containsExactly("2 SAVED " + at(T0 + DAY) + " 0 -40100 redeemed");
  }

  @Test
  void bothArmsAreMeasuredAlike() {
    outcomes.with(coupon("treated", DECIDED), coupon("held-out", DECIDED).heldOut());
    outcomes.with(bought("o", Channel.STORE, "tv-1", T0 + DAY)).advanceTo(LONG_AFTER);

    assertThat(outcomes.told("held-out")).hasSize(2).isEqualTo(outcomes.told("treated"));
  }

  @Test
  void whatIsOnlyLookedAtIsMeasuredTooButNoCouponOfItWasEverSent() {
    outcomes.with(coupon("d", DECIDED).onlyLookedAt());
    outcomes.with(withCoupon("o", couponOf("d"), T0 + DAY)).advanceTo(END);

    assertThat(outcomes.told()).containsExactly("2 SAVED " + at(T0 + DAY) + " 49900 9900");
    assertThat(outcomes.notices().get(0).decision().shadow()).isTrue();
  }

  @Test
  void nothingBecomesOfADecisionThatAGateRefused() {
    outcomes.with(coupon("d", DECIDED).as(DecisionOutcome.SUPPRESSED)).advanceTo(LONG_AFTER);

    assertThat(outcomes.told()).isEmpty();
    assertThat(outcomes.book().isEmpty()).isTrue();
  }

  @Test
  void theSameDecisionAndTheSamePurchaseOnceMoreChangeNothing() {
    Bought order = bought("o", Channel.APP, "tv-1", T0 + DAY);
    outcomes.with(coupon("d", DECIDED), coupon("d", DECIDED)).with(order, order);
    outcomes.advanceTo(T0 + DAY).with(coupon("d", DECIDED)).with(order).advanceTo(END);

    assertThat(outcomes.told()).hasSize(1);
  }

  @Test
  void figuresStayThoseOfTheDayOfThePurchaseWhateverTheCatalogueForgets() {
    long[] known = {Long.MIN_VALUE};
    TestOutcomes forgetful =
        new TestOutcomes((sku, time) -> time < known[0] ? null : Facts.SHOP.asOf(sku, time));
    forgetful.with(coupon("d", DECIDED)).with(bought("o", Channel.APP, "tv-1", T0 + DAY));
    forgetful.advanceTo(T0 + DAY);
    known[0] = T0 + 2 * DAY;
    forgetful.restart().advanceTo(LONG_AFTER);

    assertThat(forgetful.told())
        .containsExactly(
            "2 SAVED " + at(T0 + DAY) + " 49900 9900",
            "3 SETTLED " + at(T0 + 15 * DAY) + " 49900 9900");
  }

  private static Bought withCoupon(String order, String coupon, long time) {
    Bought plain = bought(order, Channel.STORE, "tv-1", time);
    return new Bought(
        plain.eventId(),
        time,
        order,
        plain.channel(),
        plain.storeId(),
        plain.lines(),
        List.of("another", coupon));
  }

  // ---- the tills

  @Test
  void lostWaitsForTheTills() {
    outcomes.report("store:s1", T0, T0 - HOUR);
    outcomes.with(coupon("d", DECIDED)).advanceTo(END + DAY);
    assertThat(outcomes.told()).isEmpty();
    assertThat(outcomes.book().waitsForFeeds()).isTrue();

    outcomes.report("store:s1", END + DAY + HOUR, END - 1).advanceTo(END + 2 * DAY);
    assertThat(outcomes.told()).isEmpty();
    outcomes.report("store:s1", END + 2 * DAY + 1, END).restart().advanceTo(END + 3 * DAY);
    assertThat(outcomes.told()).containsExactly("2 LOST " + at(END + 2 * DAY + 1) + " 0 0");
    assertThat(outcomes.book().waitsForFeeds()).isFalse();
  }

  @Test
  void savedWaitsForNobody() {
    outcomes.report("store:s1", T0, T0 - HOUR);
    outcomes.with(coupon("d", DECIDED)).with(bought("o", Channel.APP, "tv-1", END));
    outcomes.advanceTo(END);

    assertThat(outcomes.told()).containsExactly("2 SAVED " + at(END) + " 49900 9900");
    assertThat(outcomes.book().waitsForFeeds()).isFalse();
  }

  @Test
  void aTillThatUploadsADayLateSavesInsteadOfLosing() {
    outcomes.report("store:s1", T0, T0 - HOUR);
    outcomes.with(coupon("d", DECIDED)).advanceTo(END + DAY);
    outcomes.with(bought("o", Channel.STORE, "tv-1", END));
    outcomes.report("store:s1", END + DAY + 1, END + DAY).advanceTo(END + 2 * DAY);

    assertThat(outcomes.told()).containsExactly("2 SAVED " + at(END) + " 49900 9900");
  }

  @Test
  void aTillThatNeverReportsLeavesItOpenAndInTheEndNothingIsKept() {
    outcomes.report("store:s1", T0, T0 - HOUR);
    outcomes.with(coupon("d", DECIDED)).advanceTo(LONG_AFTER);

    assertThat(outcomes.told()).isEmpty();
    assertThat(outcomes.book().isEmpty()).isTrue();
    assertThat(outcomes.wakings()).as("it looks again ever more seldom").isLessThan(160);
  }
}
