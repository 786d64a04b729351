package dev.showroom.simulate;

import dev.showroom.schemas.Channel;
import java.util.List;

/** Tried it here, bought it elsewhere, and comes back for its case, its bag, its cable. */
final class AccessoryTracer implements Archetype {
  @Override
  public String label() {
    return "ACCESSORY_TRACER";
  }

  @Override
  public int minimumDays() {
    return 6;
  }

  @Override
  public void live(Shopper shopper) {
    Dice dice = shopper.dice();
    long tail = 16 * Times.DAY;
    ShowroomVisit story =
        dice.chance(0.6)
            ? ShowroomVisit.researched(shopper, AccessoryTracer::hasOne, tail)
            : ShowroomVisit.unprepared(shopper, AccessoryTracer::hasOne, tail);
    story.visit().inspectThoroughly(story.family());
    long exit = story.visit().leave();
    Family accessory = shopper.accessoryOf(story.family());
    long latest = Math.min(exit + 27 * Times.DAY, shopper.end() - 5 * Times.HOUR);
    if (dice.chance(0.5)) {
      shopper.buyAtHome(shopper.homeTime(exit + 2 * Times.HOUR, latest), accessory);
    } else {
      shopper
          .diary()
          .purchase(
              shopper.storeTime(exit + 2 * Times.HOUR, latest),
              shopper.payer(),
              Channel.STORE,
              shopper.store(),
              List.of(shopper.line(accessory)));
    }
    shopper.labels().story(label(), story.family());
  }

  static boolean hasOne(Family family) {
    return !family.accessories().isEmpty();
  }
}
