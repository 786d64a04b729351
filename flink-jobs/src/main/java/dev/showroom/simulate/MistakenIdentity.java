package dev.showroom.simulate;

import dev.showroom.schemas.ActorKind;
import dev.showroom.schemas.LinkConfidence;

/** Inspects in a store what somebody else studied, under an id that was tied to the customer. */
record MistakenIdentity(String label, Way way) implements Archetype {
  /** How the id came to be tied to them. */
  enum Way {
    /** By mistake, until it was noticed. */
    WRONG_LINK,
    /** It was theirs, and is now who they live with's. */
    FAMILY_TABLET,
    /** It is everybody's: a tablet in the shop. */
    SHARED_DEVICE
  }

  @Override
  public int minimumDays() {
    return 12;
  }

  @Override
  public boolean needsCouple() {
    return way != Way.SHARED_DEVICE;
  }

  @Override
  public void live(Shopper shopper) {
    switch (way) {
      case WRONG_LINK -> wrongLink(shopper);
      case FAMILY_TABLET -> familyTablet(shopper);
      case SHARED_DEVICE -> sharedDevice(shopper);
    }
  }

  private void wrongLink(Shopper shopper) {
    Dice dice = shopper.dice();
    Guise cookie = new Guise(shopper.stranger(ActorKind.COOKIE), Long.MAX_VALUE);
    ShowroomVisit story = ShowroomVisit.researchedBy(shopper, cookie, 10 * Times.DAY);
    long enter = story.visit().now();
    story.visit().inspectThoroughly(story.family());
    long exit = story.visit().leave();
    long linked = dice.time(Math.max(shopper.begin(), enter - Times.DAY), exit + Times.DAY);
    shopper.diary().link(linked, cookie.actor(), LinkConfidence.DETERMINISTIC);
    long latest = Math.min(exit + 12 * Times.DAY, shopper.end() - Times.HOUR);
    long noticed = dice.time(Math.max(linked, exit) + Times.HOUR, latest);
    shopper.diary().unlink(noticed, cookie.actor());
    if (dice.chance(0.5)) {
      String rightful = shopper.partner().getId();
      shopper.diary().linkTo(noticed + Times.MINUTE, cookie.actor(), rightful);
    }
    looked(shopper, story.family(), exit, true);
  }

  private void familyTablet(Shopper shopper) {
    Guise tablet = new Guise(shopper.stranger(ActorKind.DEVICE), Long.MAX_VALUE);
    long enter = shopper.visitTime(8 * Times.DAY, 2 * Times.DAY);
    long handedOver = Math.max(shopper.begin() + Times.HOUR, enter - 6 * Times.DAY);
    long first = shopper.dice().time(shopper.begin(), handedOver);
    shopper.diary().link(first, tablet.actor(), LinkConfidence.DETERMINISTIC);
    shopper.diary().linkTo(handedOver, tablet.actor(), shopper.partner().getId());
    inspectWhatOthersStudied(shopper, tablet, handedOver + Times.MINUTE, enter);
  }

  private void sharedDevice(Shopper shopper) {
    int others = 6;
    Guise tablet = new Guise(shopper.stranger(ActorKind.DEVICE), Long.MAX_VALUE);
    long enter = shopper.visitTime(8 * Times.DAY, 2 * Times.DAY);
    long from = Math.max(shopper.begin() + 2 * Times.HOUR, enter - 4 * Times.DAY);
    // Neighbours in number: some who are surely there.
    int first = Math.max(1, shopper.number() - others);
    for (int i = 0; i <= others; i++) {
      if (first + i != shopper.number()) {
        long time = from - Times.HOUR + i * Times.MINUTE;
        shopper.diary().linkTo(time, tablet.actor(), Ids.customer(first + i));
      }
    }
    long own = shopper.dice().time(from, enter);
    shopper.diary().link(own, tablet.actor(), LinkConfidence.DETERMINISTIC);
    inspectWhatOthersStudied(shopper, tablet, from, enter);
  }

  private void inspectWhatOthersStudied(Shopper shopper, Guise tablet, long from, long enter) {
    ShowroomVisit story = ShowroomVisit.researchedBy(shopper, tablet, from, enter);
    story.visit().inspectThoroughly(story.family());
    looked(shopper, story.family(), story.visit().leave(), false);
  }

  private void looked(Shopper shopper, Family family, long exit, boolean retracted) {
    shopper.labels().onlyLooksLike(label, Pattern.RESEARCH_INSPECT_LEAVE, family, exit, retracted);
  }
}
