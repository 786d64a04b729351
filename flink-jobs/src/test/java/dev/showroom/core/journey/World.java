package dev.showroom.core.journey;

import static dev.showroom.core.Facts.DAY;
import static dev.showroom.core.Facts.HOUR;
import static dev.showroom.core.Facts.MINUTE;
import static dev.showroom.core.Facts.T0;

import dev.showroom.core.Facts;
import dev.showroom.core.catalogue.Catalogue;
import dev.showroom.core.catalogue.ProductVersion;
import dev.showroom.core.fact.Bought;
import dev.showroom.core.fact.Fact;
import dev.showroom.core.fact.Returned;
import dev.showroom.core.intake.Envelope;
import dev.showroom.schemas.BrowseAction;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.Referrer;
import dev.showroom.schemas.ReturnCondition;
import dev.showroom.schemas.ReturnReason;
import dev.showroom.schemas.VisitAction;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * A small random customer life, dense around what the patterns ask: times lie exactly on, and one
 * millisecond beside, the edges of the windows. Part of the facts come through an anonymous actor
 * who is linked, unlinked and linked again.
 */
final class World {
  private static final String[] SKUS = {"tv-1", "tv-1", "tv-1", "tv-2", "cam-1", "odd"};
  private static final int[] SECONDS = {0, 0, 1, 60, 119, 120};
  private static final long[] BESIDE = {0, 0, 0, 1, -1};

  final List<Known> facts = new ArrayList<>();
  final Catalogue catalogue;
  private final Random random;
  private int serial;

  World(long seed) {
    random = new Random(seed);
    long turn = chance(0.2) ? T0 + random.nextInt(30) * DAY : Long.MAX_VALUE;
    catalogue =
        (sku, time) -> {
          if (sku.equals("tv-2") && time >= turn) {
            return new ProductVersion(sku, turn, "cam", "electronics", 100, 50);
          }
          return Facts.SHOP.asOf(sku, time);
        };
    Set<Fact> happened = new LinkedHashSet<>();
    int episodes = 1 + random.nextInt(3);
    for (int i = 0; i < episodes; i++) {
      long start = T0 + random.nextInt(40) * 12 * HOUR;
      if (chance(0.6)) {
        visit(happened, start);
      } else {
        trial(happened, start);
      }
    }
    stitch(happened);
  }

  /** When nothing of this world can matter any more. */
  long end() {
    return T0 + 200 * DAY;
  }

  // ---- what happens
  // --------------------------------------------------------------------------------------------

  private void visit(Set<Fact> out, long enter) {
    String store = chance(0.7) ? "s1" : "s2";
    String sku = sku();
    if (chance(0.8)) {
      out.add(Facts.enter(store, enter));
    }
    long time = enter;
    int inspections = 1 + random.nextInt(3);
    for (int i = 0; i < inspections; i++) {
      time += span(0, MINUTE, 10 * MINUTE, 2 * HOUR, 2 * HOUR, 2 * HOUR + 1);
      VisitAction action =
          pick(VisitAction.DEMO, VisitAction.TRY_ON, VisitAction.ASSIST, VisitAction.SCAN);
      int seconds = SECONDS[random.nextInt(SECONDS.length)];
      out.add(Facts.step(action, store, chance(0.92) ? sku : sku(), seconds, time));
    }
    if (chance(0.75)) {
      time += span(0, MINUTE, 20 * MINUTE, 2 * HOUR, 2 * HOUR + 1);
      out.add(Facts.exit(store, time));
    }
    int research = 2 + random.nextInt(4);
    for (int i = 0; i < research; i++) {
      long before = span(14 * DAY, 14 * DAY, 3 * DAY, DAY, HOUR, i * MINUTE, 0);
      research(out, chance(0.95) ? sku : sku(), enter - before + beside());
    }
    while (chance(0.25)) {
      long[] near = {
        enter,
        enter - DAY,
        enter - 3 * DAY,
        enter + MINUTE,
        time,
        time + 3 * DAY,
        time + 7 * DAY,
        time + 2 * HOUR + 7 * DAY
      };
      buy(out, chance(0.8) ? sku : sku(), near[random.nextInt(near.length)] + beside());
    }
    excuses(out, new long[] {enter - DAY, enter, time, time + 2 * HOUR, time + 7 * DAY});
  }

  private void trial(Set<Fact> out, long bought) {
    String order = "o" + ++serial;
    List<Bought.Line> lines = new ArrayList<>();
    String sku = sku();
    lines.add(Facts.line(sku, 1 + random.nextInt(2)));
    if (chance(0.4)) {
      lines.add(Facts.line(sku(), 1));
    }
    Channel channel = chance(0.85) ? Channel.STORE : pick(Channel.ONLINE, Channel.APP);
    out.add(Facts.bought(order, channel, bought, lines.toArray(new Bought.Line[0])));
    long time = bought;
    int returns = 1 + random.nextInt(2);
    for (int i = 0; i < returns; i++) {
      time = bought + span(0, DAY, 5 * DAY, 10 * DAY, 14 * DAY, 14 * DAY) + beside();
      List<Returned.Line> back = new ArrayList<>();
      for (Bought.Line line : lines) {
        if (chance(0.75)) {
          back.add(Facts.back(line.sku(), 1 + random.nextInt(2)));
        }
      }
      if (!back.isEmpty()) {
        out.add(
            Facts.returned(
                order + "/" + i,
                order,
                time,
                chance(0.8) ? ReturnReason.CHANGED_MIND : pick(ReturnReason.values()),
                chance(0.8) ? ReturnCondition.USED : pick(ReturnCondition.values()),
                back.toArray(new Returned.Line[0])));
      }
      int research = random.nextInt(3);
      for (int j = 0; j < research; j++) {
        long after = span(-72 * HOUR, 72 * HOUR, -HOUR, HOUR, 0);
        research(out, chance(0.9) ? sku : sku(), time + after + beside());
      }
    }
    while (chance(0.35)) {
      long again =
          span(bought, bought + DAY, time, time + 3 * DAY, time + 14 * DAY, time + 14 * DAY);
      buy(out, chance(0.8) ? sku : sku(), again + beside());
    }
    excuses(out, new long[] {bought, time - DAY, time, time + HOUR, time + 14 * DAY});
  }

  private void research(Set<Fact> out, String sku, long time) {
    BrowseAction action =
        chance(0.95)
            ? pick(
                BrowseAction.VIEW,
                BrowseAction.SEARCH,
                BrowseAction.COMPARE,
                BrowseAction.STOCK_CHECK,
                BrowseAction.WISHLIST_ADD,
                BrowseAction.CART_ADD)
            : pick(
                BrowseAction.CART_REMOVE,
                BrowseAction.BARCODE_SCAN,
                BrowseAction.PRICE_MATCH_REQUEST);
    Referrer referrer = chance(0.2) ? Referrer.PRICE_COMPARISON : null;
    out.add(Facts.browse(action, chance(0.02) ? null : sku, referrer, time));
  }

  private void buy(Set<Fact> out, String sku, long time) {
    out.add(Facts.bought("o" + ++serial, pick(Channel.values()), sku, time));
  }

  private void excuses(Set<Fact> out, long[] near) {
    if (chance(0.15)) {
      out.add(Facts.profile(true, near[random.nextInt(near.length)] + beside()));
      if (chance(0.5)) {
        out.add(Facts.profile(false, near[random.nextInt(near.length)] + beside()));
      }
    }
    if (chance(0.2)) {
      String id = "k" + ++serial;
      long opened = near[random.nextInt(near.length)] + beside();
      String sku = chance(0.4) ? null : sku();
      out.add(Facts.serviceCase(id, true, sku, opened));
      if (chance(0.6)) {
        long closed = near[random.nextInt(near.length)] + beside();
        out.add(Facts.serviceCase(id, false, sku, closed));
      }
    }
  }

  // ---- who it is known of
  // --------------------------------------------------------------------------------------

  /** Each fact is the customer's own or an actor's who is linked for some time. */
  private void stitch(Set<Fact> happened) {
    List<Fact> list = new ArrayList<>(happened);
    long link = around(list);
    long unlink = chance(0.4) ? Math.max(link + 1, around(list)) : Envelope.FOREVER;
    long again =
        unlink != Envelope.FOREVER && chance(0.5)
            ? unlink + random.nextInt(6) * DAY + 1
            : Envelope.FOREVER;
    double anonymous = 0.3 * random.nextInt(3);
    for (Fact fact : list) {
      boolean canBeAnonymous =
          switch (fact.topic()) {
            case BROWSING, STORE_VISITS, PURCHASES, RETURNS -> true;
            default -> false;
          };
      if (!canBeAnonymous || !chance(anonymous)) {
        facts.add(Known.always(fact));
        continue;
      }
      long until = unlink - fact.time() <= 30 * DAY ? unlink : Envelope.FOREVER;
      boolean owned = fact.time() < unlink && link - fact.time() <= 30 * DAY;
      if (owned) {
        facts.add(new Known(fact, Math.max(link, fact.time()), until));
      }
      boolean free = !owned || until != Envelope.FOREVER;
      if (free && again != Envelope.FOREVER && again - fact.time() <= 30 * DAY) {
        facts.add(new Known(fact, Math.max(again, fact.time()), Envelope.FOREVER));
      }
    }
  }

  private long around(List<Fact> list) {
    long time = list.get(random.nextInt(list.size())).time();
    return time
        + span(0, HOUR, DAY, 2 * DAY, 7 * DAY, 14 * DAY, 29 * DAY, 30 * DAY, 33 * DAY)
        + beside();
  }

  // ---- dice
  // ----------------------------------------------------------------------------------------------------

  private boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  private String sku() {
    return pick(SKUS);
  }

  private long beside() {
    return BESIDE[random.nextInt(BESIDE.length)];
  }

  private long span(long... values) {
    return values[random.nextInt(values.length)];
  }

  @SafeVarargs
  private final <T> T pick(T... values) {
    return values[random.nextInt(values.length)];
  }
}
