package dev.showroom.simulate;

import dev.showroom.schemas.ActorKind;
import dev.showroom.schemas.LinkConfidence;

/** Somebody who probably, but not certainly, is this customer did the research. */
final class UnprovenShopper implements Archetype {
  @Override
  public String label() {
    return "UNPROVEN_IDENTITY";
  }

  @Override
  public int minimumDays() {
    return 3;
  }

  @Override
  public void live(Shopper shopper) {
    Guise stranger = new Guise(shopper.stranger(ActorKind.COOKIE), Long.MAX_VALUE);
    ShowroomVisit story = ShowroomVisit.researchedBy(shopper, stranger, 2 * Times.DAY);
    story.visit().inspectThoroughly(story.family());
    long exit = story.visit().leave();
    if (shopper.dice().chance(0.7)) {
      long time = shopper.dice().time(shopper.begin(), shopper.end());
      shopper.diary().link(time, stranger.actor(), LinkConfidence.PROBABILISTIC);
    }
    shopper
        .labels()
        .onlyLooksLike(label(), Pattern.RESEARCH_INSPECT_LEAVE, story.family(), exit, false);
  }
}
