package dev.showroom.core.offer;

import static dev.showroom.core.offer.TestDesk.DAY;
import static dev.showroom.core.offer.TestDesk.HOUR;
import static dev.showroom.core.offer.TestDesk.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.showroom.core.notice.CouponNotice;
import dev.showroom.core.notice.DecisionReason;
import dev.showroom.core.offer.PolicyDraft.CampaignDraft;
import dev.showroom.schemas.CouponChange;
import dev.showroom.schemas.CouponState;
import org.junit.jupiter.api.Test;

/** An erased customer leaves nothing behind at the desk. */
class ErasureAtDeskTest {
  private static final String ANNA = "customer-anna";
  private static final long ERASED = T0 + 3 * DAY;

  private final PolicyDraft policy = PolicyDraft.withCoupon(100);
  private final TestDesk desk;

  ErasureAtDeskTest() {
    policy.household = true;
    policy.perCustomer = 4;
    policy.campaigns.set(0, new CampaignDraft("spring").total(400).done());
    PolicyDraft shadow = PolicyDraft.withCoupon(50);
    shadow.id = "bold";
    shadow.shadow = true;
    desk = TestDesk.with(policy, shadow);
    desk.give(alert("a-1", ANNA, T0).suspected())
        .give(alert("a-2", ANNA, ERASED - 3 * HOUR).suspected())
        .give(alert("a-3", ANNA, ERASED - 2 * HOUR).suspected())
        .order("a-3", ERASED - HOUR)
        .erase(ANNA, ERASED);
  }

  @Test
  void no_byte_of_the_id_is_left_in_any_state() {
    desk.watermark(ERASED - 1);
    assertThat(desk.store().holds(ANNA)).isTrue();

    desk.watermark(ERASED);
    assertThat(desk.store().holds(ANNA)).isFalse();
  }

  @Test
  void what_could_still_be_used_is_revoked_and_its_money_set_free() {
    desk.watermark(ERASED);

    assertThat(desk.coupons())
        .extracting(CouponNotice::alertId, CouponNotice::state)
        .containsExactly(
            tuple("a-1", CouponState.ISSUED),
            tuple("a-1", CouponState.EXPIRED),
            tuple("a-2", CouponState.ISSUED),
            tuple("a-3", CouponState.ISSUED),
            tuple("a-3", CouponState.REDEEMED),
            tuple("a-2", CouponState.REVOKED));
    var last = desk.budgets().get(desk.budgets().size() - 1);
    assertThat(last.reservedMinor()).isZero();
    assertThat(last.spentMinor()).isEqualTo(100);
  }

  @Test
  void later_news_of_the_customers_coupons_is_news_of_nobody() {
    desk.watermark(ERASED);
    int told = desk.told().size();
    desk.news("a-2", CouponChange.DELIVERED, ERASED + 1)
        .order("a-1", ERASED + 1)
        .order("a-2", ERASED - 1)
        .watermark(ERASED + 30 * DAY);

    assertThat(desk.told()).hasSize(told);
    assertThat(desk.unknownCoupons).isEqualTo(3);
    assertThat(desk.store().holds(ANNA)).isFalse();
  }

  @Test
  void an_alert_of_before_that_comes_late_is_refused_and_leaves_nothing_either() {
    desk.watermark(ERASED + DAY);
    desk.give(alert("a-4", ANNA, ERASED - 1).suspected()).watermark(ERASED + 2 * DAY);

    var last = desk.decisions().get(desk.decisions().size() - 1);
    assertThat(last.alert().alertId()).isEqualTo("a-4");
    assertThat(last.reason()).isEqualTo(DecisionReason.ERASED);
    assertThat(desk.store().holds(ANNA)).isFalse();
  }

  @Test
  void what_the_household_was_granted_is_remembered_without_the_person() {
    desk.watermark(ERASED);
    desk.give(alert("a-5", "bert", ERASED + 1).suspected())
        .give(alert("a-6", "bert", ERASED + 2).suspected())
        .watermark(ERASED + 2);

    assertThat(
            desk.decisions().stream()
                .filter(decision -> !decision.shadow())
                .map(decision -> decision.reason())
                .skip(3))
        .containsExactly(DecisionReason.BEST_OFFER, DecisionReason.CAP_HOUSEHOLD);
  }

  @Test
  void a_coupon_that_was_sent_before_a_crash_is_not_adopted_for_an_erased_customer() {
    desk.watermark(ERASED);
    CouponNotice sent = desk.coupons().get(2);
    desk.restart().adopt(sent);

    assertThat(desk.store().holds(ANNA)).isFalse();
  }

  @Test
  void after_all_windows_have_passed_not_even_the_mark_is_left() {
    desk.watermark(ERASED + 200 * DAY);

    assertThat(desk.store().size()).isZero();
  }

  private static AlertDraft alert(String id, String customer, long time) {
    AlertDraft alert = new AlertDraft(id, customer, time);
    alert.household = "home";
    return alert;
  }
}
