package dev.showroom.simulate;

/** Loves to try things, has no plan to buy any, and looked none of them up. */
final class WindowShopper implements Archetype {
  @Override
  public String label() {
    return "WINDOW_SHOPPER";
  }

  @Override
  public void live(Shopper shopper) {
    Dice dice = shopper.dice();
    long exit = 0;
    Family family = null;
    int visits = dice.between(1, 3);
    for (int i = 0; i < visits; i++) {
      long enter = shopper.storeTime(shopper.begin(), shopper.end() - 4 * Times.HOUR);
      Guise guise = shopper.visitor(Math.max(shopper.begin(), enter - Times.DAY), enter);
      StoreVisit visit = StoreVisit.enter(shopper, guise.actor(), shopper.store(), enter);
      int things = dice.between(1, 3);
      for (int j = 0; j < things; j++) {
        family = shopper.freshFamily();
        visit.inspectThoroughly(family);
      }
      exit = visit.leave();
    }
    shopper.labels().onlyLooksLike(label(), Pattern.RESEARCH_INSPECT_LEAVE, family, exit, false);
  }
}
