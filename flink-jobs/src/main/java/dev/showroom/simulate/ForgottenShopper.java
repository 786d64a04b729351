package dev.showroom.simulate;

/** Does what a showroomer does, and asks to be forgotten: before, in between or after. */
final class ForgottenShopper implements Archetype {
  @Override
  public String label() {
    return "ERASED";
  }

  @Override
  public int minimumDays() {
    return 6;
  }

  @Override
  public void live(Shopper shopper) {
    ShowroomVisit story = ShowroomVisit.researched(shopper, 13 * Times.DAY);
    long enter = story.visit().now();
    story.visit().inspectThoroughly(story.family());
    long exit = story.visit().leave();
    long latest = Math.min(exit + 12 * Times.DAY, shopper.end() - Times.HOUR);
    shopper.erase(shopper.dice().time(Math.max(shopper.begin(), enter - Times.DAY), latest));
    shopper
        .labels()
        .onlyLooksLike(label(), Pattern.RESEARCH_INSPECT_LEAVE, story.family(), exit, true);
  }
}
