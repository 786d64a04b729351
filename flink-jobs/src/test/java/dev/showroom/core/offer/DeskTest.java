package dev.showroom.core.offer;

import static dev.showroom.core.offer.TestDesk.DAY;
import static dev.showroom.core.offer.TestDesk.HOUR;
import static dev.showroom.core.offer.TestDesk.MINUTE;
import static dev.showroom.core.offer.TestDesk.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.fact.Bought;
import dev.showroom.core.notice.DecisionNotice;
import dev.showroom.core.notice.DecisionReason;
import dev.showroom.core.notice.OfferIds;
import dev.showroom.core.offer.PolicyDraft.CampaignDraft;
import dev.showroom.core.policy.Policy;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.CouponChange;
import dev.showroom.schemas.CouponState;
import dev.showroom.schemas.DecisionOutcome;
import dev.showroom.schemas.OutcomeKind;
import dev.showroom.schemas.RetractReason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When what is taken, in what order, in which lanes, and for how long it is known. */
class DeskTest {
  private final PolicyDraft policy = PolicyDraft.withCoupon(100);
  private final AlertDraft alert = new AlertDraft("a-1", "anna", T0);

  @Test
  void nothing_is_decided_before_the_watermark_has_passed() {
    TestDesk desk = TestDesk.with(policy).give(alert.suspected()).watermark(T0 - 1);
    assertThat(desk.told()).isEmpty();

    desk.watermark(T0);
    assertThat(desk.decision().decidedAt()).isEqualTo(T0);
  }

  @Test
  void what_comes_at_or_behind_the_watermark_is_taken_right_behind_it() {
    TestDesk desk = TestDesk.with(policy).watermark(T0 + HOUR);
    desk.give(alert.suspected())
        .give(new AlertDraft("a-2", "bert", T0 + HOUR).suspected())
        .give(new AlertDraft("a-3", "cleo", T0 + HOUR + 1).suspected())
        .watermark(T0 + HOUR);
    assertThat(desk.told()).isEmpty();

    desk.watermark(T0 + HOUR + 1);
    assertThat(desk.decisions())
        .extracting(DecisionNotice::decidedAt)
        .containsOnly(T0 + HOUR + 1)
        .hasSize(3);
    assertThat(desk.coupons().get(0).validFrom()).isEqualTo(T0 + HOUR + 1);
    assertThat(desk.coupons().get(0).validUntil()).isEqualTo(T0 + 2 * DAY);
  }

  @Test
  void after_a_restart_time_does_not_go_back_though_the_watermark_begins_anew() {
    TestDesk desk = TestDesk.with(policy).give(alert.suspected()).watermark(T0);
    desk.restart()
        .give(new AlertDraft("a-2", "bert", T0 - HOUR).suspected())
        .watermark(T0 - MINUTE);
    assertThat(desk.decisions()).hasSize(1);

    desk.watermark(T0 + 1);
    assertThat(desk.decisions().get(1).decidedAt()).isEqualTo(T0 + 1);
  }

  @Test
  void of_the_same_moment_alerts_are_decided_in_the_order_of_their_own_time_and_then_their_id() {
    policy.campaigns.set(0, new CampaignDraft("spring").total(200).done());
    TestDesk desk = TestDesk.with(policy).watermark(T0 + HOUR);
    desk.give(new AlertDraft("a-3", "cleo", T0 + 1).suspected())
        .give(new AlertDraft("a-2", "bert", T0 + 1).suspected())
        .give(new AlertDraft("a-9", "dora", T0).suspected())
        .watermark(T0 + 2 * HOUR);

    assertThat(desk.decisions())
        .extracting(decision -> decision.alert().alertId())
        .containsExactly("a-9", "a-2", "a-3");
    assertThat(desk.decisions().get(2).reason()).isEqualTo(DecisionReason.BUDGET);
  }

  @Test
  void of_the_same_moment_what_sets_money_free_is_taken_before_anything_is_decided() {
    policy.campaigns.set(0, new CampaignDraft("spring").total(100).done());
    long moment = T0 + HOUR;
    List<DeskInput> inputs =
        new ArrayList<>(
            List.of(
                new DeskInput.Alert(new AlertDraft("a-0", "bert", moment).suspected()),
                new DeskInput.Alert(alert.retracted(2, RetractReason.SALE_KEPT, moment)),
                new DeskInput.News(
                    OfferIds.coupon("a-1"), CouponChange.VIEWED, moment, "e-1", null, false)));
    List<?> expected = null;
    for (int turn = 0; turn < inputs.size(); turn++) {
      Collections.rotate(inputs, 1);
      TestDesk desk = TestDesk.with(policy).give(alert.suspected());
      inputs.forEach(desk::give);
      inputs.forEach(desk::give);
      desk.watermark(moment);

      expected = expected == null ? desk.told() : expected;
      assertThat(desk.told()).isEqualTo(expected);
      assertThat(desk.coupons())
          .extracting(coupon -> coupon.state())
          .containsExactly(
              CouponState.ISSUED, CouponState.VIEWED, CouponState.REVOKED, CouponState.ISSUED);
    }
  }

  @Test
  void an_order_tells_of_each_coupon_it_was_paid_with() {
    Bought order =
        new Bought("p-1", T0, "o-1", Channel.APP, null, List.of(), List.of("k-1", "k-2"));

    assertThat(DeskInput.redemptions(order))
        .containsExactly(
            new DeskInput.News("k-1", CouponChange.REDEEMED, T0, "p-1", "o-1", true),
            new DeskInput.News("k-2", CouponChange.REDEEMED, T0, "p-1", "o-1", true));
  }

  @Test
  void an_alert_is_decided_once_however_often_it_is_said() {
    TestDesk desk = TestDesk.with(policy);
    for (int i = 0; i < 3; i++) {
      desk.give(alert.suspected()).watermark(T0 + i * HOUR);
    }
    desk.give(alert.suspected(2, T0 + 3 * HOUR)).watermark(T0 + 3 * HOUR).restart();
    desk.give(alert.suspected(3, T0 + 4 * HOUR)).watermark(T0 + 4 * HOUR);

    assertThat(desk.decisions()).hasSize(1);
  }

  @Test
  void an_alert_that_got_no_decision_may_get_one_later_but_not_by_being_repeated() {
    alert.score = 500;
    policy.minScoreMillis = 600;
    PolicyDraft lower = PolicyDraft.withCoupon(100);
    lower.version = 2;
    lower.from = T0 + HOUR;
    TestDesk desk = TestDesk.with(policy, lower).give(alert.suspected()).watermark(T0);
    desk.give(alert.suspected()).watermark(T0 + HOUR);
    assertThat(desk.decisions()).isEmpty();

    desk.give(alert.suspected(2, T0 + 2 * HOUR)).watermark(T0 + 2 * HOUR);
    assertThat(desk.decision().policyVersion()).isEqualTo(2);
  }

  @Test
  void a_retraction_that_came_before_what_it_retracts_holds() {
    TestDesk desk = TestDesk.with(policy);
    desk.give(alert.retracted(2, RetractReason.SALE_KEPT, T0 - 1)).watermark(T0 - 1);
    desk.give(alert.suspected()).watermark(T0);

    assertThat(desk.decision().reason()).isEqualTo(DecisionReason.SOLD_MEANWHILE);
  }

  @Test
  void an_alert_is_known_for_sixty_days_and_after_that_decided_no_more() {
    TestDesk desk = TestDesk.with(policy).give(alert.suspected());
    AlertDraft late = new AlertDraft("a-2", "bert", T0);
    desk.watermark(T0 + 60 * DAY - 1).give(late.suspected(1, T0)).watermark(T0 + 60 * DAY);
    assertThat(desk.decisions()).hasSize(2);
    assertThat(desk.decisions().get(1).reason()).isEqualTo(DecisionReason.TOO_LATE);

    desk.watermark(T0 + 61 * DAY)
        .give(alert.suspected(2, T0 + 61 * DAY + 1))
        .give(alert.suspected())
        .give(new AlertDraft("a-3", "cleo", T0).suspected())
        .watermark(T0 + 62 * DAY);
    assertThat(desk.decisions()).hasSize(2);
  }

  @Test
  void the_policy_in_force_at_the_decision_decides() {
    PolicyDraft next = PolicyDraft.withCoupon(200);
    next.version = 2;
    next.from = T0 + HOUR;
    TestDesk desk = TestDesk.with(next, policy).give(alert.suspected());
    desk.give(new AlertDraft("a-2", "bert", T0 + HOUR - 1).suspected())
        .give(new AlertDraft("a-3", "cleo", T0 + HOUR).suspected())
        .watermark(T0 + HOUR);

    assertThat(desk.decisions()).extracting(DecisionNotice::policyVersion).containsExactly(1, 1, 2);
  }

  @Test
  void a_version_that_is_published_twice_is_the_one_published_first() {
    TestDesk desk = TestDesk.with(policy);
    desk.policy(PolicyDraft.withCoupon(999)).give(alert.suspected()).watermark(T0);

    assertThat(desk.decision().offer().valueMinor()).isEqualTo(100);
  }

  // ---- lanes

  @Test
  void a_policy_that_is_only_looked_at_decides_as_well_and_sends_nothing() {
    TestDesk desk = TestDesk.with(policy, shadow("bold", 999)).give(alert.suspected());
    desk.watermark(T0 + 10 * DAY);

    assertThat(desk.decisions()).hasSize(2);
    DecisionNotice shadow = desk.decisions().get(1);
    assertThat(shadow.shadow()).isTrue();
    assertThat(shadow.policyId()).isEqualTo("bold");
    assertThat(shadow.outcome()).isEqualTo(DecisionOutcome.ISSUED);
    assertThat(shadow.offer().valueMinor()).isEqualTo(999);
    assertThat(shadow.couponId()).isNull();
    assertThat(shadow.decisionId()).isNotEqualTo(desk.decisions().get(0).decisionId());
    assertThat(desk.coupons())
        .extracting(coupon -> coupon.state())
        .containsExactly(CouponState.ISSUED, CouponState.EXPIRED);
    assertThat(desk.coupons()).extracting(coupon -> coupon.valueMinor()).containsOnly(100L);
    assertThat(desk.budgets()).hasSize(2);
    assertThat(desk.outcomes())
        .extracting(outcome -> outcome.outcome())
        .containsExactly(OutcomeKind.EXPIRED);
  }

  @Test
  void caps_and_budgets_of_a_lane_are_its_own() {
    policy.perFamily = 1;
    PolicyDraft shadow = shadow("bold", 100);
    shadow.campaigns.set(0, new CampaignDraft("spring").total(100).done());
    TestDesk desk = TestDesk.with(policy, shadow).give(alert.suspected());
    desk.give(new AlertDraft("a-2", "anna", T0 + 1).suspected())
        .give(new AlertDraft("a-3", "anna", T0 + 3 * DAY).suspected())
        .watermark(T0 + 4 * DAY);

    assertThat(desk.decisions())
        .extracting(DecisionNotice::reason)
        .containsExactly(
            DecisionReason.BEST_OFFER,
            DecisionReason.BEST_OFFER,
            DecisionReason.CAP_FAMILY,
            DecisionReason.BUDGET,
            DecisionReason.CAP_FAMILY,
            DecisionReason.BEST_OFFER);
  }

  @Test
  void on_paper_a_retraction_sets_money_free_as_well() {
    PolicyDraft shadow = shadow("bold", 100);
    shadow.campaigns.set(0, new CampaignDraft("spring").total(100).done());
    TestDesk desk = TestDesk.with(policy, shadow).give(alert.suspected());
    desk.give(alert.retracted(2, RetractReason.SALE_KEPT, T0 + 1))
        .give(new AlertDraft("a-2", "anna", T0 + 1).suspected())
        .watermark(T0 + 1);

    assertThat(desk.decisions().get(3).reason()).isEqualTo(DecisionReason.BEST_OFFER);
  }

  @Test
  void one_policy_may_be_in_force_in_one_version_and_looked_at_in_the_next() {
    PolicyDraft next = shadow("offers", 200);
    next.version = 2;
    TestDesk desk = TestDesk.with(policy, next).give(alert.suspected()).watermark(T0);

    assertThat(desk.decisions()).extracting(DecisionNotice::policyVersion).containsExactly(1, 2);
    assertThat(desk.decisions()).extracting(DecisionNotice::decisionId).doesNotHaveDuplicates();
    assertThat(desk.coupons()).extracting(coupon -> coupon.valueMinor()).containsExactly(100L);
  }

  @Test
  void a_shadow_alert_is_decided_in_no_lane() {
    alert.shadow = true;
    TestDesk desk = TestDesk.with(policy, shadow("bold", 100)).give(alert.suspected());

    assertThat(desk.watermark(T0 + DAY).told()).isEmpty();
  }

  // ---- hold-out

  @Test
  void about_as_many_customers_are_held_out_as_the_policy_says_and_always_the_same() {
    policy.holdOut = new Policy.HoldOut(100, "salt");
    TestDesk desk = TestDesk.with(policy);
    for (int i = 0; i < 2_000; i++) {
      desk.give(new AlertDraft("a-" + i, "customer-" + i, T0 + i).suspected());
      desk.give(new AlertDraft("b-" + i, "customer-" + i, T0 + i + HOUR).suspected());
    }
    desk.watermark(T0 + 2 * HOUR);

    List<String> held =
        desk.decisions().stream()
            .filter(decision -> decision.outcome() == DecisionOutcome.HELD_OUT)
            .map(decision -> decision.alert().customerId())
            .toList();
    assertThat(held).hasSizeBetween(2 * 160, 2 * 240);
    assertThat(held.stream().distinct()).hasSize(held.size() / 2);
    assertThat(desk.decisions().get(0).campaign()).isEqualTo("spring");
  }

  @Test
  void another_salt_deals_the_arms_anew() {
    Arms arms = new Arms();
    var one = new Policy.HoldOut(500, "one");
    var other = new Policy.HoldOut(500, "other");
    int moved = 0;
    for (int i = 0; i < 1_000; i++) {
      if (arms.isHeldOut(one, "c-" + i) != arms.isHeldOut(other, "c-" + i)) {
        moved++;
      }
    }

    assertThat(moved).isBetween(400, 600);
    assertThat(arms.isHeldOut(new Policy.HoldOut(0, "one"), "c")).isFalse();
    assertThat(arms.isHeldOut(new Policy.HoldOut(1_000, "one"), "c")).isTrue();
  }

  // ---- forgetting

  @Test
  void in_the_end_nothing_is_kept_but_what_campaigns_have_spent() {
    policy.household = true;
    TestDesk desk = TestDesk.with(policy, shadow("bold", 100));
    for (int i = 0; i < 20; i++) {
      AlertDraft one = new AlertDraft("a-" + i, "customer-" + i % 5, T0 + i * HOUR);
      one.household = "home-" + i % 2;
      desk.give(one.suspected());
      if (i % 3 == 0) {
        desk.order(one.id, T0 + i * HOUR + 1);
      }
      if (i % 5 == 1) {
        desk.give(one.retracted(2, RetractReason.SALE_KEPT, T0 + i * HOUR + 2));
      }
    }
    desk.erase("customer-3", T0 + 10 * HOUR).watermark(T0 + 2 * DAY);
    assertThat(desk.store().size()).isGreaterThan(50);

    desk.watermark(T0 + 250 * DAY);
    assertThat(desk.store().size()).isZero();
    assertThat(desk.store().accountsHeld()).as("the whole, and one store").isEqualTo(2);
    assertThat(desk.store().nextTime()).isEqualTo(Long.MAX_VALUE);
  }

  private static PolicyDraft shadow(String id, long amount) {
    PolicyDraft draft = PolicyDraft.withCoupon(amount);
    draft.id = id;
    draft.shadow = true;
    return draft;
  }
}
