package dev.showroom.core.journey;

import static dev.showroom.core.Facts.DAY;
import static dev.showroom.core.Facts.HOUR;
import static dev.showroom.core.Facts.MINUTE;

import dev.showroom.core.Facts;
import dev.showroom.core.fact.Bought;
import dev.showroom.core.fact.Browse;
import dev.showroom.schemas.BrowseAction;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.Referrer;
import dev.showroom.schemas.VisitAction;
import java.util.List;

/** Random visits to stores, and what comes before, during and after them. */
final class Visits {
  private static final int[] SECONDS = {0, 0, 1, 60, 119, 120};

  private final Episodes out;
  private final Dice dice;

  Visits(Episodes out, Dice dice) {
    this.out = out;
    this.dice = dice;
  }

  /** Research, a visit, purchases near it, excuses. */
  void researched(long enter) {
    String sku = out.sku();
    long exit = visit(dice.chance(0.7) ? "s1" : "s2", sku, enter, 0.4);
    int research = 2 + dice.below(4);
    for (int i = 0; i < research; i++) {
      long before = dice.of(14 * DAY, 14 * DAY, 3 * DAY, DAY, HOUR, i * MINUTE, 0);
      out.research(dice.chance(0.95) ? sku : out.sku(), enter - before + dice.beside());
    }
    if (dice.chance(0.3)) {
      accessory(dice.of(enter, exit, exit + HOUR, exit + 6 * DAY, enter + 30 * DAY));
    }
    while (dice.chance(0.25)) {
      long near =
          dice.of(
              enter,
              enter - DAY,
              enter + MINUTE,
              exit,
              exit + 3 * DAY,
              exit + 7 * DAY,
              exit + 2 * HOUR + 7 * DAY,
              exit - 7 * DAY);
      out.sale(dice.chance(0.8) ? sku : out.sku(), near + dice.beside());
    }
    out.excuses(enter - DAY, enter, exit, exit + 2 * HOUR, exit + 7 * DAY);
  }

  /** The same thing looked at in several stores. */
  void hop(long enter) {
    String sku = out.sku();
    long time = enter;
    int visits = 2 + dice.below(2);
    for (int i = 0; i < visits; i++) {
      long exit = visit("s" + (1 + (i + dice.below(2)) % 3), sku, time, 0.2);
      time = dice.of(time, exit, exit + HOUR, exit + DAY, time + 7 * DAY) + dice.beside();
    }
    if (dice.chance(0.3)) {
      long sale = dice.of(enter, time - 7 * DAY, time, time + DAY, time + 7 * DAY);
      out.sale(sku, sale + dice.beside());
    }
    out.excuses(enter, time, time + DAY);
  }

  /** Much advice and nothing bought. */
  void advice(long enter) {
    long time = enter;
    int visits = 3 + dice.below(2);
    for (int i = 0; i < visits; i++) {
      String store = dice.pick("s1", "s2");
      int seconds = (int) dice.of(600, 600, 599, 601, 900, 1800);
      out.add(Facts.enter(store, time));
      String sku = dice.chance(0.2) ? null : out.sku();
      out.add(Facts.step(VisitAction.ASSIST, store, sku, seconds, time + MINUTE));
      long exit = time + 20 * MINUTE;
      if (dice.chance(0.8)) {
        out.add(Facts.exit(store, exit));
      }
      if (dice.chance(0.15)) {
        out.sale(out.sku(), dice.of(time, exit, exit + 1, exit + DAY, exit + 7 * DAY));
      }
      time += dice.of(2 * HOUR, DAY, 10 * DAY, 15 * DAY - 10 * MINUTE, 15 * DAY) + dice.beside();
    }
    out.excuses(enter, time, time + DAY);
  }

  private long visit(String store, String sku, long enter, double pricing) {
    if (dice.chance(0.8)) {
      out.add(Facts.enter(store, enter));
    }
    long time = enter;
    int inspections = 1 + dice.below(3);
    for (int i = 0; i < inspections; i++) {
      time += dice.of(0, MINUTE, 10 * MINUTE, HOUR, 2 * HOUR, 2 * HOUR + 1);
      VisitAction action =
          dice.pick(VisitAction.DEMO, VisitAction.TRY_ON, VisitAction.ASSIST, VisitAction.SCAN);
      int seconds = SECONDS[dice.below(SECONDS.length)];
      out.add(Facts.step(action, store, dice.chance(0.92) ? sku : out.sku(), seconds, time));
      if (dice.chance(pricing)) {
        priceCheck(store, sku, time + dice.of(0, 1, 1, MINUTE, 2 * HOUR) + dice.beside());
      }
    }
    if (dice.chance(0.75)) {
      time += dice.of(0, MINUTE, 20 * MINUTE, 2 * HOUR, 2 * HOUR + 1);
      out.add(Facts.exit(store, time));
    }
    return time;
  }

  private void priceCheck(String store, String sku, long time) {
    BrowseAction action =
        dice.pick(
            BrowseAction.COMPARE,
            BrowseAction.BARCODE_SCAN,
            BrowseAction.PRICE_MATCH_REQUEST,
            BrowseAction.VIEW);
    Referrer referrer = dice.chance(0.1) ? Referrer.PRICE_COMPARISON : null;
    String where = dice.chance(0.3) ? dice.pick(store, store, "s3") : null;
    String id = "b:" + action + ":" + sku + ":" + time + ":" + where + ":" + referrer;
    out.add(new Browse(id, time, action, sku, referrer, where));
  }

  private void accessory(long time) {
    List<Bought.Line> lines =
        dice.chance(0.2)
            ? List.of(Facts.line("case-1", 1), Facts.line(out.sku(), 1))
            : List.of(Facts.line("case-1", 1));
    out.buy(dice.pick(Channel.values()), time + dice.beside(), lines);
  }
}
