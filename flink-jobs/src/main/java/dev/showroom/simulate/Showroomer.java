package dev.showroom.simulate;

/** Compares online, tries it in a store, leaves, and never buys it here. */
final class Showroomer implements Archetype {
  @Override
  public String label() {
    return "SHOWROOMER";
  }

  @Override
  public int minimumDays() {
    return 3;
  }

  @Override
  public void live(Shopper shopper) {
    ShowroomVisit story = ShowroomVisit.researched(shopper, 9 * Times.DAY);
    story.visit().inspectThoroughly(story.family());
    long exit = story.visit().leave();
    shopper.is(
        label(),
        Pattern.RESEARCH_INSPECT_LEAVE,
        story.family(),
        exit,
        story.knownFrom(),
        exit + 7 * Times.DAY);
    tracesOfTheRivalSale(shopper, story.family(), exit);
  }

  /** A few come back for the case of the phone that they never bought here. */
  private static void tracesOfTheRivalSale(Shopper shopper, Family family, long exit) {
    Family accessory = shopper.accessoryOf(family);
    if (accessory != null && shopper.dice().chance(0.1)) {
      shopper.buyAtHome(shopper.homeTime(exit + Times.DAY, exit + 12 * Times.DAY), accessory);
    }
  }
}
