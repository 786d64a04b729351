package dev.showroom.core.journey;

import static dev.showroom.core.Facts.DAY;
import static dev.showroom.core.Facts.HOUR;
import static dev.showroom.core.Facts.MINUTE;
import static dev.showroom.core.Facts.T0;

import dev.showroom.core.Facts;
import dev.showroom.core.catalogue.Catalogue;
import dev.showroom.core.catalogue.FeedReport;
import dev.showroom.core.catalogue.ProductVersion;
import dev.showroom.core.fact.Bought;
import dev.showroom.core.fact.Browse;
import dev.showroom.core.fact.Erased;
import dev.showroom.core.fact.Fact;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.rules.RuleBook;
import dev.showroom.schemas.Channel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A small random customer life, dense around what the patterns ask: times lie exactly on, and one
 * millisecond beside, the edges of the windows. Part of the facts come through an anonymous actor
 * who is linked, unlinked and linked again. The rules may change in the middle of it, and the tills
 * may report late.
 */
final class World {
  final List<Known> facts = new ArrayList<>();
  final List<FeedReport> reports = new ArrayList<>();
  final Catalogue catalogue;

  /** The rules, and the numbers of those after the first. */
  final RuleBook book;

  final List<ReferenceRules> rules;
  private final Dice dice;

  World(long seed) {
    dice = new Dice(seed);
    long turn = dice.chance(0.2) ? T0 + dice.below(30) * DAY : Long.MAX_VALUE;
    catalogue = new Goods(turn);
    Episodes episodes = new Episodes(dice);
    stitch(episodes.all());
    contradict();
    if (dice.chance(0.3)) {
      Versions version = dice.pick(Versions.values());
      long from = episodes.some().time() + dice.of(0, 1, HOUR, 2 * HOUR, DAY);
      book = version.inForceFrom(from);
      rules = List.of(version.numbersFrom(from));
    } else {
      book = Versions.shippedOnly();
      rules = List.of();
    }
    if (!facts.isEmpty() && dice.chance(0.4)) {
      report();
    }
  }

  private static ProductVersion product(String sku, long time, long turn) {
    if (sku.equals("tv-2") && time >= turn) {
      return new ProductVersion(sku, turn, "cam", "electronics", 100, 50);
    }
    if (sku.equals("case-1")) {
      return new ProductVersion(sku, 0, "case", "electronics", 900, 50, List.of("tv", "cam"));
    }
    return Facts.SHOP.asOf(sku, time);
  }

  /** All that is sold; what one of the skus stands for may turn. */
  private record Goods(long turn) implements Catalogue {
    @Override
    public ProductVersion asOf(String sku, long time) {
      return product(sku, time, turn);
    }

    @Override
    public boolean mayShareFamily(String sku, String other) {
      Set<String> families = families(sku);
      families.retainAll(families(other));
      return !families.isEmpty();
    }

    private Set<String> families(String sku) {
      return new HashSet<>(
          List.of(sku, familyOf(sku, Long.MIN_VALUE), familyOf(sku, Long.MAX_VALUE)));
    }
  }

  /** When nothing of this world can matter any more. */
  long end() {
    return T0 + 800 * DAY;
  }

  boolean hasErasure() {
    return facts.stream().anyMatch(known -> known.fact() instanceof Erased);
  }

  // ---- who it is known of

  /** Each fact is the customer's own or an actor's who is linked for some time. */
  private void stitch(List<Fact> list) {
    long link = around(list);
    long unlink = dice.chance(0.4) ? Math.max(link + 1, around(list)) : Envelope.FOREVER;
    long again =
        unlink != Envelope.FOREVER && dice.chance(0.5)
            ? unlink + dice.below(6) * DAY + 1
            : Envelope.FOREVER;
    double anonymous = 0.3 * dice.below(3);
    for (Fact fact : list) {
      boolean canBeAnonymous =
          switch (fact.topic()) {
            case BROWSING, STORE_VISITS, PURCHASES, RETURNS -> true;
            default -> false;
          };
      if (!canBeAnonymous || !dice.chance(anonymous)) {
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

  /** A few events were sent twice: under the customer's own name, or saying something else. */
  private void contradict() {
    for (Known known : List.copyOf(facts)) {
      Fact fact = known.fact();
      boolean isOwnToo =
          facts.stream().anyMatch(k -> k.fact().equals(fact) && k.from() == fact.time());
      if (!isOwnToo && dice.chance(0.05)) {
        facts.add(Known.always(fact));
      } else if (fact instanceof Browse browse && dice.chance(0.02)) {
        String sku = dice.pick("tv-1", "cam-1");
        facts.add(
            new Known(
                new Browse(
                    browse.eventId(), browse.time(), browse.action(), sku, null, browse.storeId()),
                known.from(),
                known.until()));
      } else if (fact instanceof Bought bought && dice.chance(0.02)) {
        facts.add(
            new Known(
                new Bought(
                    bought.eventId(),
                    bought.time(),
                    bought.orderId(),
                    dice.pick(Channel.values()),
                    null,
                    List.of(Facts.line("tv-1", 1))),
                known.from(),
                known.until()));
      }
    }
  }

  private long around(List<Fact> list) {
    return list.get(dice.below(list.size())).time()
        + dice.of(0, HOUR, DAY, 2 * DAY, 7 * DAY, 14 * DAY, 29 * DAY, 30 * DAY, 33 * DAY)
        + dice.beside();
  }

  // ---- what the tills say

  /** One till reports each few days; others a day late, or never again. */
  private void report() {
    long first = facts.get(dice.below(facts.size())).fact().time();
    reports(first, "store:s1", dice.of(0, 1, MINUTE), 60);
    if (dice.chance(0.6)) {
      reports(first + dice.of(0, DAY, 8 * DAY), "store:s2", DAY, 60);
    }
    if (dice.chance(0.2)) {
      reports(first + dice.of(0, DAY, 8 * DAY), "channel:ONLINE", 0, 1 + dice.below(4));
    }
  }

  private void reports(long first, String feed, long behind, int days) {
    long every = dice.of(DAY, DAY, 3 * DAY);
    for (long time = first; time < first + days * DAY; time += every) {
      reports.add(new FeedReport(feed, time, time - behind + dice.of(0, 0, -HOUR)));
    }
    if (days > 10) {
      long last = first + 150 * DAY;
      reports.add(new FeedReport(feed, last, last - behind));
    }
  }
}
