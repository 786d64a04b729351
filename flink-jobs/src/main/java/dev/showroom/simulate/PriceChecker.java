package dev.showroom.simulate;

import dev.showroom.schemas.ActorKind;
import dev.showroom.schemas.BrowseAction;

/** Tries it, looks up in front of the shelf what others ask for it, and goes. */
final class PriceChecker implements Archetype {
  @Override
  public String label() {
    return "PRICE_CHECKER";
  }

  @Override
  public int minimumDays() {
    return 3;
  }

  @Override
  public void live(Shopper shopper) {
    Dice dice = shopper.dice();
    ShowroomVisit story =
        dice.chance(0.6)
            ? ShowroomVisit.researched(shopper, 9 * Times.DAY)
            : ShowroomVisit.unprepared(shopper, family -> true, 9 * Times.DAY);
    StoreVisit visit = story.visit();
    visit.inspectThoroughly(story.family());
    Guise phone = phone(shopper, visit.now());
    int checks = dice.geometric(1.7);
    for (int i = 0; i < Math.min(checks, 5); i++) {
      visit.checkPrice(story.family(), phone.actor(), check(dice));
    }
    if (dice.chance(0.3)) {
      visit.inspectThoroughly(story.family());
    }
    visit.leave();
    shopper.labels().story(label(), story.family());
  }

  /** The app knows who they are, or will know before long. */
  static Guise phone(Shopper shopper, long now) {
    if (shopper.dice().chance(0.6)) {
      return shopper.signedIn();
    }
    long from = Math.max(shopper.begin(), now - 10 * Times.DAY);
    long until = Math.min(now + 2 * Times.DAY, shopper.end() - Times.MINUTE);
    return shopper.linkedLater(ActorKind.DEVICE, shopper.dice().time(from, until));
  }

  private static BrowseAction check(Dice dice) {
    return switch (dice.weighted(45, 40, 15)) {
      case 0 -> BrowseAction.BARCODE_SCAN;
      case 1 -> BrowseAction.COMPARE;
      default -> BrowseAction.PRICE_MATCH_REQUEST;
    };
  }
}
