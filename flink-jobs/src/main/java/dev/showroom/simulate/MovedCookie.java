package dev.showroom.simulate;

import dev.showroom.schemas.ActorKind;

/** A showroomer whose browser is somebody else's later: what was theirs stays theirs. */
final class MovedCookie implements Archetype {
  @Override
  public String label() {
    return "MOVED_COOKIE";
  }

  @Override
  public int minimumDays() {
    return 8;
  }

  @Override
  public void live(Shopper shopper) {
    Dice dice = shopper.dice();
    long enter = shopper.visitTime(4 * Times.DAY, 10 * Times.DAY);
    long from = Math.max(shopper.begin(), enter - Times.days(10));
    Guise cookie = shopper.linkedLater(ActorKind.COOKIE, dice.time(from, enter));
    ShowroomVisit story = ShowroomVisit.researchedBy(shopper, cookie, from, enter);
    story.visit().inspectThoroughly(story.family());
    long exit = story.visit().leave();
    String neighbour = Ids.customer(Math.max(1, shopper.number() - 1));
    long latest = Math.min(exit + 20 * Times.DAY, shopper.end() - Times.MINUTE);
    shopper.diary().linkTo(dice.time(exit + Times.HOUR, latest), cookie.actor(), neighbour);
    shopper.labels().story(label(), story.family());
  }
}
