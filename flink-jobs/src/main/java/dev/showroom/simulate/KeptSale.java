package dev.showroom.simulate;

import dev.showroom.schemas.Channel;
import dev.showroom.schemas.PurchaseLine;
import java.util.List;

/**
 * Does all that a showroomer does, leaves, and then it is bought here after all, in a way that is
 * easily missed.
 */
record KeptSale(String label, Way way) implements Archetype {
  /** How it is bought. */
  enum Way {
    /** Who they live with buys it. */
    BY_HOUSEHOLD,
    /** Two come; one studied it, the other pays. */
    BY_COMPANION,
    /** At a till that is cut off and reports the sale days later. */
    AT_OFFLINE_TILL
  }

  @Override
  public int minimumDays() {
    return 10;
  }

  @Override
  public boolean needsCouple() {
    return way != Way.AT_OFFLINE_TILL;
  }

  @Override
  public void live(Shopper shopper) {
    ShowroomVisit story = ShowroomVisit.researched(shopper, 8 * Times.DAY);
    Family family = story.family();
    StoreVisit visit = story.visit();
    StoreVisit other =
        way == Way.BY_COMPANION
            ? StoreVisit.enter(shopper, shopper.partner(), visit.storeId(), visit.now())
            : null;
    visit.inspectThoroughly(family);
    long exit = visit.leave();
    long latest = Math.min(exit + Times.days(6.8), shopper.end() - Times.MINUTE);
    if (way == Way.AT_OFFLINE_TILL) {
      buyAtStore(shopper, family, exit, latest);
    } else if (other != null && shopper.dice().chance(0.6)) {
      other.glance(family);
      pay(shopper, family, other.now() + 2 * Times.MINUTE, Channel.STORE, other.storeId());
      other.stroll();
    } else {
      long time = shopper.homeTime(exit + 20 * Times.MINUTE, latest);
      pay(shopper, family, time, shopper.ownChannelAtHome(), null);
    }
    if (other != null) {
      other.leave();
    }
    shopper.labels().onlyLooksLike(label, Pattern.RESEARCH_INSPECT_LEAVE, family, exit, true);
  }

  private static void pay(
      Shopper shopper, Family family, long time, Channel channel, String storeId) {
    List<PurchaseLine> lines = List.of(shopper.line(family));
    shopper.diary().purchase(time, shopper.partner(), channel, storeId, lines);
  }

  /** While a store's tills are cut off, if any are in these days. */
  private static void buyAtStore(Shopper shopper, Family family, long exit, long latest) {
    String store = shopper.store();
    long time = shopper.storeTime(exit + Times.HOUR, latest);
    for (int i = 1; i <= shopper.stores(); i++) {
      String candidate = Ids.store(i);
      for (Outages.Outage outage : shopper.outages().of(candidate)) {
        long from = Math.max(exit + Times.HOUR, outage.from());
        long until = Math.min(latest, outage.until());
        if (until - from > Times.HOUR) {
          store = candidate;
          time = shopper.storeTime(from, until);
        }
      }
    }
    shopper
        .diary()
        .purchase(time, shopper.payer(), Channel.STORE, store, List.of(shopper.line(family)));
  }
}
