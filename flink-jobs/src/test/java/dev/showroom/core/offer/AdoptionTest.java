package dev.showroom.core.offer;

import static dev.showroom.core.offer.TestDesk.DAY;
import static dev.showroom.core.offer.TestDesk.HOUR;
import static dev.showroom.core.offer.TestDesk.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.notice.CouponNotice;
import dev.showroom.core.notice.DecisionNotice;
import dev.showroom.core.notice.DecisionReason;
import dev.showroom.core.notice.Notice;
import dev.showroom.core.offer.PolicyDraft.CampaignDraft;
import dev.showroom.core.offer.PolicyDraft.OfferDraft;
import dev.showroom.core.policy.PointsTerms;
import dev.showroom.core.policy.Policy;
import dev.showroom.schemas.CouponState;
import dev.showroom.schemas.DecisionOutcome;
import dev.showroom.schemas.OfferKind;
import dev.showroom.schemas.RetractReason;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A crash undoes decisions, and not the coupons that were sent meanwhile. */
class AdoptionTest {
  private final PolicyDraft policy = PolicyDraft.withCoupon(100);
  private final AlertDraft first = new AlertDraft("a-1", "anna", T0);
  private final AlertDraft second = new AlertDraft("a-2", "bert", T0 + HOUR);

  AdoptionTest() {
    policy.household = true;
    first.household = "home";
    second.household = "home";
  }

  @Test
  void where_all_comes_again_all_is_told_again_as_it_was() {
    policy.campaigns.set(0, new CampaignDraft("spring").total(100).perStore(100).done());
    policy.perCustomer = 1;
    TestDesk desk = TestDesk.with(policy);
    MemoryDeskStore checkpoint = desk.checkpoint();
    List<Notice> told = List.copyOf(lived(desk).told());
    CouponNotice sent = desk.coupons().get(0);
    assertThat(desk.decisions())
        .extracting(DecisionNotice::reason)
        .containsExactly(DecisionReason.BEST_OFFER, DecisionReason.CAP_HOUSEHOLD);

    desk.restart(checkpoint).adopt(sent).adopt(sent);

    assertThat(lived(desk).told()).isEqualTo(told);
  }

  @Test
  void decisions_of_before_the_coupon_come_to_the_same_as_before() {
    policy.holdOut = new Policy.HoldOut(500, "salt");
    policy.perCustomer = 1;
    policy.campaigns.set(0, new CampaignDraft("spring").total(100).done());
    AlertDraft heldOut = new AlertDraft("a-0", "cleo", T0);
    AlertDraft treated = new AlertDraft("a-1", "dora", T0 + 1);
    Arms arms = new Arms();
    for (int i = 0; !arms.isHeldOut(policy.holdOut, heldOut.customer); i++) {
      heldOut.customer = "cleo-" + i;
    }
    for (int i = 0; arms.isHeldOut(policy.holdOut, treated.customer); i++) {
      treated.customer = "dora-" + i;
    }
    TestDesk desk = TestDesk.with(policy);
    MemoryDeskStore checkpoint = desk.checkpoint();
    desk.give(heldOut.suspected()).give(treated.suspected()).watermark(T0 + 1);
    List<Notice> told = List.copyOf(desk.told());
    assertThat(desk.decisions())
        .extracting(DecisionNotice::outcome)
        .containsExactly(DecisionOutcome.HELD_OUT, DecisionOutcome.ISSUED);

    desk.restart(checkpoint).adopt(desk(heldOut, treated));
    desk.give(heldOut.suspected()).give(treated.suspected()).watermark(T0 + 1);

    assertThat(desk.told()).isEqualTo(told);
  }

  private CouponNotice desk(AlertDraft... alerts) {
    TestDesk desk = TestDesk.with(policy);
    for (AlertDraft alert : alerts) {
      desk.give(alert.suspected());
    }
    return desk.watermark(T0 + HOUR).coupons().get(0);
  }

  @Test
  void nothing_new_is_issued_that_what_was_sent_leaves_no_room_for() {
    CouponNotice sent = desk(second);
    assertThat(afterTheCrash(sent).reason()).isEqualTo(DecisionReason.BEST_OFFER);

    policy.perCustomer = 1;
    assertThat(afterTheCrash(sent).reason()).isEqualTo(DecisionReason.CAP_HOUSEHOLD);
    policy.household = false;
    assertThat(afterTheCrash(sent).reason()).isEqualTo(DecisionReason.BEST_OFFER);
    first.customer = "bert";
    assertThat(afterTheCrash(sent).reason()).isEqualTo(DecisionReason.CAP_CUSTOMER);
    policy.perFamily = 1;
    assertThat(afterTheCrash(sent).reason()).isEqualTo(DecisionReason.CAP_FAMILY);

    policy.perFamily = 9;
    policy.perCustomer = 9;
    policy.campaigns.set(0, new CampaignDraft("spring").total(199).done());
    assertThat(afterTheCrash(sent).reason()).isEqualTo(DecisionReason.BUDGET);
    policy.campaigns.set(0, new CampaignDraft("spring").perStore(199).done());
    assertThat(afterTheCrash(sent).reason()).isEqualTo(DecisionReason.BUDGET);
    policy.campaigns.set(0, new CampaignDraft("spring").perDay(199).done());
    assertThat(afterTheCrash(sent).reason()).isEqualTo(DecisionReason.BUDGET);
    policy.campaigns.set(
        0, new CampaignDraft("spring").total(200).perStore(200).perDay(200).done());
    assertThat(afterTheCrash(sent).reason()).isEqualTo(DecisionReason.BEST_OFFER);
  }

  @Test
  void when_its_alert_comes_again_the_decision_is_the_coupon_that_was_sent() {
    CouponNotice sent = desk(first);
    // Meanwhile nothing else is as it was: it comes later, and would not be decided so again.
    policy.campaigns.set(0, new CampaignDraft("spring").total(150).done());
    policy.offers.set(0, OfferDraft.of("coupon", OfferKind.COUPON).amount(90).done());
    first.staff = true;
    TestDesk desk = TestDesk.with(policy).watermark(T0 + DAY).adopt(sent);
    desk.give(first.suspected()).watermark(T0 + DAY + 1);

    DecisionNotice decision = desk.decision();
    assertThat(decision.outcome()).isEqualTo(DecisionOutcome.ISSUED);
    assertThat(decision.couponId()).isEqualTo(sent.couponId());
    assertThat(decision.decidedAt()).isEqualTo(T0);
    assertThat(decision.offer().valueMinor()).isEqualTo(100);
    assertThat(decision.budgetLeftMinor()).isEqualTo(50);
    assertThat(desk.coupons()).containsExactly(sent);
    assertThat(desk.budgets()).hasSize(1);

    desk.order("a-1", T0 + 2 * DAY).watermark(T0 + 3 * DAY);
    assertThat(desk.budgets().get(1).reservedMinor()).isZero();
    assertThat(desk.budgets().get(1).spentMinor()).isEqualTo(100);
  }

  @Test
  void what_was_sent_for_an_alert_that_is_retracted_by_now_is_revoked() {
    CouponNotice sent = desk(first);
    TestDesk desk = TestDesk.with(policy);
    desk.give(first.retracted(2, RetractReason.SALE_KEPT, T0)).watermark(T0).restart();
    desk.adopt(sent).give(first.suspected()).watermark(T0 + 1);

    assertThat(desk.decision().outcome()).isEqualTo(DecisionOutcome.ISSUED);
    assertThat(desk.coupons())
        .extracting(CouponNotice::state)
        .containsExactly(CouponState.ISSUED, CouponState.REVOKED);
    assertThat(desk.budgets().get(1).reservedMinor()).isZero();
  }

  @Test
  void it_can_be_revoked_expire_and_be_redeemed_before_its_alert_comes_again() {
    CouponNotice sent = desk(first);
    for (int fate = 0; fate < 3; fate++) {
      TestDesk desk = TestDesk.with(policy).watermark(T0).adopt(sent);
      if (fate == 0) {
        desk.give(first.retracted(2, RetractReason.SALE_KEPT, T0 + 1));
      } else if (fate == 1) {
        desk.order("a-1", T0 + 1);
      }
      desk.watermark(T0 + 3 * DAY).give(first.suspected()).watermark(T0 + 4 * DAY);

      assertThat(desk.coupons()).hasSize(1);
      assertThat(desk.decision().outcome()).isEqualTo(DecisionOutcome.ISSUED);
      assertThat(desk.budgets()).hasSize(1);
      assertThat(desk.budgets().get(0).reservedMinor()).isZero();
      assertThat(desk.budgets().get(0).spentMinor()).isEqualTo(fate == 1 ? 100 : 0);
    }
  }

  @Test
  void points_that_were_sent_count_against_the_ledger() {
    policy.offers.set(0, OfferDraft.of("points", OfferKind.POINTS).amount(100).done());
    CouponNotice sent = desk(second);
    policy.points = new PointsTerms(199, DAY);
    assertThat(afterTheCrash(sent).reason()).isEqualTo(DecisionReason.BUDGET);

    policy.points = new PointsTerms(200, DAY);
    assertThat(afterTheCrash(sent).reason()).isEqualTo(DecisionReason.BEST_OFFER);
  }

  @Test
  void what_is_known_already_or_is_long_over_is_not_adopted() {
    TestDesk desk = TestDesk.with(policy).give(first.suspected()).watermark(T0);
    CouponNotice sent = desk.coupons().get(0);
    byte[] before = desk.store().promises().get(sent.couponId()).pack();
    desk.restart().adopt(sent.in(CouponState.EXPIRED, T0 + DAY));
    assertThat(desk.store().promises().get(sent.couponId()).pack()).isEqualTo(before);

    TestDesk later = TestDesk.with(policy).watermark(T0 + 40 * DAY).adopt(sent);
    assertThat(later.store().size()).isZero();
  }

  @Test
  void in_the_end_nothing_is_kept_of_it() {
    CouponNotice sent = desk(first);
    TestDesk desk = TestDesk.with(policy).adopt(sent).watermark(T0 + 300 * DAY);

    assertThat(desk.store().size()).isZero();
    assertThat(desk.store().accountsHeld()).isZero();
  }

  /** The first alert is decided with the coupon known that was sent to the second. */
  private DecisionNotice afterTheCrash(CouponNotice sent) {
    TestDesk desk = TestDesk.with(policy).adopt(sent);
    return desk.give(first.suspected()).watermark(T0).decision();
  }

  private TestDesk lived(TestDesk desk) {
    return desk.give(first.suspected())
        .give(second.suspected())
        .give(first.retracted(2, RetractReason.SALE_KEPT, T0 + 2 * HOUR))
        .watermark(T0 + 5 * DAY);
  }
}
