package dev.showroom.core.insight;

import static dev.showroom.core.insight.GivenNotices.DAY;
import static dev.showroom.core.insight.GivenNotices.HOUR;
import static dev.showroom.core.insight.GivenNotices.MINUTE;
import static dev.showroom.core.insight.GivenNotices.SECOND;
import static dev.showroom.core.insight.GivenNotices.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.showroom.core.notice.BudgetNotice;
import dev.showroom.core.notice.DecisionReason;
import dev.showroom.core.notice.OutcomeNotice;
import dev.showroom.schemas.AlertStatus;
import dev.showroom.schemas.Arm;
import dev.showroom.schemas.CouponState;
import dev.showroom.schemas.Insight;
import dev.showroom.schemas.OfferKind;
import dev.showroom.schemas.OutcomeKind;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the figures say, by hand. */
class FiguresTest {
  private final Sheet sheet = new Sheet();
  private int cases;

  private GivenNotices next() {
    return GivenNotices.of("a-" + ++cases, T0);
  }

  /** So many decisions with a known outcome, of which so many were saved with a margin each. */
  private void closed(boolean treated, int of, int saved, long marginMinor) {
    for (int i = 0; i < of; i++) {
      GivenNotices given = treated ? next() : next().heldOut();
      boolean kept = i < saved;
      sheet.give(
          given.decision(),
          given.outcome(
              1, kept ? OutcomeKind.SAVED : OutcomeKind.LOST, T0 + DAY, kept ? marginMinor : 0));
    }
  }

  @Test
  void alerts_are_counted_by_the_status_that_they_have_now() {
    GivenNotices one = next();
    GivenNotices two = next().in("st-2");
    sheet.give(one.suspected(), two.suspected());
    sheet.give(two.alert(2, AlertStatus.CONFIRMED, T0 + 7 * DAY));

    assertThat(sheet.day("alerts"))
        .isEqualTo(
            Map.of(
                "label=SUSPECTED", 1.0,
                "label=CONFIRMED", 1.0,
                "storeId=st-1:label=SUSPECTED", 1.0,
                "storeId=st-2:label=SUSPECTED", 0.0,
                "storeId=st-2:label=CONFIRMED", 1.0,
                "category=tv:label=SUSPECTED", 1.0,
                "category=tv:label=CONFIRMED", 1.0,
                "pattern=HOP:label=SUSPECTED", 1.0,
                "pattern=HOP:label=CONFIRMED", 1.0));
  }

  @Test
  void decisions_are_counted_by_what_came_of_them_and_by_reason() {
    sheet.give(next().decision(), next().heldOut().decision());
    sheet.give(next().refused(DecisionReason.BUDGET), next().refused(DecisionReason.BUDGET));

    assertThat(sheet.day("decisions"))
        .containsEntry("label=ISSUED", 1.0)
        .containsEntry("label=HELD_OUT", 1.0)
        .containsEntry("label=SUPPRESSED", 2.0)
        .containsEntry("offer=COUPON:label=HELD_OUT", 1.0)
        .doesNotContainKey("offer=COUPON:label=SUPPRESSED");
    assertThat(sheet.day("decisions.reason"))
        .containsEntry("label=BUDGET", 2.0)
        .containsEntry("label=BEST_OFFER", 1.0)
        .containsEntry("label=HOLD_OUT", 1.0)
        .containsEntry("storeId=st-1:label=BUDGET", 2.0);
  }

  @Test
  void coupons_are_counted_by_the_state_that_they_are_in_and_cost_what_was_used() {
    GivenNotices used = next();
    GivenNotices open = next().with(OfferKind.POINTS);
    sheet.give(used.coupon(1, CouponState.ISSUED, T0), open.coupon(1, CouponState.ISSUED, T0));
    assertThat(sheet.day("offers.cost")).isEmpty();
    sheet.give(
        used.coupon(2, CouponState.DELIVERED, T0 + MINUTE),
        used.coupon(3, CouponState.REDEEMED, T0 + HOUR));

    assertThat(sheet.day("coupons"))
        .containsEntry("label=ISSUED", 1.0)
        .containsEntry("label=DELIVERED", 0.0)
        .containsEntry("label=REDEEMED", 1.0)
        .containsEntry("offer=POINTS:label=ISSUED", 1.0)
        .containsEntry("offer=COUPON:label=ISSUED", 0.0);
    assertThat(sheet.day("offers.cost"))
        .as("1,000 given away, and 500 on top")
        .containsEntry("", 1_500.0)
        .containsEntry("offer=COUPON", 1_500.0)
        .doesNotContainKey("offer=POINTS");
    assertThat(sheet.whole("offers.cost").getCount()).isEqualTo(1);
  }

  @Test
  void the_save_rate_of_an_arm_is_of_the_decisions_whose_outcome_is_known() {
    closed(true, 70, 56, 1_000);
    sheet.give(next().decision());
    GivenNotices expired = next();
    sheet.give(expired.decision(), expired.outcome(1, OutcomeKind.EXPIRED, T0 + 2 * DAY, 0));

    Insight rate = sheet.whole("save.rate", Arm.TREATED);
    assertThat(rate.getCount()).isEqualTo(70);
    assertThat(rate.getValue()).isEqualTo(0.8);
    // Wilson: (56 + 1.9208 -+ 1.96 * sqrt(56 * 14 / 70 + 0.9604)) / (70 + 3.8415)
    assertThat(rate.getLow()).isCloseTo(0.6918, within(0.0001));
    assertThat(rate.getHigh()).isCloseTo(0.8769, within(0.0001));
    assertThat(sheet.of("save.uplift", DAY)).isEmpty();
    assertThat(sheet.of("offers.cannibalised", DAY)).isEmpty();
  }

  @Test
  void settled_is_saved_and_clawed_back_is_not() {
    GivenNotices settled = next();
    GivenNotices clawedBack = next();
    sheet.give(settled.outcome(1, OutcomeKind.SAVED, T0 + DAY, 900));
    sheet.give(clawedBack.outcome(1, OutcomeKind.SAVED, T0 + DAY, 900));
    assertThat(sheet.whole("save.rate", Arm.TREATED).getValue()).isEqualTo(1);

    sheet.give(settled.outcome(2, OutcomeKind.SETTLED, T0 + 15 * DAY, 900));
    sheet.give(clawedBack.outcome(2, OutcomeKind.CLAWED_BACK, T0 + 9 * DAY, -100));

    Insight rate = sheet.whole("save.rate", Arm.TREATED);
    assertThat(rate.getValue()).isEqualTo(0.5);
    assertThat(rate.getCount()).isEqualTo(2);
    Insight margin = sheet.whole("margin.mean", Arm.TREATED);
    assertThat(margin.getValue()).isEqualTo(400);
    // Of 900 and -100: 500 * sqrt(2).
    assertThat(sheet.whole("margin.deviation", Arm.TREATED).getValue())
        .isCloseTo(707.1068, within(0.0001));
  }

  @Test
  void the_uplift_is_the_difference_of_the_arms_and_makes_the_incremental_saves() {
    closed(true, 70, 56, 1_000);
    closed(false, 80, 48, 1_000);

    Insight uplift = sheet.whole("save.uplift");
    assertThat(uplift.getValue()).isCloseTo(0.2, within(1e-12));
    assertThat(uplift.getLow()).as("Newcombe 1998").isCloseTo(0.0524, within(0.00005));
    assertThat(uplift.getHigh()).isCloseTo(0.3339, within(0.00005));
    assertThat(uplift.getCount()).isEqualTo(150);
    Insight saves = sheet.whole("save.incremental");
    assertThat(saves.getValue()).isCloseTo(14, within(1e-9));
    assertThat(saves.getLow()).isCloseTo(70 * uplift.getLow(), within(1e-9));
    assertThat(saves.getHigh()).isCloseTo(70 * uplift.getHigh(), within(1e-9));
    assertThat(saves.getCount()).isEqualTo(70);
    assertThat(sheet.day("save.uplift").keySet())
        .containsExactlyInAnyOrder(
            "", "storeId=st-1", "category=tv", "pattern=HOP", "offer=COUPON");
  }

  @Test
  void the_incremental_margin_is_what_the_treated_made_more_each_times_how_many_they_are() {
    closed(true, 4, 2, 1_000);
    closed(false, 2, 1, 400);

    // 4 * (500 - 200). Variances 333,333.3 of 4 and 80,000 of 2, of both (1,000,000 + 80,000) / 4
    // = 270,000; with 30 borrowed (1,000,000 + 8,100,000) / 33 / 4 + (80,000 + 8,100,000) / 31 / 2
    // = 68,939.39 + 131,935.48; 2.124708 degrees of freedom; 448.1907 * 4.069480 = 1,823.903.
    Insight margin = sheet.whole("margin.incremental");
    assertThat(margin.getValue()).isEqualTo(1_200);
    assertThat(margin.getHigh() - 1_200).isCloseTo(4 * 1_823.903, within(0.01));
    assertThat(1_200 - margin.getLow()).isCloseTo(4 * 1_823.903, within(0.01));
    assertThat(margin.getCount()).isEqualTo(4);
  }

  @Test
  void sales_that_would_have_been_made_at_the_full_price_are_what_was_used_but_not_saved() {
    closed(true, 70, 56, 1_000);
    closed(false, 80, 48, 1_000);
    for (int i = 0; i < 20; i++) {
      sheet.give(next().coupon(3, CouponState.REDEEMED, T0 + HOUR));
    }

    // 20 used less 14 saves, and at the ends of 3.67 to 23.37 saves.
    Insight cannibalised = sheet.whole("offers.cannibalised");
    assertThat(cannibalised.getValue()).isCloseTo(6, within(1e-9));
    assertThat(cannibalised.getLow()).isZero();
    assertThat(cannibalised.getHigh()).isCloseTo(20 - 70 * 0.0524, within(0.005));
    assertThat(cannibalised.getCount()).isEqualTo(20);
  }

  @Test
  void from_alert_to_push_it_is_the_mean_and_the_longest() {
    for (int seconds : new int[] {2, 4, 9}) {
      GivenNotices given = next();
      sheet.give(
          given.decision(),
          given.coupon(1, CouponState.ISSUED, given.decidedAt()),
          given.coupon(2, CouponState.DELIVERED, T0 + seconds * SECOND),
          given.coupon(3, CouponState.VIEWED, T0 + HOUR));
    }
    GivenNotices undelivered = next();
    sheet.give(undelivered.decision(), undelivered.coupon(1, CouponState.ISSUED, T0 + SECOND));

    assertThat(sheet.whole("push.seconds").getValue()).isEqualTo(5);
    assertThat(sheet.whole("push.seconds").getCount()).isEqualTo(3);
    assertThat(sheet.whole("push.secondsMost").getValue()).isEqualTo(9);
    assertThat(sheet.of("push.seconds", MINUTE)).hasSize(5);
  }

  @Test
  void the_delivery_may_be_told_before_the_decision() {
    GivenNotices given = next();
    sheet.give(given.coupon(2, CouponState.DELIVERED, T0 + 3 * SECOND), given.decision());

    assertThat(sheet.whole("push.seconds").getValue()).isEqualTo(3);
  }

  @Test
  void a_budget_stands_as_it_was_told_last_in_each_window() {
    sheet.give(GivenNotices.budget("spring", null, T0, 40));
    sheet.give(GivenNotices.budget("spring", null, T0, 50));
    sheet.give(GivenNotices.budget("spring", "st-1", T0, 7));
    sheet.give(new BudgetNotice("free", null, T0, 1, 2, Long.MAX_VALUE));

    assertThat(sheet.day("budget.spent"))
        .isEqualTo(
            Map.of(
                "campaign=spring", 50.0,
                "storeId=st-1:campaign=spring", 7.0,
                "campaign=free", 2.0));
    assertThat(sheet.day("budget.reserved")).containsEntry("campaign=spring", 100.0);
    assertThat(sheet.day("budget.left"))
        .containsEntry("campaign=spring", 9_950.0)
        .doesNotContainKey("campaign=free");
  }

  @Test
  void what_comes_of_an_earlier_moment_does_not_take_a_budgets_place() {
    sheet.give(GivenNotices.budget("spring", null, T0, 50));
    sheet.give(GivenNotices.budget("spring", null, T0 - 1, 40));

    assertThat(sheet.day("budget.spent")).containsEntry("campaign=spring", 50.0);
  }

  @Test
  void what_was_only_looked_at_has_figures_of_its_own() {
    GivenNotices shadow = next().inShadow();
    sheet.give(next().decision(), shadow.suspected(), shadow.decision());
    sheet.give(shadow.outcome(1, OutcomeKind.SAVED, T0 + DAY, 900));

    assertThat(sheet.day("decisions")).containsEntry("label=ISSUED", 1.0);
    assertThat(sheet.day("alerts")).isEmpty();
    assertThat(sheet.day("save.rate")).isEmpty();
    assertThat(sheet.day("shadow.decisions")).containsEntry("label=ISSUED", 1.0);
    assertThat(sheet.day("shadow.alerts")).containsEntry("label=SUSPECTED", 1.0);
    assertThat(sheet.day("shadow.save.rate")).containsEntry("arm=TREATED", 1.0);
  }

  @Test
  void who_gets_no_offer_is_in_no_arm() {
    GivenNotices given = next();
    sheet.give(
        new OutcomeNotice(
            given.refused(DecisionReason.BUDGET),
            1,
            OutcomeKind.SAVED,
            T0 + DAY,
            3_000,
            1_000,
            false));

    assertThat(sheet.figures()).isEmpty();
  }
}
