package dev.showroom.simulate;

/** Does all that a showroomer does, and then buys it here: a sale kept. */
final class Webroomer implements Archetype {
  @Override
  public String label() {
    return "WEBROOMER";
  }

  @Override
  public int minimumDays() {
    return 3;
  }

  @Override
  public void live(Shopper shopper) {
    ShowroomVisit story = ShowroomVisit.researched(shopper, 8 * Times.DAY);
    StoreVisit visit = story.visit();
    visit.inspectThoroughly(story.family());
    boolean buysAtOnce = shopper.dice().chance(0.5);
    if (buysAtOnce) {
      visit.buy(story.family());
    }
    long exit = visit.leave();
    if (!buysAtOnce) {
      long latest = Math.min(exit + Times.days(6.8), shopper.end() - Times.MINUTE);
      shopper.buyAtHome(shopper.homeTime(exit + 20 * Times.MINUTE, latest), story.family());
    }
    shopper
        .labels()
        .onlyLooksLike(label(), Pattern.RESEARCH_INSPECT_LEAVE, story.family(), exit, !buysAtOnce);
  }
}
