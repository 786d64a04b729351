package dev.showroom.simulate;

import dev.showroom.schemas.BrowseAction;

/** A browser extension looks everything up at machine speed; its owner just comes by the store. */
final class Bot implements Archetype {
  @Override
  public String label() {
    return "BOT";
  }

  @Override
  public int minimumDays() {
    return 5;
  }

  @Override
  public void live(Shopper shopper) {
    Dice dice = shopper.dice();
    long enter = shopper.visitTime(4 * Times.DAY, 2 * Times.DAY);
    Family family = shopper.freshFamily();
    long from = Math.max(shopper.begin(), enter - 10 * Times.DAY);
    Guise guise = shopper.researcher(from, enter);
    long time = shopper.homeTime(from, enter - Times.HOUR);
    int perMinute = dice.between(200, 900);
    int count = perMinute * dice.between(70, 200) / 100;
    for (int i = 0; i < count; i++) {
      BrowseAction action = dice.chance(0.7) ? BrowseAction.VIEW : BrowseAction.COMPARE;
      shopper.diary().browse(time, guise.actor(), action, shopper.item(family), null);
      time += dice.between(1, 2 * (int) Times.MINUTE / perMinute);
    }
    StoreVisit visit =
        StoreVisit.enter(shopper, shopper.signedIn().actor(), shopper.store(), enter);
    visit.inspectThoroughly(family);
    long exit = visit.leave();
    shopper.labels().onlyLooksLike(label(), Pattern.RESEARCH_INSPECT_LEAVE, family, exit, false);
  }
}
