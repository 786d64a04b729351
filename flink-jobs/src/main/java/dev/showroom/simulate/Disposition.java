package dev.showroom.simulate;

/**
 * What a shopper would do about one sale that is about to leave: without an offer, and with it.
 * Both are settled before anybody decides, by one draw: an offer persuades, it puts nobody off.
 *
 * @param without probability that the sale is kept without an offer
 * @param with the same where one is sent; it may fail to arrive, or not be looked at
 * @param keepsUnasked whether it is kept without an offer, and so with it
 * @param persuadable whether it is kept where an offer is seen, and only then
 * @param delivered whether an offer arrives
 * @param seen whether one that arrives is looked at
 * @param deliveredAfter milliseconds from the decision
 * @param seenAfter milliseconds from the delivery
 * @param boughtAfter milliseconds from the decision, of what is bought unasked
 * @param thinksFor how long it takes to be persuaded, as a share of the time that is left
 * @param usesItAnyway whether the offer is used although the sale needs none
 */
record Disposition(
    double without,
    double with,
    boolean keepsUnasked,
    boolean persuadable,
    boolean delivered,
    boolean seen,
    long deliveredAfter,
    long seenAfter,
    long boughtAfter,
    double thinksFor,
    boolean usesItAnyway) {

  /**
   * @param uplift of {@code without}, among those who see the offer
   * @param waitsForIt whether offers are what the shopper came for
   */
  static Disposition drawn(Dice dice, double without, double uplift, boolean waitsForIt) {
    double seeing = waitsForIt ? 1 : AnswerRates.SEEN;
    double rise = Math.min(uplift, 1 - without);
    double wanting = dice.unit();
    double late = dice.unit();
    double room = AnswerRates.BUYS_AFTER_MOST - AnswerRates.BUYS_AFTER_LEAST;
    double thinking = dice.unit();
    return new Disposition(
        without,
        without + rise * (1 - AnswerRates.FAILED) * seeing,
        wanting < without,
        wanting >= without && wanting < without + rise,
        !dice.chance(AnswerRates.FAILED),
        dice.chance(seeing),
        millis(Times.SECOND, dice, AnswerRates.DELIVERED_SECONDS, AnswerRates.DELIVERED_SIGMA),
        millis(Times.MINUTE, dice, AnswerRates.SEEN_MINUTES, AnswerRates.SEEN_SIGMA),
        AnswerRates.BUYS_AFTER_LEAST + (long) (room * late * late),
        thinking * thinking,
        dice.chance(waitsForIt ? 1 : AnswerRates.USED_ANYWAY));
  }

  private static long millis(long unit, Dice dice, double median, double sigma) {
    return (long) (Math.min(dice.logNormal(median, sigma), 50 * median) * unit);
  }

  /** When an offer arrives, or is known to fail. */
  long deliveredAt(DecisionMade decision) {
    return decision.decidedAt() + deliveredAfter;
  }

  /** When it is looked at, which leaves half of its time; {@link Long#MAX_VALUE} for never. */
  long seenAt(DecisionMade decision) {
    long delivered = deliveredAt(decision);
    long half = (decision.validUntil() - delivered) / 2;
    return this.delivered && seen && half > 0
        ? delivered + Math.min(seenAfter, half)
        : Long.MAX_VALUE;
  }

  /** When who is persuaded buys. */
  long persuadedAt(DecisionMade decision) {
    long seenAt = seenAt(decision);
    return seenAt + 1 + (long) ((decision.validUntil() - seenAt - 1) * thinksFor);
  }
}
