package dev.showroom.simulate;

import java.util.List;

/**
 * A world in which customers answered to what was decided about them.
 *
 * @param decisions that were made, in the order of time
 * @param answered what came of each decision that somebody had anything to decide about, in the
 *     order of customers
 */
public record AnsweredWorld(
    SimulatedWorld world, List<DecisionMade> decisions, List<Answered> answered) {
  public UpliftTruth uplift() {
    return UpliftTruth.of(answered, world.options().endMillis());
  }
}
