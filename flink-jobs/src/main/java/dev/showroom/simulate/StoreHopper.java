package dev.showroom.simulate;

/** Tries the same thing in one store and then in another, and buys it in neither. */
final class StoreHopper implements Archetype {
  @Override
  public String label() {
    return "STORE_HOPPER";
  }

  @Override
  public int minimumDays() {
    return 9;
  }

  @Override
  public void live(Shopper shopper) {
    Dice dice = shopper.dice();
    ShowroomVisit story =
        dice.chance(0.5)
            ? ShowroomVisit.researched(shopper, 14 * Times.DAY)
            : ShowroomVisit.unprepared(shopper, family -> true, 14 * Times.DAY);
    Family family = story.family();
    story.visit().inspectThoroughly(family);
    long exit = story.visit().leave();
    long latest = Math.min(exit + Times.days(6.2), shopper.end() - 5 * Times.HOUR);
    long enter = shopper.storeTime(exit + Times.HOUR, latest);
    Guise guise = shopper.visitor(Math.max(shopper.begin(), enter - 10 * Times.DAY), enter);
    String store = shopper.otherStore(story.visit().storeId());
    StoreVisit second = StoreVisit.enter(shopper, guise.actor(), store, enter);
    second.inspectThoroughly(family);
    second.leave();
    shopper.labels().story(label(), family);
  }
}
