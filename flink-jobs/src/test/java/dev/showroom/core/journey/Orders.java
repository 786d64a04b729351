package dev.showroom.core.journey;

import static dev.showroom.core.Facts.DAY;
import static dev.showroom.core.Facts.HOUR;

import dev.showroom.core.Facts;
import dev.showroom.core.fact.Bought;
import dev.showroom.core.fact.Returned;
import dev.showroom.schemas.BrowseAction;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.Referrer;
import dev.showroom.schemas.ReturnCondition;
import dev.showroom.schemas.ReturnReason;
import java.util.ArrayList;
import java.util.List;

/** Random orders and returns, and the research between and around them. */
final class Orders {
  private final Episodes out;
  private final Dice dice;

  Orders(Episodes out, Dice dice) {
    this.out = out;
    this.dice = dice;
  }

  /** Bought, perhaps tried out and looked for elsewhere, perhaps brought back. */
  void trial(long bought) {
    String sku = out.sku();
    int days = (int) dice.of(-1, -1, -1, 7, 21);
    List<Bought.Line> lines = new ArrayList<>();
    lines.add(new Bought.Line(sku, 1 + dice.below(2), 49_900, days));
    if (dice.chance(0.4)) {
      lines.add(Facts.line(out.sku(), 1));
    }
    Channel channel = dice.chance(0.85) ? Channel.STORE : dice.pick(Channel.ONLINE, Channel.APP);
    String order = out.buy(channel, bought, lines);
    if (dice.chance(0.6)) {
      atRisk(sku, bought, bought + (days < 0 ? 14 : days) * DAY);
    }
    long time = bought;
    int returns = dice.below(3);
    for (int i = 0; i < returns; i++) {
      time = bought + dice.of(0, DAY, 5 * DAY, 10 * DAY, 14 * DAY, 14 * DAY) + dice.beside();
      List<Returned.Line> back = new ArrayList<>();
      for (Bought.Line line : lines) {
        if (dice.chance(0.75)) {
          back.add(Facts.back(line.sku(), 1 + dice.below(2)));
        }
      }
      if (!back.isEmpty()) {
        bringBack(order, i, time, back);
      }
      around(sku, time, dice.below(3));
    }
    while (dice.chance(0.35)) {
      long again = dice.of(bought, bought + DAY, time, time + 3 * DAY, time + 14 * DAY);
      out.sale(dice.chance(0.8) ? sku : out.sku(), again + dice.beside());
    }
    out.excuses(bought, time - DAY, time, time + HOUR, time + 14 * DAY);
  }

  private void atRisk(String sku, long bought, long trialEnd) {
    int research = 2 + dice.below(3);
    for (int i = 0; i < research; i++) {
      long time = dice.of(bought + DAY, bought + DAY, bought + 2 * DAY, bought + 5 * DAY, trialEnd);
      BrowseAction action = dice.pick(BrowseAction.COMPARE, BrowseAction.VIEW, BrowseAction.SEARCH);
      Referrer referrer = dice.chance(0.2) ? Referrer.PRICE_COMPARISON : null;
      out.add(Facts.browse(action, sku, referrer, time + i * dice.below(2) + dice.beside()));
    }
  }

  private void bringBack(String order, int serial, long time, List<Returned.Line> back) {
    out.add(
        Facts.returned(
            order + "/" + serial,
            order,
            time,
            dice.chance(0.8) ? ReturnReason.CHANGED_MIND : dice.pick(ReturnReason.values()),
            dice.chance(0.8) ? ReturnCondition.USED : dice.pick(ReturnCondition.values()),
            back.toArray(new Returned.Line[0])));
  }

  private void around(String sku, long returned, int research) {
    for (int i = 0; i < research; i++) {
      long after = dice.of(-72 * HOUR, 72 * HOUR, -HOUR, HOUR, 0);
      out.research(dice.chance(0.9) ? sku : out.sku(), returned + after + dice.beside());
    }
  }

  /** One thing after another is bought in a store, used and brought back. */
  void serialReturns(long from) {
    long time = from;
    int trials = 3 + dice.below(2);
    long pause = dice.of(2 * DAY, 3 * DAY, 20 * DAY, 80 * DAY, 85 * DAY, 90 * DAY);
    for (int i = 0; i < trials; i++) {
      String sku = dice.pick("tv-1", "cam-1", "hifi-1", "pen-1");
      List<Bought.Line> lines = new ArrayList<>(List.of(Facts.line(sku, 1)));
      if (dice.chance(0.75)) {
        lines.add(Facts.line("odd" + i, 1));
      }
      String order = out.buy(Channel.STORE, time, lines);
      long back = time + dice.of(DAY, 2 * DAY, 14 * DAY);
      List<Returned.Line> all = new ArrayList<>(List.of(Facts.back(sku, 1)));
      if (dice.chance(0.3) && lines.size() > 1) {
        all.add(Facts.back(lines.get(1).sku(), 1));
      }
      bringBack(order, 0, back, all);
      out.research(sku, back + dice.of(-72 * HOUR, -HOUR, 0, HOUR, 72 * HOUR));
      if (dice.chance(0.12)) {
        out.sale(sku, back + dice.of(DAY, 14 * DAY) + dice.beside());
      }
      time += pause + (dice.chance(0.3) ? dice.beside() : 0);
    }
    if (dice.chance(0.5)) {
      // Somebody who is seen again when the first of it is long ago.
      out.research(out.sku(), time + dice.of(DAY, 25 * DAY, 60 * DAY));
      out.sale(out.sku(), time + dice.of(DAY, 25 * DAY, 60 * DAY, 120 * DAY));
    }
    out.excuses(from, time - pause, time, time + DAY);
  }

  /** Hardly an order without a coupon. */
  void coupons(long from) {
    long time = from;
    int orders = 3 + dice.below(4);
    long pause = dice.of(DAY, 10 * DAY, 60 * DAY, 90 * DAY);
    for (int i = 0; i < orders; i++) {
      boolean with = dice.chance(0.85);
      String order = out.nextOrder();
      Channel channel = dice.pick(Channel.values());
      List<Bought.Line> lines = List.of(Facts.line(out.sku(), 1));
      List<String> coupons = with ? List.of("coupon-" + i) : List.of();
      String store = channel == Channel.STORE ? "s1" : null;
      out.add(new Bought("p:" + order, time, order, channel, store, lines, coupons));
      time += pause + dice.beside();
    }
    out.excuses(from, time - pause, time, time + DAY);
  }
}
