package dev.showroom.simulate;

import java.util.List;

/** Who comes to these shops, and how many of a thousand they are; all others are ordinary. */
final class Archetypes {
  private record Share(Archetype archetype, double perMille) {}

  private static final Archetype ORDINARY = new OrdinaryShopper();
  private static final Archetype HOUSEHOLD_MEMBER = new HouseholdMember();

  /** Of those that need a couple only every second comes true: the other would be alone. */
  private static final List<Share> SHARES =
      List.of(
          new Share(new Showroomer(), 36),
          new Share(new MovedCookie(), 4),
          new Share(new PriceChecker(), 12),
          new Share(new StoreHopper(), 10),
          new Share(new TrialReturner(), 18),
          new Share(new SerialReturner("SERIAL_RETURNER", false), 5),
          new Share(new AdviceDrainer(), 6),
          new Share(new AccessoryTracer(), 7),
          new Share(new CouponFisher("COUPON_FISHER", true), 5),
          new Share(new Webroomer(), 25),
          new Share(new KeptSale("HOUSEHOLD_BUYER", KeptSale.Way.BY_HOUSEHOLD), 10),
          new Share(new KeptSale("COMPANIONS", KeptSale.Way.BY_COMPANION), 10),
          new Share(new KeptSale("OFFLINE_TILL_BUYER", KeptSale.Way.AT_OFFLINE_TILL), 5),
          new Share(new PriceMatchedBuyer(), 6),
          new Share(new ProjectBuyer(), 8),
          new Share(new AccessoryOwner(), 5),
          new Share(new NearMissShowroomer(), 15),
          new Share(new WindowShopper(), 20),
          new Share(new StaffMember(), 5),
          new Share(new ServiceCustomer(), 5),
          new Share(new Bot(), 3),
          new Share(new UnprovenShopper(), 8),
          new Share(new MistakenIdentity("WRONG_LINK", MistakenIdentity.Way.WRONG_LINK), 10),
          new Share(new MistakenIdentity("FAMILY_TABLET", MistakenIdentity.Way.FAMILY_TABLET), 8),
          new Share(new MistakenIdentity("SHARED_DEVICE", MistakenIdentity.Way.SHARED_DEVICE), 4),
          new Share(new ForgottenShopper(), 4),
          new Share(new Rebuyer(), 6),
          new Share(new PaydayBuyer(), 4),
          new Share(InnocentReturner.gift(), 5),
          new Share(new GiftBuyer(), 4),
          new Share(InnocentReturner.wrongSize(), 5),
          new Share(new SizeBracketer(), 5),
          new Share(InnocentReturner.sealed(), 5),
          new Share(InnocentReturner.defect(), 5),
          new Share(InnocentReturner.recall(), 3),
          new Share(InnocentReturner.notAsDescribed(), 4),
          new Share(new NearMissReturner(), 8),
          new Share(new AnxiousOwner(), 8),
          new Share(new Reseller(), 3),
          new Share(new SerialReturner("HEAVY_BUYER", true), 4),
          new Share(new CouponFisher("COUPON_REGULAR", false), 5),
          new Share(new CouponHunter(), 4));

  private Archetypes() {}

  static Archetype of(int customer, SimulationOptions options) {
    if (customer % 2 == 1 && isCouple((customer + 1) / 2, options)) {
      return HOUSEHOLD_MEMBER;
    }
    Archetype drawn = drawn(customer, options);
    return drawn.needsCouple() && customer % 2 == 1 ? ORDINARY : drawn;
  }

  /**
   * Whether customers {@code 2 * pair - 1} and {@code 2 * pair} live a story together. The second
   * tells it, so that the first is there in any case.
   */
  static boolean isCouple(int pair, SimulationOptions options) {
    return drawn(2 * pair, options).needsCouple();
  }

  /**
   * The golden ratio spreads customers over the shares far more evenly than dice would: a small
   * world, too, has some of each.
   */
  private static Archetype drawn(int customer, SimulationOptions options) {
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
