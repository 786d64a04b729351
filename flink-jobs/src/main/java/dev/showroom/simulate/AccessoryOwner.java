package dev.showroom.simulate;

import dev.showroom.schemas.Channel;
import java.util.List;

/** Bought it here, comes to see it again, and takes what belongs to it. */
final class AccessoryOwner implements Archetype {
  @Override
  public String label() {
    return "ACCESSORY_OWNER";
  }

  @Override
  public int minimumDays() {
    return 6;
  }

  @Override
  public void live(Shopper shopper) {
    Dice dice = shopper.dice();
    long enter = shopper.visitTime(6 * Times.DAY, 12 * Times.DAY);
    Family family = shopper.freshFamily(AccessoryTracer::hasOne);
    Family accessory = shopper.accessoryOf(family);
    long from = Math.max(shopper.begin(), enter - 25 * Times.DAY);
    shopper
        .diary()
        .purchase(
            shopper.homeTime(from, enter - 2 * Times.HOUR),
            shopper.payer(),
            Channel.ONLINE,
            null,
            List.of(shopper.line(family)));
    StoreVisit visit =
        StoreVisit.enter(shopper, shopper.signedIn().actor(), shopper.store(), enter);
    visit.inspectThoroughly(family);
    boolean atOnce = dice.chance(0.6);
    if (atOnce) {
      visit.buy(accessory);
    }
    long bought = visit.leave();
    if (!atOnce) {
      long latest = Math.min(bought + 10 * Times.DAY, shopper.end() - Times.MINUTE);
      bought = shopper.homeTime(bought + Times.HOUR, latest);
      shopper.buyAtHome(bought, accessory);
    }
    shopper.labels().onlyLooksLike(label(), Pattern.ACCESSORY_TRACE, family, bought, false);
  }
}
