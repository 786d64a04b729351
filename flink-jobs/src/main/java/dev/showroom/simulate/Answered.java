package dev.showroom.simulate;

/**
 * What came of one decision, and what would have come of it: as no real retailer can know it. A
 * sale is kept that is made and not brought back within the trial days.
 *
 * @param archetype of the shopper
 * @param without probability that the sale is kept without an offer
 * @param with the same where one is sent
 * @param unasked whether this one needs no offer
 * @param madeAt when it was bought, or after which decision it was left at that; {@link
 *     Long#MAX_VALUE} if it was not
 * @param sale what it was
 * @param follows whether the shopper was already settled about the family after an earlier
 *     decision: this one changes nothing
 */
public record Answered(
    DecisionMade decision,
    String archetype,
    double without,
    double with,
    boolean unasked,
    long madeAt,
    AnsweredDiary.Sale sale,
    boolean follows) {}
