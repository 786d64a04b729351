package dev.showroom.core.offer;

import static dev.showroom.core.offer.TestDesk.DAY;
import static dev.showroom.core.offer.TestDesk.HOUR;

import dev.showroom.core.offer.PolicyDraft.CampaignDraft;
import dev.showroom.core.offer.PolicyDraft.OfferDraft;
import dev.showroom.core.policy.OfferTerms;
import dev.showroom.core.policy.PointsTerms;
import dev.showroom.core.policy.Policy;
import dev.showroom.schemas.OfferKind;
import dev.showroom.schemas.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Policies with any knob turned any way, most of them tight enough to be felt. */
final class RandomPolicies {
  private final Dice dice;

  RandomPolicies(Dice dice) {
    this.dice = dice;
  }

  /**
   * One that is in force from the beginning, perhaps later versions, perhaps some in the shadow.
   */
  List<Policy> some(long start, long end) {
    List<Policy> policies = new ArrayList<>();
    PolicyDraft live = draft();
    live.id = "live";
    policies.add(live.done());
    for (int version = 2; dice.chance(0.4); version++) {
      PolicyDraft next = dice.chance(0.5) ? draft() : again(live);
      next.id = dice.chance(0.8) ? "live" : "other";
      next.version = version;
      next.from = dice.between(start, end);
      policies.add(next.done());
    }
    if (dice.chance(0.3)) {
      PolicyDraft shadow = draft();
      shadow.id = dice.pick("bold", "live");
      shadow.version = 100;
      shadow.shadow = true;
      shadow.from = dice.chance(0.5) ? Long.MIN_VALUE : dice.between(start, end);
      policies.add(shadow.done());
    }
    return policies;
  }

  /** With other budgets and caps only. */
  private PolicyDraft again(PolicyDraft before) {
    PolicyDraft next = draft();
    next.patterns = before.patterns;
    next.offers = before.offers;
    next.holdOut = before.holdOut;
    next.timeZone = before.timeZone;
    return next;
  }

  private PolicyDraft draft() {
    PolicyDraft draft = new PolicyDraft();
    draft.patterns = dice.chance(0.8) ? Set.of("LEAVE", "TRIAL") : Set.of("LEAVE");
    draft.minScoreMillis = dice.pick(0, 0, 600);
    draft.timeZone = dice.pick("UTC", "Europe/Berlin", "Asia/Tokyo");
    draft.holdOut =
        dice.chance(0.1)
            ? null
            : new Policy.HoldOut(dice.pick(0, 100, 300, 500), dice.pick("a", "b"));
    draft.quietHours = dice.chance(0.3) ? quietHours() : null;
    draft.perFamily = dice.pick(1, 1, 2, 9);
    draft.perFamilyMillis = dice.of(DAY, 5 * DAY, 30 * DAY);
    draft.perCustomer = dice.pick(1, 2, 3, 9);
    draft.perCustomerMillis = dice.of(DAY, 5 * DAY, 30 * DAY);
    draft.household = dice.chance(0.5);
    draft.floorMillis = dice.pick(0, 100, 250, 500);
    if (dice.chance(0.5)) {
      draft.floors.put("kitchen", dice.pick(0, 300, 700));
    }
    draft.abuse =
        new Policy.Abuse(
            dice.chance(0.5) ? Set.of("FISHING") : Set.of(),
            dice.chance(0.5) ? Set.of(Segment.BELOW_ZERO) : Set.of());
    draft.validForMillis = dice.of(6 * HOUR, 2 * DAY, 5 * DAY);
    draft.baseline = Map.of(Policy.ANY, dice.pick(0, 100, 300), "TRIAL", dice.pick(0, 500));
    draft.preferCheaperMillis = dice.pick(0, 100, 500);
    draft.offers = offers();
    draft.campaigns.clear();
    for (int i = 0; i < 1 + dice.below(3); i++) {
      draft.campaigns.add(campaign("campaign-" + i).done());
    }
    draft.points =
        dice.chance(0.2)
            ? null
            : new PointsTerms(dice.of(500, 2_000, Long.MAX_VALUE), dice.of(DAY, 20 * DAY));
    return draft;
  }

  private Policy.QuietHours quietHours() {
    return dice.chance(0.5)
        ? new Policy.QuietHours(22 * 60, 8 * 60)
        : new Policy.QuietHours(6 * 60, 12 * 60);
  }

  private List<OfferTerms> offers() {
    List<OfferTerms> offers = new ArrayList<>();
    if (dice.chance(0.3)) {
      offers.add(OfferDraft.of("information", OfferKind.INFORMATION).uplift(dice.below(40)).done());
    }
    if (dice.chance(0.3)) {
      offers.add(
          OfferDraft.of("advice", OfferKind.ASSISTANT)
              .cost(dice.below(300))
              .uplift(dice.below(200))
              .done());
    }
    if (dice.chance(0.5)) {
      OfferDraft points = OfferDraft.of("points", OfferKind.POINTS).amount(dice.below(800));
      points.segments = dice.chance(0.2) ? Set.of(Segment.MOST_VALUABLE) : Set.of();
      offers.add(points.cost(dice.below(50)).uplift(100 + dice.below(300)).done());
    }
    if (dice.chance(0.3)) {
      OfferDraft match = OfferDraft.of("match", OfferKind.PRICE_MATCH).percent(50);
      match.categories = dice.chance(0.5) ? Set.of("kitchen") : Set.of();
      match.priceSensitive = dice.chance(0.3) ? (Boolean) true : null;
      offers.add(match.uplift(100 + dice.below(300)).done());
    }
    OfferDraft coupon = OfferDraft.of("coupon", OfferKind.COUPON).cost(dice.below(100));
    if (dice.chance(0.5)) {
      coupon.percent(20 + dice.below(300)).mostMinor = dice.of(500, 2_000, Long.MAX_VALUE);
    } else {
      coupon.amount(100 + dice.below(2_000));
    }
    coupon.fromPriceMinor = dice.of(0, 0, 2_000);
    offers.add(coupon.uplift(200 + dice.below(600)).done());
    return offers;
  }

  private CampaignDraft campaign(String id) {
    CampaignDraft campaign = new CampaignDraft(id);
    campaign.offers = dice.chance(0.7) ? Set.of() : Set.of("coupon", "match");
    campaign.patterns = dice.chance(0.8) ? Set.of() : Set.of("LEAVE");
    campaign.categories = dice.chance(0.8) ? Set.of() : Set.of("kitchen");
    campaign.stores = dice.chance(0.8) ? Set.of() : Set.of("st-1");
    campaign.total(dice.of(1_000, 4_000, 20_000, Long.MAX_VALUE));
    campaign.perStore(dice.of(800, 3_000, Long.MAX_VALUE, Long.MAX_VALUE));
    campaign.perDay(dice.of(700, 2_500, Long.MAX_VALUE));
    if (dice.chance(0.5)) {
      campaign.paced(dice.pick(0, 100, 500));
    }
    return campaign;
  }
}
