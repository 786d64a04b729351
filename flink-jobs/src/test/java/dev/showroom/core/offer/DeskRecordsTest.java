package dev.showroom.core.offer;

import static dev.showroom.core.offer.TestDesk.DAY;
import static dev.showroom.core.offer.TestDesk.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.notice.CouponNotice;
import dev.showroom.core.notice.Notice;
import dev.showroom.core.offer.PolicyDraft.CampaignDraft;
import dev.showroom.core.outbound.OfferRecords;
import dev.showroom.core.outbound.Outbound;
import dev.showroom.core.policy.Policy;
import dev.showroom.schemas.Arm;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.Coupon;
import dev.showroom.schemas.CouponDecision;
import dev.showroom.schemas.CouponState;
import dev.showroom.schemas.DecisionOutcome;
import dev.showroom.schemas.OfferKind;
import dev.showroom.schemas.Outcome;
import dev.showroom.schemas.OutcomeKind;
import dev.showroom.schemas.codec.AvroRecords;
import dev.showroom.schemas.codec.OutTopic;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the desk tells, as it leaves. */
class DeskRecordsTest {
  private final PolicyDraft policy = PolicyDraft.withCoupon(1_000);
  private final AlertDraft alert = new AlertDraft("a-1", "anna", T0);
  private final OfferRecords records = new OfferRecords();

  DeskRecordsTest() {
    policy.floorMillis = 100;
    policy.campaigns.set(0, new CampaignDraft("spring").total(5_000).done());
  }

  @Test
  void a_decision_says_what_was_weighed_and_what_was_chosen() throws Exception {
    TestDesk desk = TestDesk.with(policy).give(alert.suspected()).watermark(T0);
    Outbound out = records.decision(desk.decision());
    CouponDecision decision = new AvroRecords<>(CouponDecision.class).read(out.value());

    assertThat(out.topic()).isEqualTo(OutTopic.COUPON_DECISIONS);
    assertThat(out.key()).isEqualTo("anna");
    assertThat(decision.getDecisionId()).isEqualTo(desk.decision().decisionId());
    assertThat(decision.getOutcome()).isEqualTo(DecisionOutcome.ISSUED);
    assertThat(decision.getReason()).isEqualTo("BEST_OFFER");
    assertThat(decision.getArm()).isEqualTo(Arm.TREATED);
    assertThat(decision.getOffer().getKind()).isEqualTo(OfferKind.COUPON);
    assertThat(decision.getOffer().getValueMinor()).isEqualTo(1_000);
    assertThat(decision.getOffer().getSku()).isEqualTo(AlertDraft.SKU);
    assertThat(decision.getDecidedAt()).isEqualTo(Instant.ofEpochMilli(T0));
    assertThat(decision.getMarginAfterMinor()).isEqualTo(3_000);
    assertThat(decision.getBudgetLeftMinor()).isEqualTo(4_000);
    assertThat(decision.getCampaign()).isEqualTo("spring");
    assertThat(decision.getCouponId()).isEqualTo(desk.coupons().get(0).couponId());
    assertThat(decision.getShadow()).isFalse();
    assertThat(decision.getAlternatives()).hasSize(2);
    assertThat(decision.getAlternatives().get(1).getUplift()).isEqualTo(0.5);
    assertThat(decision.getAlternatives().get(1).getExpectedMarginMinor()).isEqualTo(1_500);
  }

  @Test
  void a_refusal_has_no_offer_and_who_is_held_out_has_the_one_it_would_have_been() {
    alert.staff = true;
    TestDesk refused = TestDesk.with(policy).give(alert.suspected()).watermark(T0);
    assertThat(OfferRecords.toRecord(refused.decision()).getOffer()).isNull();
    assertThat(OfferRecords.toRecord(refused.decision()).getReason()).isEqualTo("STAFF");

    alert.staff = false;
    policy.holdOut = new Policy.HoldOut(1_000, "salt");
    TestDesk heldOut = TestDesk.with(policy).give(alert.suspected()).watermark(T0);
    assertThat(OfferRecords.toRecord(heldOut.decision()).getOffer().getValueMinor())
        .isEqualTo(1_000);
    assertThat(OfferRecords.toRecord(heldOut.decision()).getCouponId()).isNull();
  }

  @Test
  void a_coupon_leaves_without_a_code_and_good_in_every_channel() throws Exception {
    TestDesk desk = TestDesk.with(policy).give(alert.suspected()).watermark(T0);
    Outbound out = records.coupon(desk.coupons().get(0));
    Coupon coupon = new AvroRecords<>(Coupon.class).read(out.value());

    assertThat(out.topic()).isEqualTo(OutTopic.COUPONS);
    assertThat(out.key()).isEqualTo("anna");
    assertThat(coupon.getCode()).isEmpty();
    assertThat(coupon.getChannels()).containsExactly(Channel.values());
    assertThat(coupon.getState()).isEqualTo(CouponState.ISSUED);
    assertThat(coupon.getRevision()).isEqualTo(1);
    assertThat(coupon.getLeastPriceMinor()).isEqualTo(7_778);
    assertThat(coupon.getValidUntil()).isEqualTo(Instant.ofEpochMilli(T0 + 2 * DAY));
  }

  @Test
  void a_job_that_reads_its_own_coupons_again_goes_on_as_if_it_had_not_crashed() throws Exception {
    alert.household = "home";
    TestDesk desk = TestDesk.with(policy);
    MemoryDeskStore checkpoint = desk.checkpoint();
    desk.give(alert.suspected()).watermark(T0);
    List<Notice> told = List.copyOf(desk.told());
    byte[] written = records.coupon(desk.coupons().get(0)).value();

    CouponNotice read = OfferRecords.sent(new AvroRecords<>(Coupon.class).read(written));
    desk.restart(checkpoint).adopt(read).give(alert.suspected()).watermark(T0);

    assertThat(desk.told()).isEqualTo(told);
  }

  @Test
  void a_coupon_that_expired_is_an_outcome() throws Exception {
    TestDesk desk = TestDesk.with(policy).give(alert.suspected()).watermark(T0 + 3 * DAY);
    Outbound out = records.outcome(desk.outcomes().get(0));
    Outcome outcome = new AvroRecords<>(Outcome.class).read(out.value());

    assertThat(out.topic()).isEqualTo(OutTopic.OUTCOMES);
    assertThat(outcome.getOutcome()).isEqualTo(OutcomeKind.EXPIRED);
    assertThat(outcome.getArm()).isEqualTo(Arm.TREATED);
    assertThat(outcome.getCouponId()).isEqualTo(desk.decision().couponId());
    assertThat(outcome.getDecidedAt()).isEqualTo(Instant.ofEpochMilli(T0 + 2 * DAY + 1));
    assertThat(outcome.getRevision()).isEqualTo(1);
    assertThat(outcome.getOffer()).isEqualTo(OfferKind.COUPON);
    assertThat(outcome.getRedeemed()).isFalse();
  }
}
