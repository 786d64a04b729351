package dev.showroom.core.offer;

import static dev.showroom.core.offer.TestDesk.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.notice.CouponNotice;
import dev.showroom.core.notice.DecisionNotice;
import dev.showroom.core.notice.DecisionReason;
import dev.showroom.core.notice.WeighedOffer;
import dev.showroom.core.offer.PolicyDraft.CampaignDraft;
import dev.showroom.core.offer.PolicyDraft.OfferDraft;
import dev.showroom.core.policy.Policy;
import dev.showroom.schemas.OfferKind;
import dev.showroom.schemas.Segment;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is weighed against what; the television sells for 100.00 and cost 60.00. */
class ChoiceTest {
  private final PolicyDraft policy = new PolicyDraft();
  private final AlertDraft alert = new AlertDraft("a-1", "anna", T0);

  ChoiceTest() {
    policy.campaigns.add(new CampaignDraft("spring").done());
  }

  @Test
  void an_offer_is_expected_to_keep_margin_and_to_give_some_away_for_nothing() {
    policy.baseline = Map.of("LEAVE", 300, Policy.ANY, 999);
    policy.offers.add(coupon("coupon", 1_000).cost(200).uplift(400).done());

    WeighedOffer offer = decided().offer();

    // 40 % of the 28.00 that would be left, less 30 % of 12.00.
    assertThat(offer.expectedMinor()).isEqualTo(1_120 - 360);
    assertThat(offer.valueMinor()).isEqualTo(1_000);
    assertThat(offer.costMinor()).isEqualTo(200);
    assertThat(offer.upliftMillis()).isEqualTo(400);
  }

  @Test
  void less_than_one_minor_unit_is_never_better_than_nothing() {
    // Of 10.00 that would be left.
    policy.offers.add(coupon("coupon", 3_000).uplift(1).done());
    assertThat(decided().offer().expectedMinor()).isEqualTo(1);

    policy.offers.set(0, coupon("coupon", 3_001).uplift(1).done());
    DecisionNotice decision = decided();
    assertThat(decision.reason()).isEqualTo(DecisionReason.NOTHING_IS_BETTER);
    assertThat(decision.alternatives()).hasSize(2);
    assertThat(decision.alternatives().get(0).kind()).isEqualTo(OfferKind.NOTHING);
    assertThat(decision.alternatives().get(1).expectedMinor()).isZero();
  }

  @Test
  void a_loss_is_rounded_to_the_worse() {
    policy.baseline = Map.of(Policy.ANY, 1);
    policy.offers.add(coupon("coupon", 100).uplift(0).done());

    assertThat(decided().alternatives().get(1).expectedMinor()).isEqualTo(-1);
  }

  @Test
  void the_best_offer_wins() {
    policy.offers.add(coupon("small", 500).uplift(100).done());
    policy.offers.add(coupon("large", 1_500).uplift(300).done());
    assertThat(decided().offer().offerId()).as("350 or 750").isEqualTo("large");

    policy.offers.set(1, coupon("large", 1_500).uplift(139).done());
    assertThat(decided().offer().offerId()).as("350 or 347").isEqualTo("small");
  }

  @Test
  void of_two_that_are_expected_to_bring_the_same_the_cheaper_wins() {
    policy.offers.add(coupon("first", 1_000).uplift(100).done());
    policy.offers.add(coupon("second", 1_000).uplift(100).done());

    assertThat(decided().offer().offerId()).isEqualTo("first");
  }

  @ParameterizedTest
  @CsvSource({"249, large", "250, small"})
  void a_cheaper_offer_is_preferred_where_it_brings_hardly_less(int millis, String chosen) {
    policy.preferCheaperMillis = millis;
    policy.offers.add(coupon("tiny", 1_000).uplift(0).done());
    policy.offers.add(coupon("small", 1_000).uplift(75).done());
    policy.offers.add(coupon("large", 1_000).uplift(100).done());

    assertThat(decided().offer().offerId()).as("225 or 300").isEqualTo(chosen);
  }

  @Test
  void even_the_fondest_of_cheap_offers_never_makes_one_that_brings_nothing() {
    policy.preferCheaperMillis = 1_000;
    policy.offers.add(coupon("tiny", 1_000).uplift(0).done());
    policy.offers.add(coupon("large", 1_000).uplift(100).done());

    assertThat(decided().offer().offerId()).isEqualTo("large");
  }

  @Test
  void a_share_of_the_price_is_rounded_down_and_has_a_most() {
    OfferDraft share = OfferDraft.of("share", OfferKind.COUPON).percent(33);
    policy.offers.add(share.done());
    assertThat(decided().offer().valueMinor()).isEqualTo(330);

    share.mostMinor = 329;
    policy.offers.set(0, share.done());
    assertThat(decided().offer().valueMinor()).isEqualTo(329);
  }

  @Test
  void an_offer_is_weighed_only_where_it_fits() {
    policy.offers.add(OfferDraft.of("any", OfferKind.ASSISTANT).uplift(1).done());
    OfferDraft pattern = coupon("pattern", 1);
    pattern.patterns = Set.of("TRIAL");
    OfferDraft category = coupon("category", 1);
    category.categories = Set.of("kitchen");
    OfferDraft segment = coupon("segment", 1);
    segment.segments = Set.of(Segment.MOST_VALUABLE);
    OfferDraft sensitive = coupon("sensitive", 1);
    sensitive.priceSensitive = true;
    OfferDraft price = coupon("price", 1);
    price.fromPriceMinor = 10_001;
    policy.offers.add(pattern.done());
    policy.offers.add(category.done());
    policy.offers.add(segment.done());
    policy.offers.add(sensitive.done());
    policy.offers.add(price.done());
    policy.offers.add(OfferDraft.of("nothing", OfferKind.NOTHING).done());
    assertThat(weighed()).containsExactly("nothing", "any");

    pattern.patterns = Set.of("LEAVE", "TRIAL");
    category.categories = Set.of(AlertDraft.CATEGORY);
    segment.segments = Set.of(Segment.ORDINARY);
    alert.priceSensitive = true;
    price.fromPriceMinor = 10_000;
    policy.offers.set(1, pattern.done());
    policy.offers.set(2, category.done());
    policy.offers.set(3, segment.done());
    policy.offers.set(4, sensitive.done());
    policy.offers.set(5, price.done());
    assertThat(weighed())
        .containsExactly("nothing", "any", "pattern", "category", "segment", "sensitive", "price");
  }

  @Test
  void money_needs_a_campaign_that_fits_and_service_needs_none() {
    policy.campaigns.clear();
    CampaignDraft campaign = new CampaignDraft("summer");
    campaign.from = T0;
    campaign.until = T0 + 1;
    campaign.offers = Set.of("coupon");
    campaign.patterns = Set.of("LEAVE");
    campaign.categories = Set.of(AlertDraft.CATEGORY);
    campaign.stores = Set.of("st-1");
    policy.campaigns.add(campaign.done());
    policy.offers.add(coupon("coupon", 100).done());
    assertThat(decided().campaign()).isEqualTo("summer");

    campaign.from = T0 + 1;
    assertNobodyPays(campaign);
    campaign.from = T0;
    campaign.until = T0;
    assertNobodyPays(campaign);
    campaign.until = T0 + 1;
    campaign.offers = Set.of("another");
    assertNobodyPays(campaign);
    campaign.offers = Set.of();
    campaign.patterns = Set.of("TRIAL");
    assertNobodyPays(campaign);
    campaign.patterns = Set.of();
    campaign.categories = Set.of("kitchen");
    assertNobodyPays(campaign);
    campaign.categories = Set.of();
    campaign.stores = Set.of("st-2");
    assertNobodyPays(campaign);
    alert.store = null;
    assertNobodyPays(campaign);
    campaign.stores = Set.of();
    policy.campaigns.set(0, campaign.done());
    assertThat(decided().campaign()).isEqualTo("summer");

    policy.campaigns.clear();
    policy.offers.set(0, OfferDraft.of("advice", OfferKind.ASSISTANT).done());
    assertThat(decided().reason()).isEqualTo(DecisionReason.BEST_OFFER);
    assertThat(decided().campaign()).isNull();
  }

  @Test
  void the_first_campaign_that_fits_pays_even_if_it_cannot_and_the_next_could() {
    policy.campaigns.clear();
    policy.campaigns.add(new CampaignDraft("poor").total(99).done());
    policy.campaigns.add(new CampaignDraft("rich").done());
    policy.offers.add(coupon("coupon", 100).done());

    assertThat(decided().reason()).isEqualTo(DecisionReason.BUDGET);
  }

  @Test
  void what_cannot_be_paid_for_makes_room_for_the_next_best() {
    policy.campaigns.clear();
    policy.campaigns.add(new CampaignDraft("poor").total(500).done());
    policy.offers.add(coupon("small", 500).uplift(100).done());
    policy.offers.add(coupon("large", 501).uplift(300).done());

    DecisionNotice decision = decided();

    assertThat(decision.offer().offerId()).isEqualTo("small");
    assertThat(decision.alternatives())
        .extracting(WeighedOffer::refused)
        .containsExactly(null, null, DecisionReason.BUDGET);
    assertThat(decision.budgetLeftMinor()).isZero();
  }

  @Test
  void a_budget_that_took_the_last_good_offer_is_the_reason() {
    policy.campaigns.clear();
    policy.offers.add(OfferDraft.of("useless", OfferKind.INFORMATION).uplift(0).done());
    policy.offers.add(coupon("coupon", 100).done());

    assertThat(decided().reason()).isEqualTo(DecisionReason.BUDGET);
  }

  @Test
  void the_coupon_is_what_was_decided() {
    policy.floorMillis = 100;
    policy.offers.add(coupon("coupon", 1_000).cost(35).done());
    alert.household = "home";
    TestDesk desk = TestDesk.with(policy).give(alert.suspected()).watermark(T0);

    DecisionNotice decision = desk.decision();
    CouponNotice coupon = desk.coupons().get(0);
    assertThat(coupon.couponId()).isEqualTo(decision.couponId());
    assertThat(coupon.decisionId()).isEqualTo(decision.decisionId());
    assertThat(coupon.revision()).isEqualTo(1);
    assertThat(coupon.valueMinor()).isEqualTo(1_000);
    assertThat(coupon.costMinor()).isEqualTo(35);
    assertThat(coupon.money()).isTrue();
    assertThat(coupon.validFrom()).isEqualTo(T0);
    assertThat(coupon.validUntil()).isEqualTo(T0 + policy.validForMillis);
    // 78.17 less 60.00, 10.00 and 0.35 is 7.82, which is more than 7.817; a cent less is not.
    assertThat(coupon.leastPriceMinor()).isEqualTo(7_817);
    assertThat(coupon.householdKey()).isNotNull().doesNotContain("home");
  }

  @Test
  void service_is_no_money_and_has_no_least_price() {
    policy.floorMillis = 100;
    policy.offers.add(OfferDraft.of("advice", OfferKind.ASSISTANT).cost(500).done());
    TestDesk desk = TestDesk.with(policy).give(alert.suspected()).watermark(T0);

    assertThat(desk.coupons().get(0).money()).isFalse();
    assertThat(desk.coupons().get(0).leastPriceMinor()).isZero();
    assertThat(desk.budgets()).isEmpty();
  }

  private void assertNobodyPays(CampaignDraft campaign) {
    policy.campaigns.set(0, campaign.done());
    assertThat(decided().reason()).isEqualTo(DecisionReason.BUDGET);
  }

  private List<String> weighed() {
    return decided().alternatives().stream().map(WeighedOffer::offerId).toList();
  }

  private static OfferDraft coupon(String id, long amount) {
    return OfferDraft.of(id, OfferKind.COUPON).amount(amount);
  }

  private DecisionNotice decided() {
    return TestDesk.with(policy).give(alert.suspected()).watermark(T0).decision();
  }
}
