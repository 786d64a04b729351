package dev.showroom.core.offer;

import static dev.showroom.core.offer.TestDesk.DAY;
import static dev.showroom.core.offer.TestDesk.HOUR;
import static dev.showroom.core.offer.TestDesk.MINUTE;
import static dev.showroom.core.offer.TestDesk.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.showroom.core.notice.BudgetNotice;
import dev.showroom.core.notice.DecisionNotice;
import dev.showroom.core.notice.DecisionReason;
import dev.showroom.core.offer.PolicyDraft.CampaignDraft;
import dev.showroom.core.offer.PolicyDraft.OfferDraft;
import dev.showroom.core.policy.PointsTerms;
import dev.showroom.core.policy.Policy;
import dev.showroom.schemas.CouponChange;
import dev.showroom.schemas.OfferKind;
import dev.showroom.schemas.RetractReason;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each coupon takes 3.00: 2.50 of value and 0.50 of cost. */
class BudgetsTest {
  private static final long MIDNIGHT = Instant.parse("2026-03-03T00:00:00Z").toEpochMilli();

  private final PolicyDraft policy = new PolicyDraft();
  private int alerts;

  BudgetsTest() {
    policy.offers.add(OfferDraft.of("coupon", OfferKind.COUPON).amount(250).cost(50).done());
  }

  @Test
  void a_campaigns_budget_is_used_to_the_last_minor_unit() {
    assertThat(reasons(new CampaignDraft("spring").total(900), T0, T0, T0, T0))
        .containsExactly(
            DecisionReason.BEST_OFFER,
            DecisionReason.BEST_OFFER,
            DecisionReason.BEST_OFFER,
            DecisionReason.BUDGET);
    assertThat(reasons(new CampaignDraft("spring").total(899), T0, T0, T0))
        .containsExactly(
            DecisionReason.BEST_OFFER, DecisionReason.BEST_OFFER, DecisionReason.BUDGET);
  }

  @Test
  void each_store_has_a_budget_of_its_own_and_an_alert_about_none_takes_from_none() {
    TestDesk desk = desk(new CampaignDraft("spring").perStore(300));
    AlertDraft elsewhere = alert(T0);
    elsewhere.store = "st-2";
    AlertDraft nowhere = alert(T0 + 3);
    nowhere.store = null;
    desk.give(elsewhere.suspected())
        .give(alert(T0 + 1).suspected())
        .give(alert(T0 + 2).suspected())
        .give(nowhere.suspected())
        .watermark(T0 + 3);

    assertThat(reasons(desk))
        .containsExactly(
            DecisionReason.BEST_OFFER,
            DecisionReason.BEST_OFFER,
            DecisionReason.BUDGET,
            DecisionReason.BEST_OFFER);
    assertThat(desk.budgets())
        .extracting(BudgetNotice::storeId, BudgetNotice::reservedMinor, BudgetNotice::leftMinor)
        .containsExactly(
            tuple(null, 300L, Long.MAX_VALUE),
            tuple("st-2", 300L, 0L),
            tuple(null, 600L, Long.MAX_VALUE),
            tuple("st-1", 300L, 0L),
            tuple(null, 900L, Long.MAX_VALUE));
  }

  @Test
  void a_days_budget_is_new_at_midnight_where_the_policy_is() {
    CampaignDraft daily = new CampaignDraft("spring").perDay(300);
    assertThat(reasons(daily, MIDNIGHT - 2, MIDNIGHT - 1, MIDNIGHT))
        .containsExactly(
            DecisionReason.BEST_OFFER, DecisionReason.BUDGET, DecisionReason.BEST_OFFER);

    policy.timeZone = "Europe/Berlin";
    assertThat(reasons(daily, MIDNIGHT - HOUR - 1, MIDNIGHT - HOUR, MIDNIGHT))
        .containsExactly(
            DecisionReason.BEST_OFFER, DecisionReason.BEST_OFFER, DecisionReason.BUDGET);
  }

  @Test
  void a_paced_day_becomes_free_evenly() {
    // 4 coupons a day: the second is free at noon, not a millisecond before.
    CampaignDraft paced = new CampaignDraft("spring").perDay(1_200).paced(0);
    long second = MIDNIGHT + 12 * HOUR;
    assertThat(reasons(paced, second - 7 * HOUR, second - 6 * HOUR, second - 1, second))
        .containsExactly(
            DecisionReason.BUDGET,
            DecisionReason.BEST_OFFER,
            DecisionReason.BUDGET,
            DecisionReason.BEST_OFFER);
  }

  @Test
  void a_burst_is_free_from_the_days_beginning() {
    CampaignDraft paced = new CampaignDraft("spring").perDay(1_200).paced(500);
    assertThat(
            reasons(
                paced,
                MIDNIGHT,
                MIDNIGHT,
                MIDNIGHT,
                MIDNIGHT + 18 * HOUR - 1,
                MIDNIGHT + 18 * HOUR))
        .containsExactly(
            DecisionReason.BEST_OFFER,
            DecisionReason.BEST_OFFER,
            DecisionReason.BUDGET,
            DecisionReason.BUDGET,
            DecisionReason.BEST_OFFER);
  }

  @Test
  void a_day_on_which_clocks_change_is_paced_by_its_own_length() {
    policy.timeZone = "Europe/Berlin";
    // 29 March 2026 has 23 hours: half of it has passed after 11.5 of them.
    long start = Instant.parse("2026-03-28T23:00:00Z").toEpochMilli();
    long half = start + 11 * HOUR + 30 * MINUTE;
    CampaignDraft paced = new CampaignDraft("spring").perDay(600).paced(0);

    assertThat(reasons(paced, half - 1, half))
        .containsExactly(DecisionReason.BUDGET, DecisionReason.BEST_OFFER);
  }

  @Test
  void a_redeemed_coupon_is_spent_and_stays_so() {
    TestDesk desk = desk(new CampaignDraft("spring").total(300));
    AlertDraft first = alert(T0);
    desk.give(first.suspected())
        .order(first.id, T0 + HOUR)
        .give(alert(T0 + 10 * DAY).suspected())
        .watermark(T0 + 10 * DAY);

    assertThat(reasons(desk)).containsExactly(DecisionReason.BEST_OFFER, DecisionReason.BUDGET);
    assertThat(desk.budgets())
        .containsExactly(
            new BudgetNotice("spring", null, T0, 300, 0, 0),
            new BudgetNotice("spring", null, T0 + HOUR, 0, 300, 0));
  }

  @Test
  void what_has_expired_or_was_revoked_or_failed_is_released_at_once() {
    for (int fate = 0; fate < 3; fate++) {
      TestDesk desk = desk(new CampaignDraft("spring").total(300).perStore(300).perDay(300));
      AlertDraft first = alert(T0);
      first.anchorAt = T0 - policy.validForMillis + HOUR;
      desk.give(first.suspected());
      if (fate == 0) {
        desk.give(first.retracted(2, RetractReason.SALE_KEPT, T0 + HOUR));
      } else if (fate == 1) {
        desk.news(first.id, CouponChange.FAILED, T0 + HOUR);
      }
      long free = fate == 2 ? T0 + HOUR + 1 : T0 + HOUR;
      desk.give(alert(free - 1).suspected()).give(alert(free).suspected()).watermark(free);

      assertThat(reasons(desk))
          .as("fate " + fate)
          .containsExactly(
              DecisionReason.BEST_OFFER, DecisionReason.BUDGET, DecisionReason.BEST_OFFER);
    }
  }

  @Test
  void what_is_released_on_a_later_day_is_not_given_to_that_day() {
    TestDesk desk = desk(new CampaignDraft("spring").perDay(600));
    AlertDraft first = alert(MIDNIGHT - HOUR);
    desk.give(first.suspected())
        .give(alert(MIDNIGHT).suspected())
        .give(first.retracted(2, RetractReason.SALE_KEPT, MIDNIGHT + 1))
        .give(alert(MIDNIGHT + 2).suspected())
        .give(alert(MIDNIGHT + 3).suspected())
        .watermark(MIDNIGHT + 3);

    assertThat(reasons(desk))
        .containsExactly(
            DecisionReason.BEST_OFFER,
            DecisionReason.BEST_OFFER,
            DecisionReason.BEST_OFFER,
            DecisionReason.BUDGET);
  }

  @Test
  void where_one_budget_refuses_none_is_touched() {
    TestDesk desk = desk(new CampaignDraft("spring").total(900).perStore(300).perDay(900));
    AlertDraft elsewhere = alert(T0 + 2);
    elsewhere.store = "st-2";
    desk.give(alert(T0).suspected())
        .give(alert(T0 + 1).suspected())
        .give(elsewhere.suspected())
        .watermark(T0 + 2);

    assertThat(reasons(desk))
        .containsExactly(
            DecisionReason.BEST_OFFER, DecisionReason.BUDGET, DecisionReason.BEST_OFFER);
    assertThat(desk.decisions())
        .extracting(DecisionNotice::budgetLeftMinor)
        .containsExactly(600L, null, 300L);
  }

  @Test
  void a_new_version_of_the_policy_goes_on_from_what_was_taken() {
    policy.campaigns.add(new CampaignDraft("spring").total(600).done());
    PolicyDraft tighter = again(2, T0 + HOUR, 300);
    PolicyDraft wider = again(3, T0 + 2 * HOUR, 900);
    TestDesk desk = TestDesk.with(policy, tighter, wider);
    desk.give(alert(T0).suspected())
        .give(alert(T0 + 1).suspected())
        .give(alert(T0 + HOUR).suspected())
        .give(alert(T0 + 2 * HOUR).suspected())
        .give(alert(T0 + 2 * HOUR + 1).suspected())
        .watermark(T0 + 3 * HOUR);

    assertThat(reasons(desk))
        .containsExactly(
            DecisionReason.BEST_OFFER,
            DecisionReason.BEST_OFFER,
            DecisionReason.BUDGET,
            DecisionReason.BEST_OFFER,
            DecisionReason.BUDGET);
  }

  @Test
  void a_lowered_budget_has_nothing_left_and_never_less() {
    policy.campaigns.add(new CampaignDraft("spring").total(600).done());
    TestDesk desk = TestDesk.with(policy, again(2, T0 + HOUR, 100));
    AlertDraft first = alert(T0);
    desk.give(first.suspected())
        .give(alert(T0 + 1).suspected())
        .order(first.id, T0 + HOUR)
        .watermark(T0 + HOUR);

    assertThat(desk.budgets().get(2))
        .isEqualTo(new BudgetNotice("spring", null, T0 + HOUR, 300, 300, 0));
  }

  @Test
  void a_campaign_that_is_no_more_has_nothing_left() {
    policy.campaigns.add(new CampaignDraft("spring").total(600).done());
    PolicyDraft without = again(2, T0 + HOUR, 0);
    without.campaigns.clear();
    TestDesk desk = TestDesk.with(policy, without);
    AlertDraft first = alert(T0);
    desk.give(first.suspected()).order(first.id, T0 + HOUR).watermark(T0 + HOUR);

    assertThat(desk.budgets().get(1))
        .isEqualTo(new BudgetNotice("spring", null, T0 + HOUR, 0, 300, 0));
  }

  @Test
  void points_are_promised_then_owed_and_then_lapse() {
    points(600, 10 * DAY);
    TestDesk desk = TestDesk.with(policy);
    AlertDraft first = alert(T0);
    long lapse = T0 + HOUR + 10 * DAY;
    desk.give(first.suspected())
        .give(alert(T0 + 1).suspected())
        .give(alert(T0 + 2).suspected())
        .order(first.id, T0 + HOUR)
        .give(alert(T0 + 8 * DAY + 2 * HOUR).suspected())
        .give(alert(lapse - 2).suspected())
        .give(alert(lapse - 1).suspected())
        .give(alert(lapse).suspected())
        .watermark(lapse);

    assertThat(reasons(desk))
        .containsExactly(
            DecisionReason.BEST_OFFER,
            DecisionReason.BEST_OFFER,
            DecisionReason.BUDGET,
            DecisionReason.BEST_OFFER,
            DecisionReason.BUDGET,
            DecisionReason.BUDGET,
            DecisionReason.BEST_OFFER);
    assertThat(desk.budgets()).extracting(BudgetNotice::campaign).containsOnly("points");
    assertThat(desk.budgets())
        .contains(
            new BudgetNotice("points", null, T0 + HOUR, 300, 300, 0),
            new BudgetNotice("points", null, lapse, 300, 0, 300));
  }

  @Test
  void points_need_no_campaign_and_take_from_none() {
    points(300, DAY);
    policy.campaigns.add(new CampaignDraft("spring").total(0).done());
    TestDesk desk = TestDesk.with(policy).give(alert(T0).suspected()).watermark(T0);

    assertThat(desk.decision().campaign()).isEqualTo("points");
    assertThat(desk.decision().budgetLeftMinor()).isZero();
  }

  @Test
  void where_the_policy_knows_no_points_none_are_given() {
    points(300, DAY);
    policy.points = null;

    assertThat(TestDesk.with(policy).give(alert(T0).suspected()).watermark(T0).decision().reason())
        .isEqualTo(DecisionReason.BUDGET);
  }

  @Test
  void who_is_held_out_takes_nothing() {
    policy.holdOut = new Policy.HoldOut(1_000, "salt");
    TestDesk desk = desk(new CampaignDraft("spring").total(300));
    desk.give(alert(T0).suspected()).give(alert(T0 + 1).suspected()).watermark(T0 + 1);

    assertThat(reasons(desk)).containsOnly(DecisionReason.HOLD_OUT);
    assertThat(desk.decisions()).extracting(DecisionNotice::budgetLeftMinor).containsOnly(300L);
    assertThat(desk.budgets()).isEmpty();
  }

  @Test
  void a_limit_of_none_is_told_as_none() {
    TestDesk desk = desk(new CampaignDraft("spring"));
    desk.give(alert(T0).suspected()).watermark(T0);

    assertThat(desk.decision().budgetLeftMinor()).isNull();
    assertThat(desk.budgets().get(0).leftMinor()).isEqualTo(Long.MAX_VALUE);
  }

  private void points(long most, long lapseAfter) {
    policy.points = new PointsTerms(most, lapseAfter);
    policy.offers.set(0, OfferDraft.of("points", OfferKind.POINTS).amount(250).cost(50).done());
  }

  private PolicyDraft again(int version, long from, long total) {
    PolicyDraft next = new PolicyDraft();
    next.version = version;
    next.from = from;
    next.offers = policy.offers;
    next.campaigns.add(new CampaignDraft("spring").total(total).done());
    return next;
  }

  private AlertDraft alert(long time) {
    alerts++;
    return new AlertDraft("a-" + alerts, "customer-" + alerts, time);
  }

  private TestDesk desk(CampaignDraft campaign) {
    policy.campaigns.clear();
    policy.campaigns.add(campaign.done());
    return TestDesk.with(policy);
  }

  private List<DecisionReason> reasons(CampaignDraft campaign, long... times) {
    TestDesk desk = desk(campaign);
    for (long time : times) {
      desk.give(alert(time).suspected());
    }
    return reasons(desk.watermark(times[times.length - 1]));
  }

  private static List<DecisionReason> reasons(TestDesk desk) {
    return desk.decisions().stream().map(DecisionNotice::reason).toList();
  }
}
