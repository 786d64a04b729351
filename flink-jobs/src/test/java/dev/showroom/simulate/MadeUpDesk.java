package dev.showroom.simulate;

import dev.showroom.schemas.DecisionOutcome;
import dev.showroom.schemas.OfferKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Decides about the labelled positives of a world in the plainest way: as a desk might. */
final class MadeUpDesk {
  static final String POLICY_SALT = "salt";

  private final double heldOut;
  private final OfferKind kind;
  private final double depth;
  private final boolean guarded;

  /**
   * @param heldOut share of customers
   * @param depth share of the price that is given
   * @param guarded whether who used three offers is given no more
   */
  MadeUpDesk(double heldOut, OfferKind kind, double depth, boolean guarded) {
    this.heldOut = heldOut;
    this.kind = kind;
    this.depth = depth;
    this.guarded = guarded;
  }

  /** About each sale that left, or may come back. */
  List<DecisionMade> decide(SimulatedWorld world) {
    Map<String, Long> prices = new HashMap<>();
    new Catalogue(new Dice(world.options().seed(), 0))
        .families()
        .forEach(family -> prices.put(family.id(), family.items().get(0).priceMinor()));
    Map<String, Integer> sent = new HashMap<>();
    List<DecisionMade> decisions = new ArrayList<>();
    world.truth().stream()
        .filter(TruthLabel::positive)
        .filter(label -> label.family() != null)
        .sorted(Comparator.comparing(TruthLabel::knowableTime))
        .forEach(
            label -> {
              long price = prices.get(label.family());
              int number = sent.merge(label.customerId(), 1, Integer::sum);
              decisions.add(decide(label, price, guarded && number > 3));
            });
    return decisions;
  }

  private DecisionMade decide(TruthLabel label, long price, boolean closed) {
    String alertId =
        "a-"
            + Long.toHexString(
                Ids.hash(
                    label.customerId() + label.pattern() + label.family() + label.anchorTime()));
    double lot = new Dice(Ids.hash(POLICY_SALT + label.customerId()), 0).unit();
    DecisionOutcome outcome =
        closed
            ? DecisionOutcome.SUPPRESSED
            : lot < heldOut ? DecisionOutcome.HELD_OUT : DecisionOutcome.ISSUED;
    long decidedAt = label.knowableTime().toEpochMilli() + 1;
    return decision(
        alertId,
        label.customerId(),
        label.pattern(),
        label.family(),
        outcome,
        closed ? "ABUSE" : "BEST_OFFER",
        kind,
        Math.round(depth * price),
        decidedAt);
  }

  static DecisionMade decision(
      String alertId,
      String customerId,
      String pattern,
      String family,
      DecisionOutcome outcome,
      String reason,
      OfferKind kind,
      long valueMinor,
      long decidedAt) {
    return new DecisionMade(
        "d-" + alertId,
        alertId,
        customerId,
        pattern,
        family,
        outcome,
        reason,
        kind,
        valueMinor,
        outcome == DecisionOutcome.ISSUED ? "k-" + alertId : null,
        decidedAt,
        decidedAt + 48 * Times.HOUR,
        0);
  }

  static Stream<DecisionMade> of(List<DecisionMade> decisions, DecisionOutcome outcome) {
    return decisions.stream().filter(decision -> decision.outcome() == outcome);
  }
}
