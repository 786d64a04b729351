package dev.showroom.core.offer;

import static dev.showroom.core.offer.TestDesk.DAY;
import static dev.showroom.core.offer.TestDesk.HOUR;
import static dev.showroom.core.offer.TestDesk.MINUTE;
import static dev.showroom.core.offer.TestDesk.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.notice.AlertNotice;
import dev.showroom.core.notice.DecisionNotice;
import dev.showroom.core.notice.DecisionReason;
import dev.showroom.core.notice.WeighedOffer;
import dev.showroom.core.offer.PolicyDraft.OfferDraft;
import dev.showroom.core.policy.Policy;
import dev.showroom.schemas.Arm;
import dev.showroom.schemas.DecisionOutcome;
import dev.showroom.schemas.OfferKind;
import dev.showroom.schemas.RetractReason;
import dev.showroom.schemas.Segment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each gate refuses what it should, and nothing more; the first that refuses is named. */
class GatesTest {
  private final PolicyDraft policy = PolicyDraft.withCoupon(1_000);
  private final AlertDraft alert = new AlertDraft("a-1", "anna", T0);

  @Test
  void nothing_stands_in_the_way_of_a_customer_who_agreed() {
    DecisionNotice decision = decided();

    assertThat(decision.outcome()).isEqualTo(DecisionOutcome.ISSUED);
    assertThat(decision.reason()).isEqualTo(DecisionReason.BEST_OFFER);
    assertThat(decision.arm()).isEqualTo(Arm.TREATED);
  }

  @ParameterizedTest
  @CsvSource({"false, true", "true, false", "false, false"})
  void both_consents_are_needed(boolean personalisation, boolean push) {
    alert.personalisation = personalisation;
    alert.push = push;

    assertRefused(DecisionReason.NO_CONSENT);
  }

  @Test
  void of_whom_nothing_is_known_nothing_is_allowed_and_nothing_weighed() {
    TestDesk desk = TestDesk.with(policy);
    desk.give(withoutStanding()).watermark(T0);

    assertThat(desk.decision().reason()).isEqualTo(DecisionReason.NO_CONSENT);
    assertThat(desk.decision().alternatives()).isEmpty();
  }

  @Test
  void staff_are_offered_nothing() {
    alert.staff = true;

    assertRefused(DecisionReason.STAFF);
  }

  @Test
  void an_open_service_case_comes_first() {
    alert.openCase = true;

    assertRefused(DecisionReason.SERVICE_CASE);
  }

  @Test
  void an_erased_customer_is_offered_nothing_from_the_same_moment_on() {
    TestDesk desk = TestDesk.with(policy);
    desk.erase("anna", T0).give(alert.suspected()).watermark(T0);

    assertThat(desk.decision().reason()).isEqualTo(DecisionReason.ERASED);
    assertThat(desk.coupons()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(RetractReason.class)
  void an_alert_that_is_retracted_at_the_same_moment_gets_nothing(RetractReason why) {
    TestDesk desk = TestDesk.with(policy);
    desk.give(alert.suspected()).give(alert.retracted(2, why, T0)).watermark(T0);

    DecisionReason expected =
        switch (why) {
          case SALE_KEPT -> DecisionReason.SOLD_MEANWHILE;
          case ERASED -> DecisionReason.ERASED;
          default -> DecisionReason.RETRACTED;
        };
    assertThat(desk.decision().reason()).isEqualTo(expected);
    assertThat(desk.coupons()).isEmpty();
  }

  @Test
  void an_alert_that_came_back_at_the_same_moment_is_decided_by_what_it_says_last() {
    TestDesk desk = TestDesk.with(policy);
    desk.give(alert.suspected(3, T0))
        .give(alert.retracted(2, RetractReason.SALE_KEPT, T0))
        .give(alert.suspected())
        .watermark(T0);

    assertThat(desk.decision().reason()).isEqualTo(DecisionReason.BEST_OFFER);
    assertThat(desk.decision().alert().revision()).isEqualTo(3);
  }

  @Test
  void an_offer_that_would_have_expired_comes_too_late_by_a_millisecond() {
    alert.anchorAt = T0 - policy.validForMillis;
    assertThat(decided().outcome()).isEqualTo(DecisionOutcome.ISSUED);

    alert.anchorAt--;
    assertRefused(DecisionReason.TOO_LATE);
  }

  @Test
  void an_alert_that_was_raised_more_than_thirty_days_ago_comes_too_late() {
    alert.raisedAt = T0 - 30 * DAY;
    alert.anchorAt = T0;
    assertThat(decidedAt(T0).outcome()).isEqualTo(DecisionOutcome.ISSUED);

    alert.raisedAt--;
    assertThat(decidedAt(T0).reason()).isEqualTo(DecisionReason.TOO_LATE);
  }

  @Test
  void whose_standing_alerts_tell_of_abuse_gets_no_money() {
    policy.abuse = new Policy.Abuse(Set.of("COUPON_FISHING"), Set.of());
    alert.patterns = Set.of("LEAVE", "COUPON_FISHING");

    DecisionNotice decision = assertRefused(DecisionReason.ABUSE);
    assertThat(refusals(decision)).containsExactly(null, DecisionReason.ABUSE);

    alert.patterns = Set.of("LEAVE");
    assertThat(decided().outcome()).isEqualTo(DecisionOutcome.ISSUED);
  }

  @Test
  void whose_segment_costs_more_than_it_brings_gets_no_money() {
    policy.abuse = new Policy.Abuse(Set.of(), Set.of(Segment.BELOW_ZERO));
    alert.segment = Segment.BELOW_ZERO;
    assertRefused(DecisionReason.ABUSE);

    alert.segment = null;
    assertThat(decided().outcome()).isEqualTo(DecisionOutcome.ISSUED);
  }

  @Test
  void abuse_takes_money_away_and_never_service() {
    policy.abuse = new Policy.Abuse(Set.of("LEAVE"), Set.of());
    policy.offers.add(0, OfferDraft.of("advice", OfferKind.ASSISTANT).uplift(10).done());

    DecisionNotice decision = decided();

    assertThat(decision.offer().offerId()).isEqualTo("advice");
    assertThat(refusals(decision)).containsExactly(null, null, DecisionReason.ABUSE);
  }

  @Test
  void service_that_is_not_better_than_nothing_does_not_hide_that_abuse_took_the_money() {
    policy.abuse = new Policy.Abuse(Set.of("LEAVE"), Set.of());
    policy.offers.add(0, OfferDraft.of("advice", OfferKind.ASSISTANT).uplift(0).done());

    assertRefused(DecisionReason.ABUSE);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-02T21:59:59.999Z, false",
    "2026-03-02T22:00:00Z, true",
    "2026-03-03T07:59:59.999Z, true",
    "2026-03-03T08:00:00Z, false"
  })
  void quiet_hours_have_a_minute_that_they_begin_at_and_one_that_they_end_at(
      Instant time, boolean quiet) {
    policy.quietHours = new Policy.QuietHours(22 * 60, 8 * 60);

    assertThat(reasonAt(time)).isEqualTo(quietOr(quiet));
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin, 2026-03-02T21:30:00Z, true",
    "Europe/Berlin, 2026-03-02T07:30:00Z, false",
    "Asia/Tokyo, 2026-03-02T13:30:00Z, true",
    "Middle/Earth, 2026-03-02T21:30:00Z, false",
    "Middle/Earth, 2026-03-02T22:30:00Z, true",
    ", 2026-03-02T22:30:00Z, true"
  })
  void it_is_quiet_where_the_customer_lives_or_where_the_policy_says_if_that_is_not_known(
      String zone, Instant time, boolean quiet) {
    policy.quietHours = new Policy.QuietHours(22 * 60, 8 * 60);
    alert.timeZone = zone;

    assertThat(reasonAt(time)).isEqualTo(quietOr(quiet));
  }

  @Test
  void whoever_stands_in_the_shop_is_awake() {
    policy.quietHours = new Policy.QuietHours(0, 24 * 60);
    assertRefused(DecisionReason.QUIET_HOURS);

    alert.inStore = true;
    assertThat(decided().outcome()).isEqualTo(DecisionOutcome.ISSUED);
  }

  @Test
  void the_margin_floor_holds_to_the_minor_unit() {
    // 100.00 for what cost 60.00: 25 % are 25.00, which leaves 15.00 to give away.
    policy.floorMillis = 250;
    policy.offers.set(0, OfferDraft.of("coupon", OfferKind.COUPON).amount(1_200).cost(300).done());
    assertThat(decided().marginAfterMinor()).isEqualTo(2_500);

    policy.offers.set(0, OfferDraft.of("coupon", OfferKind.COUPON).amount(1_201).cost(300).done());
    DecisionNotice decision = assertRefused(DecisionReason.MARGIN_FLOOR);
    assertThat(refusals(decision)).containsExactly(null, DecisionReason.MARGIN_FLOOR);
  }

  @Test
  void each_category_has_its_own_floor() {
    policy.floorMillis = 900;
    policy.floors.put(AlertDraft.CATEGORY, 300);
    assertThat(decided().outcome()).isEqualTo(DecisionOutcome.ISSUED);

    policy.floors.put(AlertDraft.CATEGORY, 301);
    assertRefused(DecisionReason.MARGIN_FLOOR);
  }

  @Test
  void the_floor_is_taken_from_the_price_as_of_the_decision() {
    policy.floorMillis = 300;
    TestDesk desk = TestDesk.with(policy).product(9_999, 6_000, T0 + 1);
    desk.give(alert.suspected()).watermark(T0);
    assertThat(desk.decision().outcome()).isEqualTo(DecisionOutcome.ISSUED);

    TestDesk later = TestDesk.with(policy).product(9_999, 6_000, T0);
    later.give(alert.suspected()).watermark(T0);
    assertThat(later.decision().reason()).isEqualTo(DecisionReason.MARGIN_FLOOR);
  }

  @Test
  void on_what_has_no_price_no_money_is_offered_but_service_is() {
    policy.floorMillis = 100;
    alert.sku = null;
    assertRefused(DecisionReason.MARGIN_FLOOR);
    alert.sku = "unheard-of";
    assertRefused(DecisionReason.MARGIN_FLOOR);

    policy.offers.add(0, OfferDraft.of("advice", OfferKind.ASSISTANT).uplift(10).done());
    DecisionNotice decision = decided();
    assertThat(decision.offer().offerId()).isEqualTo("advice");
    assertThat(decision.offer().expectedMinor()).as("1 % of a tenth of 100.00").isEqualTo(10);
    assertThat(decision.marginAfterMinor()).isNull();
  }

  @Test
  void a_policy_without_a_fitting_offer_says_so() {
    OfferDraft offer = OfferDraft.of("coupon", OfferKind.COUPON).amount(100);
    offer.patterns = Set.of("TRIAL");
    policy.offers.set(0, offer.done());

    DecisionNotice decision = assertRefused(DecisionReason.NO_OFFER);
    assertThat(decision.alternatives())
        .extracting(WeighedOffer::offerId)
        .containsExactly("nothing");
  }

  @Test
  void the_first_gate_that_refuses_is_named() {
    alert.push = false;
    alert.staff = true;
    alert.openCase = true;
    alert.anchorAt = T0 - 10 * DAY;
    policy.abuse = new Policy.Abuse(Set.of("LEAVE"), Set.of());
    policy.quietHours = new Policy.QuietHours(0, 24 * 60);
    policy.perCustomer = 0;
    policy.perFamily = 0;
    policy.floorMillis = 1_000;
    List<DecisionReason> named = new ArrayList<>();

    named.add(decided().reason());
    alert.push = true;
    named.add(decided().reason());
    alert.staff = false;
    named.add(decided().reason());
    alert.openCase = false;
    named.add(decided().reason());
    alert.anchorAt = T0;
    named.add(decided().reason());
    policy.abuse = new Policy.Abuse(Set.of(), Set.of());
    named.add(decided().reason());
    policy.quietHours = null;
    named.add(decided().reason());
    policy.perFamily = 1;
    named.add(decided().reason());
    policy.perCustomer = 1;
    named.add(decided().reason());
    policy.floorMillis = 0;
    policy.campaigns.clear();
    named.add(decided().reason());

    assertThat(named)
        .containsExactly(
            DecisionReason.NO_CONSENT,
            DecisionReason.STAFF,
            DecisionReason.SERVICE_CASE,
            DecisionReason.TOO_LATE,
            DecisionReason.ABUSE,
            DecisionReason.QUIET_HOURS,
            DecisionReason.CAP_FAMILY,
            DecisionReason.CAP_CUSTOMER,
            DecisionReason.MARGIN_FLOOR,
            DecisionReason.BUDGET);
  }

  @Test
  void a_refusal_is_of_no_arm_and_is_tracked_like_the_others() {
    alert.staff = true;
    DecisionNotice decision = decided();

    assertThat(decision.outcome()).isEqualTo(DecisionOutcome.SUPPRESSED);
    assertThat(decision.arm()).isEqualTo(Arm.NONE);
    assertThat(decision.offer()).isNull();
    assertThat(decision.couponId()).isNull();
    assertThat(decision.trackUntil()).isEqualTo(T0 + policy.attributionMillis);
  }

  @Test
  void what_is_only_asked_whether_it_is_kept_is_tracked_to_the_end_of_the_trial() {
    alert.keep = true;
    alert.deadline = T0 + 14 * DAY;
    assertThat(decided().trackUntil()).isEqualTo(T0 + 14 * DAY);

    alert.deadline = T0 + 2 * DAY;
    assertThat(decided().trackUntil()).isEqualTo(T0 + 7 * DAY);

    alert.deadline = Long.MAX_VALUE;
    assertThat(decided().trackUntil()).isEqualTo(T0 + 7 * DAY);
  }

  @Test
  void patterns_and_scores_that_the_policy_does_not_act_on_get_no_decision() {
    policy.minScoreMillis = 800;
    assertThat(decided().outcome()).isEqualTo(DecisionOutcome.ISSUED);

    alert.score = 799;
    assertUndecided();
    alert.score = 800;
    alert.pattern = "SERIAL_RETURNER";
    assertUndecided();
    alert.pattern = "LEAVE";
    alert.shadow = true;
    assertUndecided();
  }

  @Test
  void before_the_first_policy_is_in_force_nothing_is_decided() {
    policy.from = T0 + 1;
    assertUndecided();
    policy.from = T0;
    assertThat(decided().outcome()).isEqualTo(DecisionOutcome.ISSUED);
  }

  private AlertNotice withoutStanding() {
    AlertNotice a = alert.suspected();
    return new AlertNotice(
        a.alertId(),
        a.revision(),
        a.status(),
        null,
        a.customerId(),
        a.pattern(),
        false,
        a.family(),
        a.sku(),
        a.storeId(),
        a.category(),
        null,
        false,
        a.raisedAt(),
        a.decidedAt(),
        a.anchorAt(),
        a.deadline(),
        a.scoreMillis(),
        a.valueAtRiskMinor(),
        null,
        null);
  }

  private static DecisionReason quietOr(boolean quiet) {
    return quiet ? DecisionReason.QUIET_HOURS : DecisionReason.BEST_OFFER;
  }

  private DecisionReason reasonAt(Instant time) {
    alert.raisedAt = time.toEpochMilli();
    alert.anchorAt = time.toEpochMilli();
    return decided().reason();
  }

  private DecisionNotice decided() {
    return decidedAt(alert.raisedAt);
  }

  private DecisionNotice decidedAt(long time) {
    TestDesk desk = TestDesk.with(policy).give(alert.suspected(1, time)).watermark(time + MINUTE);
    return desk.decision();
  }

  private void assertUndecided() {
    TestDesk desk = TestDesk.with(policy).give(alert.suspected()).watermark(T0 + HOUR);
    assertThat(desk.told()).isEmpty();
  }

  private DecisionNotice assertRefused(DecisionReason reason) {
    TestDesk desk = TestDesk.with(policy).give(alert.suspected()).watermark(T0);
    assertThat(desk.decision().outcome()).isEqualTo(DecisionOutcome.SUPPRESSED);
    assertThat(desk.decision().reason()).isEqualTo(reason);
    assertThat(desk.coupons()).isEmpty();
    assertThat(desk.budgets()).isEmpty();
    return desk.decision();
  }

  private static List<DecisionReason> refusals(DecisionNotice decision) {
    return new ArrayList<>(decision.alternatives().stream().map(WeighedOffer::refused).toList());
  }
}
