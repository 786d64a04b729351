package dev.showroom.simulate;

/**
 * What came of one decision, and what would have come of it: as no real retailer can know it.
 *
 * @param archetype of the shopper
 * @param without probability that the sale is kept without an offer
 * @param with the same where one is sent
 * @param keepsUnasked whether this one is kept without an offer
 * @param keptAt when it was bought, or the last word was said about keeping it; {@link
 *     Long#MAX_VALUE} if it was not kept
 * @param marginMinor of the goods that were kept, before anything is given away; 0 if none were
 * @param used whether the offer was used
 * @param follows whether the shopper was already settled about the family after an earlier
 *     decision: this one changes nothing
 */
public record Answered(
    DecisionMade decision,
    String archetype,
    double without,
    double with,
    boolean keepsUnasked,
    long keptAt,
    long marginMinor,
    boolean used,
    boolean follows) {}
