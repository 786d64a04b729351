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
    story.visit().leave();
    shopper.labels().story(label(), story.family());
  }
}
