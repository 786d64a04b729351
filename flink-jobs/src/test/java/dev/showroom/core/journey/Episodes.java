package dev.showroom.core.journey;

import static dev.showroom.core.Facts.DAY;
import static dev.showroom.core.Facts.HOUR;
import static dev.showroom.core.Facts.MINUTE;
import static dev.showroom.core.Facts.T0;

import dev.showroom.core.Facts;
import dev.showroom.core.fact.Bought;
import dev.showroom.core.fact.Erased;
import dev.showroom.core.fact.Fact;
import dev.showroom.core.fact.MemberBought;
import dev.showroom.schemas.BrowseAction;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.Referrer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What happens in a random life: a few episodes, each dense around what some pattern asks. */
final class Episodes {
  private static final String[] SKUS = {"tv-1", "tv-1", "tv-1", "tv-2", "cam-1", "odd"};

  private final Set<Fact> happened = new LinkedHashSet<>();
  private final Dice dice;
  private int serial;

  Episodes(Dice dice) {
    this.dice = dice;
    Visits visits = new Visits(this, dice);
    Orders orders = new Orders(this, dice);
    int episodes = 1 + dice.below(3);
    for (int i = 0; i < episodes; i++) {
      long start = T0 + dice.below(40) * 12 * HOUR;
      switch (dice.below(20)) {
        case 0, 1, 2, 3, 4, 5 -> visits.researched(start);
        case 6, 7, 8 -> visits.hop(start);
        case 9, 10 -> visits.advice(start);
        case 11, 12, 13, 14, 15 -> orders.trial(start);
        case 16, 17, 18 -> orders.serialReturns(start);
        default -> orders.coupons(start);
      }
    }
    if (dice.chance(0.03)) {
      machine();
    }
    if (dice.chance(0.04)) {
      long time = some().time() + dice.of(0, 1, HOUR, DAY, 8 * DAY);
      add(new Erased("e:" + time, time));
    }
  }

  List<Fact> all() {
    return new ArrayList<>(happened);
  }

  Fact some() {
    List<Fact> all = all();
    return all.get(dice.below(all.size()));
  }

  void add(Fact fact) {
    happened.add(fact);
  }

  String sku() {
    return dice.pick(SKUS);
  }

  String nextOrder() {
    return "o" + ++serial;
  }

  /** Returns the order's id. */
  String buy(Channel channel, long time, List<Bought.Line> lines) {
    String order = nextOrder();
    add(Facts.bought(order, channel, time, lines.toArray(new Bought.Line[0])));
    return order;
  }

  /** By the customer, or by somebody of the household. */
  void sale(String sku, long time) {
    if (dice.chance(0.25)) {
      add(new MemberBought("m:" + ++serial, time, List.of(sku, sku())));
    } else {
      buy(dice.pick(Channel.values()), time, List.of(Facts.line(sku, 1)));
    }
  }

  void research(String sku, long time) {
    BrowseAction action =
        dice.chance(0.95)
            ? dice.pick(
                BrowseAction.VIEW,
                BrowseAction.SEARCH,
                BrowseAction.COMPARE,
                BrowseAction.STOCK_CHECK,
                BrowseAction.WISHLIST_ADD,
                BrowseAction.CART_ADD)
            : dice.pick(
                BrowseAction.CART_REMOVE,
                BrowseAction.BARCODE_SCAN,
                BrowseAction.PRICE_MATCH_REQUEST);
    Referrer referrer = dice.chance(0.2) ? Referrer.PRICE_COMPARISON : null;
    add(Facts.browse(action, dice.chance(0.02) ? null : sku, referrer, time));
  }

  /** Near these times: is staff, has a service case. */
  void excuses(long... near) {
    if (dice.chance(0.12)) {
      add(Facts.profile(true, dice.of(near) + dice.beside()));
      if (dice.chance(0.5)) {
        add(Facts.profile(false, dice.of(near) + dice.beside()));
      }
    }
    if (dice.chance(0.16)) {
      String id = "k" + ++serial;
      String sku = dice.chance(0.4) ? null : sku();
      add(Facts.serviceCase(id, true, sku, dice.of(near) + dice.beside()));
      if (dice.chance(0.6)) {
        add(Facts.serviceCase(id, false, sku, dice.of(near) + dice.beside()));
      }
    }
  }

  /** A burst of browsing around something that happened: just too fast, or just not. */
  private void machine() {
    long near = some().time() - dice.of(0, MINUTE / 2, MINUTE / 2, HOUR, DAY);
    int events = (int) dice.of(120, 121, 122);
    long span = dice.of(59_999, 60_000, 30_000);
    for (int i = 0; i < events; i++) {
      BrowseAction action = dice.pick(BrowseAction.VIEW, BrowseAction.COMPARE);
      Referrer referrer = dice.pick(Referrer.PRICE_COMPARISON, null);
      add(Facts.browse(action, "tv-1", referrer, near + span * i / (events - 1)));
    }
  }
}
