package dev.showroom.simulate;

import java.util.List;

/** Who comes to these shops, and how many of a thousand they are; all others are ordinary. */
final class Archetypes {
  private record Share(Archetype archetype, double perMille) {}

  private static final Archetype ORDINARY = new OrdinaryShopper();

  private static final List<Share> SHARES =
      List.of(
          new Share(new Showroomer(), 40),
          new Share(new TrialReturner(), 20),
          new Share(new Webroomer(), 30),
          new Share(new NearMissShowroomer(), 20),
          new Share(new UnprovenShopper(), 10),
          new Share(new StaffMember(), 5),
          new Share(new ProjectBuyer(), 10),
          new Share(new WindowShopper(), 25),
          new Share(new Rebuyer(), 6),
          new Share(new GiftReturner(), 6),
          new Share(new WrongSizeReturner(), 6),
          new Share(new SealedReturner(), 6),
          new Share(new DefectReturner(), 6),
          new Share(new NearMissReturner(), 10));

  private Archetypes() {}

  /**
   * The golden ratio spreads customers over the shares far more evenly than dice would: a small
   * world, too, has some of each.
   */
  static Archetype of(int customer, SimulationOptions options) {
    long spread = Dice.mix(options.seed()) + customer * 0x9E3779B97F4A7C15L;
    double left = (spread >>> 11) * 0x1.0p-53 * 1_000;
    for (Share share : SHARES) {
      if (left < share.perMille) {
        return share.archetype.minimumDays() <= options.days() ? share.archetype : ORDINARY;
      }
      left -= share.perMille;
    }
    return ORDINARY;
  }
}
