package dev.showroom.simulate;

import java.util.Arrays;

/**
 * Falls short of a showroomer in one thing: a little research, or a mere glance, or neither visit.
 */
final class NearMissShowroomer implements Archetype {
  @Override
  public String label() {
    return "NEAR_MISS_SHOWROOMER";
  }

  @Override
  public int minimumDays() {
    return 3;
  }

  @Override
  public void live(Shopper shopper) {
    switch (shopper.dice().weighted(35, 30, 20, 15)) {
      case 0 -> hardlyResearches(shopper);
      case 1 -> onlyGlances(shopper);
      case 2 -> looksAtOtherThings(shopper);
      default -> researchedLongAgo(shopper);
    }
  }

  private void hardlyResearches(Shopper shopper) {
    ShowroomVisit story = ShowroomVisit.hardlyResearched(shopper, 2 * Times.DAY);
    story.visit().inspectThoroughly(story.family());
    leave(shopper, story);
  }

  private void onlyGlances(Shopper shopper) {
    ShowroomVisit story = ShowroomVisit.researched(shopper, 2 * Times.DAY);
    story.visit().glance(story.family());
    leave(shopper, story);
  }

  private void looksAtOtherThings(Shopper shopper) {
    ShowroomVisit story = ShowroomVisit.researched(shopper, 2 * Times.DAY);
    story.visit().inspectThoroughly(shopper.freshFamily());
    leave(shopper, story);
  }

  private void researchedLongAgo(Shopper shopper) {
    long enter = shopper.visitTime(20 * Times.DAY, 2 * Times.DAY);
    if (enter - shopper.begin() < 17 * Times.DAY) {
      hardlyResearches(shopper);
      return;
    }
    Family family = shopper.freshFamily();
    long from = Math.max(shopper.begin(), enter - 26 * Times.DAY);
    long until = enter - Times.days(14.5);
    int count = shopper.dice().between(3, 10);
    long[] times =
        Research.spread(
            shopper,
            family,
            shopper.signedIn().actor(),
            from,
            until,
            count,
            Research.Style.COMPARING);
    Guise guise = shopper.visitor(Arrays.stream(times).max().orElse(from), enter);
    StoreVisit visit = StoreVisit.enter(shopper, guise.actor(), shopper.store(), enter);
    visit.inspectThoroughly(family);
    leave(shopper, new ShowroomVisit(family, visit, guise.knownFrom()));
  }

  private void leave(Shopper shopper, ShowroomVisit story) {
    long exit = story.visit().leave();
    shopper
        .labels()
        .onlyLooksLike(label(), Pattern.RESEARCH_INSPECT_LEAVE, story.family(), exit, false);
  }
}
