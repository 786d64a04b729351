package dev.showroom.simulate;

import java.util.List;

/**
 * A world in which customers answered to what was decided about them.
 *
 * @param answered what came of each decision that somebody had anything to decide about, in the
 *     order of customers
 */
public record AnsweredWorld(SimulatedWorld world, List<Answered> answered) {
  public UpliftTruth uplift() {
    return UpliftTruth.of(answered, world.options().endMillis());
  }
}
