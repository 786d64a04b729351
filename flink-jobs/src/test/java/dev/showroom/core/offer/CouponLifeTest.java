package dev.showroom.core.offer;

import static dev.showroom.core.offer.TestDesk.DAY;
import static dev.showroom.core.offer.TestDesk.HOUR;
import static dev.showroom.core.offer.TestDesk.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.notice.BudgetNotice;
import dev.showroom.core.notice.CouponNotice;
import dev.showroom.core.offer.PolicyDraft.CampaignDraft;
import dev.showroom.schemas.Arm;
import dev.showroom.schemas.CouponChange;
import dev.showroom.schemas.CouponState;
import dev.showroom.schemas.OutcomeKind;
import dev.showroom.schemas.RetractReason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One coupon of 1.00, valid for two days. */
class CouponLifeTest {
  private static final String ALERT = "a-1";
  private static final long END = T0 + 2 * DAY;

  private final PolicyDraft policy = PolicyDraft.withCoupon(100);
  private final AlertDraft alert = new AlertDraft(ALERT, "anna", T0);
  private final TestDesk desk;

  CouponLifeTest() {
    policy.campaigns.set(0, new CampaignDraft("spring").total(100).done());
    desk = TestDesk.with(policy).give(alert.suspected()).watermark(T0);
  }

  @Test
  void each_step_is_told_with_a_revision_that_counts_up() {
    desk.news(ALERT, CouponChange.DELIVERED, T0 + 1)
        .news(ALERT, CouponChange.VIEWED, T0 + 2)
        .news(ALERT, CouponChange.REDEEMED, T0 + 3)
        .watermark(END + DAY);

    assertThat(states())
        .containsExactly(
            CouponState.ISSUED, CouponState.DELIVERED, CouponState.VIEWED, CouponState.REDEEMED);
    assertThat(desk.coupons()).extracting(CouponNotice::revision).containsExactly(1, 2, 3, 4);
    assertThat(desk.coupons())
        .extracting(CouponNotice::stateAt)
        .containsExactly(T0, T0 + 1, T0 + 2, T0 + 3);
    assertThat(desk.outcomes()).isEmpty();
  }

  @Test
  void what_is_said_twice_or_too_late_to_matter_changes_nothing() {
    desk.news(ALERT, CouponChange.VIEWED, T0 + 1)
        .news(ALERT, CouponChange.DELIVERED, T0 + 2)
        .news(ALERT, CouponChange.VIEWED, T0 + 3)
        .order(ALERT, T0 + 4)
        .news(ALERT, CouponChange.REDEEMED, T0 + 4)
        .order(ALERT, T0 + 5)
        .news(ALERT, CouponChange.FAILED, T0 + 6)
        .news(ALERT, CouponChange.DELIVERED, T0 + 7)
        .give(alert.retracted(2, RetractReason.SALE_KEPT, T0 + 8))
        .watermark(END + DAY);

    assertThat(states())
        .containsExactly(CouponState.ISSUED, CouponState.VIEWED, CouponState.REDEEMED);
    assertThat(lastBudget()).isEqualTo(new BudgetNotice("spring", null, T0 + 4, 0, 100, 0));
  }

  @Test
  void it_is_valid_to_the_last_moment_and_then_expires() {
    desk.watermark(END);
    assertThat(states()).containsExactly(CouponState.ISSUED);

    desk.watermark(END + 1);
    assertThat(states()).containsExactly(CouponState.ISSUED, CouponState.EXPIRED);
    assertThat(desk.coupons().get(1).stateAt()).isEqualTo(END + 1);
    assertThat(lastBudget()).isEqualTo(new BudgetNotice("spring", null, END + 1, 0, 0, 100));
  }

  @Test
  void a_coupon_that_expires_unused_is_an_outcome_and_the_first() {
    desk.news(ALERT, CouponChange.VIEWED, T0 + 1).watermark(END + 1);

    assertThat(desk.outcomes()).hasSize(1);
    assertThat(desk.outcomes().get(0).outcome()).isEqualTo(OutcomeKind.EXPIRED);
    assertThat(desk.outcomes().get(0).revision()).isEqualTo(1);
    assertThat(desk.outcomes().get(0).time()).isEqualTo(END + 1);
    assertThat(desk.outcomes().get(0).revenueMinor()).isZero();
    assertThat(desk.outcomes().get(0).marginMinor()).isZero();
    assertThat(desk.outcomes().get(0).redeemed()).isFalse();
    assertThat(desk.outcomes().get(0).decision().arm()).isEqualTo(Arm.TREATED);
    assertThat(desk.outcomes().get(0).decision().decisionId())
        .isEqualTo(desk.decision().decisionId());
    assertThat(desk.outcomes().get(0).decision().alternatives()).isEmpty();
  }

  @Test
  void used_at_the_last_moment_it_does_not_expire() {
    desk.order(ALERT, END).watermark(END + 1);

    assertThat(states()).containsExactly(CouponState.ISSUED, CouponState.REDEEMED);
    assertThat(desk.outcomes()).isEmpty();
  }

  @Test
  void a_millisecond_after_the_last_moment_it_is_used_too_late() {
    desk.order(ALERT, END + 1).watermark(END + 1);

    assertThat(states()).containsExactly(CouponState.ISSUED, CouponState.EXPIRED);
    assertThat(desk.redeemedTooLate).isEqualTo(1);
    assertThat(lastBudget().spentMinor()).isZero();
  }

  @ParameterizedTest
  @EnumSource(RetractReason.class)
  void a_retracted_alert_revokes_what_has_not_been_redeemed(RetractReason why) {
    desk.news(ALERT, CouponChange.DELIVERED, T0 + 1)
        .give(alert.retracted(2, why, T0 + 2))
        .watermark(END + DAY);

    assertThat(states())
        .containsExactly(CouponState.ISSUED, CouponState.DELIVERED, CouponState.REVOKED);
    assertThat(lastBudget()).isEqualTo(new BudgetNotice("spring", null, T0 + 2, 0, 0, 100));
    assertThat(desk.outcomes()).isEmpty();
  }

  @Test
  void the_purchase_that_clears_the_alert_redeems_its_coupon_first() {
    desk.give(alert.retracted(2, RetractReason.SALE_KEPT, T0 + HOUR))
        .order(ALERT, T0 + HOUR)
        .watermark(END + DAY);

    assertThat(states()).containsExactly(CouponState.ISSUED, CouponState.REDEEMED);
  }

  @Test
  void a_confirmed_alert_revokes_nothing() {
    desk.give(alert.confirmed(2, T0 + HOUR)).watermark(T0 + 2 * HOUR);

    assertThat(states()).containsExactly(CouponState.ISSUED);
  }

  @Test
  void a_retraction_that_was_overtaken_by_a_newer_revision_revokes_nothing() {
    desk.give(alert.suspected(3, T0 + HOUR))
        .watermark(T0 + HOUR)
        .give(alert.retracted(2, RetractReason.SALE_KEPT, T0 + 1))
        .watermark(T0 + 2 * HOUR);

    assertThat(states()).containsExactly(CouponState.ISSUED);
  }

  @Test
  void an_alert_that_comes_back_gets_no_second_coupon_and_the_first_stays_revoked() {
    desk.give(alert.retracted(2, RetractReason.IDENTITY_REVISED, T0 + 1))
        .give(alert.suspected(3, T0 + 2))
        .watermark(T0 + HOUR);

    assertThat(desk.decisions()).hasSize(1);
    assertThat(states()).containsExactly(CouponState.ISSUED, CouponState.REVOKED);
  }

  @Test
  void a_till_that_was_cut_off_when_the_coupon_was_revoked_took_it_in_time() {
    desk.give(alert.retracted(2, RetractReason.SALE_KEPT, T0 + HOUR)).watermark(T0 + 2 * HOUR);
    desk.order(ALERT, T0 + HOUR).watermark(T0 + 3 * HOUR);

    assertThat(states())
        .containsExactly(CouponState.ISSUED, CouponState.REVOKED, CouponState.REDEEMED);
    assertThat(lastBudget().spentMinor()).isEqualTo(100);
    assertThat(lastBudget().leftMinor()).isZero();
    assertThat(desk.redeemedTooLate).isZero();
  }

  @Test
  void a_till_that_took_it_after_it_was_revoked_took_it_for_nothing() {
    desk.give(alert.retracted(2, RetractReason.SALE_KEPT, T0 + HOUR)).watermark(T0 + 2 * HOUR);
    desk.order(ALERT, T0 + HOUR + 1).watermark(T0 + 3 * HOUR);

    assertThat(states()).containsExactly(CouponState.ISSUED, CouponState.REVOKED);
    assertThat(lastBudget().spentMinor()).isZero();
    assertThat(desk.redeemedTooLate).isEqualTo(1);
  }

  @Test
  void a_till_that_was_cut_off_before_it_expired_took_it_in_time() {
    desk.watermark(END + DAY).order(ALERT, END).watermark(END + 2 * DAY);
    assertThat(states())
        .containsExactly(CouponState.ISSUED, CouponState.EXPIRED, CouponState.REDEEMED);

    TestDesk other = TestDesk.with(policy).give(alert.suspected()).watermark(END + DAY);
    other.order(ALERT, END + 1).watermark(END + 2 * DAY);
    assertThat(other.coupons()).hasSize(2);
    assertThat(other.redeemedTooLate).isEqualTo(1);
  }

  @Test
  void what_could_not_be_delivered_and_is_used_all_the_same_was_delivered() {
    desk.news(ALERT, CouponChange.FAILED, T0 + 1)
        .news(ALERT, CouponChange.DELIVERED, T0 + 2)
        .order(ALERT, T0 + 3)
        .watermark(END + DAY);

    assertThat(states())
        .containsExactly(CouponState.ISSUED, CouponState.FAILED, CouponState.REDEEMED);
    assertThat(lastBudget().spentMinor()).isEqualTo(100);
  }

  @Test
  void what_was_delivered_has_not_failed() {
    desk.news(ALERT, CouponChange.DELIVERED, T0 + 1)
        .news(ALERT, CouponChange.FAILED, T0 + 2)
        .watermark(T0 + HOUR);

    assertThat(states()).containsExactly(CouponState.ISSUED, CouponState.DELIVERED);
  }

  @Test
  void money_that_was_promised_to_somebody_else_meanwhile_is_spent_twice_and_made_up_for() {
    AlertDraft next = new AlertDraft("a-2", "bert", END + 2);
    AlertDraft third = new AlertDraft("a-3", "cleo", END + 2 * DAY);
    AlertDraft fourth = new AlertDraft("a-4", "dora", END + 5 * DAY);
    desk.give(next.suspected()).watermark(END + HOUR);
    desk.order(ALERT, END).watermark(END + DAY);
    assertThat(lastBudget())
        .isEqualTo(new BudgetNotice("spring", null, END + HOUR + 1, 100, 100, 0));

    desk.give(third.suspected()).give(fourth.suspected()).watermark(END + 6 * DAY);
    assertThat(desk.coupons().stream().filter(c -> c.state() == CouponState.ISSUED)).hasSize(2);
    assertThat(lastBudget().leftMinor()).isZero();
  }

  @Test
  void news_of_a_coupon_that_is_not_ours_is_counted_and_changes_nothing() {
    desk.news("a-2", CouponChange.REDEEMED, T0 + 1)
        .give(
            new DeskInput.News(
                desk.decision().decisionId(), CouponChange.REDEEMED, T0 + 1, "e", null, false))
        .watermark(T0 + 2);

    assertThat(desk.unknownCoupons).isEqualTo(2);
    assertThat(states()).containsExactly(CouponState.ISSUED);
  }

  @Test
  void thirty_days_after_its_end_a_coupon_is_forgotten() {
    desk.watermark(END + 30 * DAY).order(ALERT, END).watermark(END + 30 * DAY + 1);
    assertThat(states()).contains(CouponState.REDEEMED);

    TestDesk other = TestDesk.with(policy).give(alert.suspected()).watermark(END + 31 * DAY);
    other.order(ALERT, END).watermark(END + 32 * DAY);
    assertThat(other.coupons()).hasSize(2);
    assertThat(other.unknownCoupons).isEqualTo(1);
  }

  private List<CouponState> states() {
    return desk.coupons().stream().map(CouponNotice::state).toList();
  }

  private BudgetNotice lastBudget() {
    return desk.budgets().get(desk.budgets().size() - 1);
  }
}
