package dev.showroom.core.notice;

import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import dev.showroom.schemas.OfferKind;

/**
 * An offer of the policy as it was weighed for one alert. Money in minor units.
 *
 * @param valueMinor off the price, or what is given away
 * @param costMinor what it costs the retailer where it is taken up
 * @param upliftMillis assumed rise of the probability that the sale is kept, in thousandths
 * @param expectedMinor margin it is expected to keep less what it is expected to cost
 * @param refused the gate that took it out of the choice, or null
 */
public record WeighedOffer(
    String offerId,
    OfferKind kind,
    long valueMinor,
    long costMinor,
    int upliftMillis,
    long expectedMinor,
    DecisionReason refused) {
  private static final OfferKind[] KINDS = OfferKind.values();
  private static final DecisionReason[] REASONS = DecisionReason.values();

  void pack(PackWriter out) {
    out.text(offerId)
        .constant(kind)
        .number(valueMinor)
        .number(costMinor)
        .number(upliftMillis)
        .number(expectedMinor)
        .constant(refused);
  }

  static WeighedOffer unpack(PackReader in) {
    return new WeighedOffer(
        in.text(),
        in.constant(KINDS),
        in.number(),
        in.number(),
        in.integer(),
        in.number(),
        in.constant(REASONS));
  }
}
