package dev.showroom.simulate;

import dev.showroom.schemas.BrowseAction;

/** Asks in the store whether the price can be matched, and buys: there or within days. */
final class PriceMatchedBuyer implements Archetype {
  @Override
  public String label() {
    return "PRICE_MATCHED_BUYER";
  }

  @Override
  public int minimumDays() {
    return 4;
  }

  @Override
  public void live(Shopper shopper) {
    Dice dice = shopper.dice();
    ShowroomVisit story = ShowroomVisit.unprepared(shopper, family -> true, 8 * Times.DAY);
    StoreVisit visit = story.visit();
    visit.inspectThoroughly(story.family());
    Guise phone = PriceChecker.phone(shopper, visit.now());
    visit.checkPrice(
        story.family(),
        phone.actor(),
        dice.chance(0.7) ? BrowseAction.PRICE_MATCH_REQUEST : BrowseAction.BARCODE_SCAN);
    long checked = visit.now();
    boolean atOnce = dice.chance(0.7);
    if (atOnce) {
      visit.buy(story.family());
    }
    long exit = visit.leave();
    if (!atOnce) {
      long latest = Math.min(exit + Times.days(6.8), shopper.end() - Times.MINUTE);
      shopper.buyAtHome(shopper.homeTime(exit + 20 * Times.MINUTE, latest), story.family());
    }
    shopper
        .labels()
        .onlyLooksLike(label(), Pattern.IN_STORE_PRICE_CHECK, story.family(), checked, true);
  }
}
