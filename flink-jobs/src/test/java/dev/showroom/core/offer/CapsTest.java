package dev.showroom.core.offer;

import static dev.showroom.core.offer.TestDesk.DAY;
import static dev.showroom.core.offer.TestDesk.HOUR;
import static dev.showroom.core.offer.TestDesk.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.notice.DecisionNotice;
import dev.showroom.core.notice.DecisionReason;
import dev.showroom.core.policy.Policy;
import dev.showroom.schemas.CouponChange;
import dev.showroom.schemas.RetractReason;
import java.util.List;
import org.junit.jupiter.api.Test;

class CapsTest {
  private final PolicyDraft policy = PolicyDraft.withCoupon(100);
  private int alerts;

  @Test
  void a_family_has_its_cap_within_a_rolling_time_both_ends_counted() {
    policy.perFamily = 1;
    policy.perFamilyMillis = 30 * DAY;

    assertThat(reasons(of("anna", "tv", T0), of("anna", "tv", T0 + 30 * DAY)))
        .containsExactly(DecisionReason.BEST_OFFER, DecisionReason.CAP_FAMILY);
    assertThat(reasons(of("anna", "tv", T0), of("anna", "tv", T0 + 30 * DAY + 1)))
        .containsExactly(DecisionReason.BEST_OFFER, DecisionReason.BEST_OFFER);
    assertThat(reasons(of("anna", "tv", T0), of("anna", "radio", T0 + 1)))
        .containsExactly(DecisionReason.BEST_OFFER, DecisionReason.BEST_OFFER);
    assertThat(reasons(of("anna", "tv", T0), of("bert", "tv", T0 + 1)))
        .containsExactly(DecisionReason.BEST_OFFER, DecisionReason.BEST_OFFER);
  }

  @Test
  void an_alert_about_no_family_is_in_no_familys_cap() {
    policy.perFamily = 1;

    assertThat(reasons(of("anna", null, T0), of("anna", null, T0 + 1), of("anna", "tv", T0 + 2)))
        .containsOnly(DecisionReason.BEST_OFFER);
  }

  @Test
  void a_customer_has_a_cap_whatever_the_family() {
    policy.perCustomer = 2;
    policy.perCustomerMillis = 10 * DAY;

    assertThat(
            reasons(
                of("anna", "tv", T0),
                of("anna", null, T0 + DAY),
                of("anna", "radio", T0 + 10 * DAY),
                of("anna", "radio", T0 + 10 * DAY + 1)))
        .containsExactly(
            DecisionReason.BEST_OFFER,
            DecisionReason.BEST_OFFER,
            DecisionReason.CAP_CUSTOMER,
            DecisionReason.BEST_OFFER);
  }

  @Test
  void what_was_refused_counts_for_nothing() {
    policy.perFamily = 1;
    AlertDraft refused = of("anna", "tv", T0);
    refused.staff = true;

    assertThat(reasons(refused, of("anna", "tv", T0 + 1)))
        .containsExactly(DecisionReason.STAFF, DecisionReason.BEST_OFFER);
  }

  @Test
  void a_household_has_together_what_one_customer_may_have() {
    policy.perCustomer = 2;
    policy.household = true;

    assertThat(
            reasons(
                at("home", of("anna", "tv", T0)),
                at("home", of("bert", "radio", T0 + 1)),
                at("home", of("cleo", "phone", T0 + 2)),
                at("away", of("dora", "phone", T0 + 3))))
        .containsExactly(
            DecisionReason.BEST_OFFER,
            DecisionReason.BEST_OFFER,
            DecisionReason.CAP_HOUSEHOLD,
            DecisionReason.BEST_OFFER);
  }

  @Test
  void a_households_family_has_its_cap_too() {
    policy.perFamily = 1;
    policy.household = true;

    assertThat(
            reasons(
                at("home", of("anna", "tv", T0)),
                at("home", of("bert", "tv", T0 + 1)),
                at("home", of("bert", "radio", T0 + 2))))
        .containsExactly(
            DecisionReason.BEST_OFFER, DecisionReason.CAP_HOUSEHOLD, DecisionReason.BEST_OFFER);
  }

  @Test
  void households_are_no_matter_where_the_policy_does_not_say_so_but_are_remembered() {
    policy.perFamily = 1;
    PolicyDraft stricter = PolicyDraft.withCoupon(100);
    stricter.version = 2;
    stricter.from = T0 + DAY;
    stricter.perFamily = 1;
    stricter.household = true;
    TestDesk desk = TestDesk.with(policy, stricter);
    desk.give(at("home", of("anna", "tv", T0)).suspected())
        .give(at("home", of("bert", "tv", T0 + 1)).suspected())
        .give(at("home", of("cleo", "tv", T0 + DAY)).suspected())
        .watermark(T0 + 2 * DAY);

    assertThat(desk.decisions())
        .extracting(DecisionNotice::reason)
        .containsExactly(
            DecisionReason.BEST_OFFER, DecisionReason.BEST_OFFER, DecisionReason.CAP_HOUSEHOLD);
  }

  @Test
  void what_was_granted_before_a_move_counts_once_and_goes_along_with_the_customer() {
    policy.perCustomer = 2;
    policy.household = true;

    assertThat(
            reasons(
                at("home", of("anna", "tv", T0)),
                at("home", of("anna", "radio", T0 + 1)),
                at("away", of("anna", "phone", T0 + 2)),
                at("away", of("bert", "phone", T0 + 3))))
        .containsExactly(
            DecisionReason.BEST_OFFER,
            DecisionReason.BEST_OFFER,
            DecisionReason.CAP_CUSTOMER,
            DecisionReason.BEST_OFFER);
  }

  @Test
  void who_is_held_out_uses_up_caps_like_the_others() {
    policy.perFamily = 1;
    policy.holdOut = new Policy.HoldOut(1_000, "salt");

    assertThat(reasons(of("anna", "tv", T0), of("anna", "tv", T0 + 1)))
        .containsExactly(DecisionReason.HOLD_OUT, DecisionReason.CAP_FAMILY);
  }

  @Test
  void what_was_revoked_or_has_expired_or_failed_was_sent_all_the_same() {
    policy.perFamily = 1;
    AlertDraft first = of("anna", "tv", T0);
    AlertDraft second = of("anna", "tv", T0 + 3 * DAY);
    for (int fate = 0; fate < 3; fate++) {
      TestDesk desk = TestDesk.with(policy).give(first.suspected()).watermark(T0);
      if (fate == 0) {
        desk.give(first.retracted(2, RetractReason.SALE_KEPT, T0 + HOUR));
      } else if (fate == 1) {
        desk.news(first.id, CouponChange.FAILED, T0 + HOUR);
      }
      desk.give(second.suspected()).watermark(T0 + 4 * DAY);

      assertThat(desk.coupons()).hasSize(2);
      assertThat(desk.decisions().get(1).reason()).isEqualTo(DecisionReason.CAP_FAMILY);
    }
  }

  @Test
  void a_longer_time_than_180_days_counts_as_these() {
    policy.perFamily = 1;
    policy.perFamilyMillis = 1_000 * DAY;

    assertThat(reasons(of("anna", "tv", T0), of("anna", "tv", T0 + 180 * DAY)))
        .containsExactly(DecisionReason.BEST_OFFER, DecisionReason.CAP_FAMILY);
    assertThat(reasons(of("anna", "tv", T0), of("anna", "tv", T0 + 180 * DAY + 1)))
        .containsExactly(DecisionReason.BEST_OFFER, DecisionReason.BEST_OFFER);
  }

  @Test
  void a_cap_of_more_than_64_counts_as_so_many_and_a_card_does_not_grow_for_ever() {
    policy.perFamily = 1_000;
    policy.perCustomer = 1_000;
    policy.household = true;
    TestDesk desk = TestDesk.with(policy);
    for (int i = 0; i < 70; i++) {
      desk.give(at("everybody", of("customer-" + i, "tv", T0 + i)).suspected());
    }
    desk.give(of("customer-0", "tv", T0 + 100).suspected()).watermark(T0 + DAY);

    List<DecisionReason> reasons = desk.decisions().stream().map(DecisionNotice::reason).toList();
    assertThat(reasons.subList(0, 64)).containsOnly(DecisionReason.BEST_OFFER);
    assertThat(reasons.subList(64, 70)).containsOnly(DecisionReason.CAP_HOUSEHOLD);
    assertThat(reasons.get(70)).isEqualTo(DecisionReason.BEST_OFFER);

    Card card = Card.EMPTY;
    for (int i = 0; i < 200; i++) {
      card = card.with(new Grant("live", T0 + i, "tv", "k-" + i, false));
    }
    assertThat(card.grants()).hasSize(64);
    assertThat(card.mayHaveHadMore("live", T0 + 136)).isTrue();
    assertThat(card.mayHaveHadMore("live", T0 + 137)).isFalse();
    assertThat(card.mayHaveHadMore("shadow:bold", T0)).isFalse();
  }

  private AlertDraft of(String customer, String family, long time) {
    AlertDraft alert = new AlertDraft("a-" + ++alerts, customer, time);
    alert.family = family;
    return alert;
  }

  private static AlertDraft at(String household, AlertDraft alert) {
    alert.household = household;
    return alert;
  }

  private List<DecisionReason> reasons(AlertDraft... given) {
    TestDesk desk = TestDesk.with(policy);
    long last = T0;
    for (AlertDraft alert : given) {
      desk.give(alert.suspected());
      last = Math.max(last, alert.raisedAt);
    }
    return desk.watermark(last).decisions().stream().map(DecisionNotice::reason).toList();
  }
}
