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
    // Some leave so late that the world ends before it is settled.
    long tail = shopper.dice().chance(0.15) ? Times.DAY : 9 * Times.DAY;
    ShowroomVisit story = ShowroomVisit.researched(shopper, tail);
    story.visit().inspectThoroughly(story.family());
    story.visit().leave();
    shopper.labels().story(label(), story.family());
  }
}
