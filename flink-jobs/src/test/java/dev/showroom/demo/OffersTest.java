package dev.showroom.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.statistics.Share;
import dev.showroom.schemas.Arm;
import dev.showroom.schemas.CouponDecision;
import dev.showroom.schemas.DecisionOutcome;
import dev.showroom.schemas.Insight;
import dev.showroom.schemas.Offer;
import dev.showroom.schemas.OfferKind;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OffersTest {
  private static final Instant MONDAY = Instant.parse("2026-01-05T00:00:00Z");
  private final Offers offers = new Offers();

  @Test
  void decisions_are_counted_and_only_offers_are_shown() {
    offers.decision(decision(DecisionOutcome.ISSUED, false));
    offers.decision(decision(DecisionOutcome.SUPPRESSED, false));
    offers.decision(decision(DecisionOutcome.HELD_OUT, false));
    Offers.Snapshot now = offers.snapshot();
    assertThat(now.newest())
        .extracting(CouponDecision::getOutcome)
        .containsExactly(DecisionOutcome.HELD_OUT, DecisionOutcome.ISSUED);
    assertThat(now.count(DecisionOutcome.SUPPRESSED)).isEqualTo(1);
  }

  @Test
  void what_is_only_looked_at_is_left_out() {
    offers.decision(decision(DecisionOutcome.ISSUED, true));
    assertThat(offers.snapshot().newest()).isEmpty();
    assertThat(offers.snapshot().count(DecisionOutcome.ISSUED)).isZero();
  }

  @Test
  void of_a_day_the_newest_figure_counts_and_days_add_up() {
    offers.figure(rate(MONDAY, 1, Arm.TREATED, 0.5, 2, null));
    offers.figure(rate(MONDAY, 1, Arm.TREATED, 0.75, 4, null));
    offers.figure(rate(MONDAY.plus(Duration.ofDays(1)), 1, Arm.TREATED, 0, 6, null));
    offers.figure(rate(MONDAY, 1, Arm.HOLD_OUT, 1, 1, null));
    assertThat(offers.snapshot().treated()).isEqualTo(new Share(3, 10));
    assertThat(offers.snapshot().heldOut()).isEqualTo(new Share(1, 1));
  }

  @Test
  void figures_of_parts_would_count_twice() {
    offers.figure(rate(MONDAY, 1, Arm.TREATED, 0.5, 2, "st-01"));
    assertThat(offers.snapshot().treated().isKnown()).isFalse();
  }

  @Test
  void the_words_say_what_is_known_and_no_more() {
    offers.decision(decision(DecisionOutcome.ISSUED, false));
    assertThat(Wording.offers(offers.snapshot()))
        .isEqualTo("offers sent 1   held out 0   refused 0");
    offers.figure(rate(MONDAY, 1, Arm.TREATED, 0.3, 10, null));
    offers.figure(rate(MONDAY, 1, Arm.HOLD_OUT, 0.2, 10, null));
    assertThat(Wording.offers(offers.snapshot()))
        .contains("kept with an offer 3 of 10 (30%)   without 2 of 10 (20%)   uplift +10%");
    assertThat(Wording.row(decision(DecisionOutcome.ISSUED, false)))
        .contains("ISSUED")
        .endsWith("COUPON 12.50");
  }

  private static Insight rate(
      Instant start, int days, Arm arm, double value, long count, String storeId) {
    return Insight.newBuilder()
        .setMetric("save.rate")
        .setWindowStart(start)
        .setWindowEnd(start.plus(Duration.ofDays(days)))
        .setStoreId(storeId)
        .setArm(arm)
        .setValue(value)
        .setCount(count)
        .build();
  }

  private static CouponDecision decision(DecisionOutcome outcome, boolean shadow) {
    return CouponDecision.newBuilder()
        .setDecisionId("d-1")
        .setAlertId("a-1")
        .setCustomerId("c-1")
        .setOutcome(outcome)
        .setReason("BEST_OFFER")
        .setOffer(new Offer(OfferKind.COUPON, 1_250L, null, "fam-1"))
        .setArm(Arm.TREATED)
        .setPolicyVersion(1)
        .setDecidedAt(MONDAY)
        .setPattern("STORE_HOP")
        .setShadow(shadow)
        .build();
  }
}
