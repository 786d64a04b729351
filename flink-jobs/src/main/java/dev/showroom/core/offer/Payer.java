package dev.showroom.core.offer;

import dev.showroom.core.policy.Campaign;
import dev.showroom.core.policy.OfferTerms;
import dev.showroom.core.policy.Policy;
import dev.showroom.schemas.OfferKind;

/**
 * Who pays for an offer: what would be put aside, and the limits as of now. Money in minor units;
 * {@link Long#MAX_VALUE} for no limit.
 *
 * @param dayMinor what is free of the day
 */
record Payer(Reservation reservation, long totalMinor, long storeMinor, long dayMinor) {

  /** Null where nobody pays for it. */
  static Payer of(Case c, Alternative offer) {
    return offer.terms().kind() == OfferKind.POINTS ? ofPoints(c, offer) : ofCampaign(c, offer);
  }

  private static Payer ofPoints(Case c, Alternative offer) {
    Policy policy = c.policy();
    if (policy.points() == null) {
      return null;
    }
    Reservation reservation =
        new Reservation(
            c.lane().name(),
            Budgets.POINTS,
            null,
            Reservation.NO_DAY,
            offer.takenMinor(),
            policy.points().lapseAfterMillis());
    return new Payer(
        reservation, policy.points().liabilityMostMinor(), Long.MAX_VALUE, Long.MAX_VALUE);
  }

  private static Payer ofCampaign(Case c, Alternative offer) {
    for (Campaign campaign : c.policy().campaigns()) {
      if (fits(campaign, c, offer.terms())) {
        Reservation reservation =
            new Reservation(
                c.lane().name(),
                campaign.id(),
                c.alert().storeId(),
                Pace.dayOf(c.now(), c.zone()),
                offer.takenMinor(),
                -1);
        return new Payer(
            reservation,
            campaign.totalMinor(),
            campaign.perStoreMinor(),
            Pace.freeMinor(campaign, c.now(), c.zone()));
      }
    }
    return null;
  }

  private static boolean fits(Campaign campaign, Case c, OfferTerms offer) {
    return campaign.from() <= c.now()
        && c.now() < campaign.until()
        && Choice.isOneOf(campaign.offers(), offer.id())
        && Choice.isOneOf(campaign.patterns(), c.alert().pattern())
        && campaign.isForCategory(c.goods().category())
        && Choice.isOneOf(campaign.stores(), c.alert().storeId());
  }
}
