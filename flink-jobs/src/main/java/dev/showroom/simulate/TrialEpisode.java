package dev.showroom.simulate;

import dev.showroom.schemas.Channel;
import dev.showroom.schemas.PurchaseLine;
import dev.showroom.schemas.ReturnCondition;
import dev.showroom.schemas.ReturnLine;
import dev.showroom.schemas.ReturnReason;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A thing bought in a store, looked up while it was at home, and brought back. */
final class TrialEpisode {
  private final Shopper shopper;
  private final Dice dice;
  private final Family family;
  private final PurchaseLine line;
  private final String storeId;
  private final String orderId;
  private final long boughtAt;
  private long returnedAt;
  private Guise researcher;

  private TrialEpisode(
      Shopper shopper, Family family, List<PurchaseLine> lines, Channel channel, long boughtAt) {
    this.shopper = shopper;
    this.dice = shopper.dice();
    this.family = family;
    this.line = lines.get(0);
    this.storeId = shopper.store();
    this.boughtAt = boughtAt;
    this.orderId =
        shopper
            .diary()
            .purchase(
                boughtAt,
                shopper.payer(),
                channel,
                channel == Channel.STORE ? storeId : null,
                lines);
  }

  /**
   * Buys one thing over the counter.
   *
   * @param tail how much of the world should be left for the rest of the story
   */
  static TrialEpisode buy(Shopper shopper, Predicate<Family> wanted, long tail) {
    Family family = shopper.freshFamily(wanted);
    return begin(shopper, family, shopper.line(family), Channel.STORE, tail);
  }

  static TrialEpisode buy(Shopper shopper, long tail) {
    return buy(shopper, family -> true, tail);
  }

  static TrialEpisode buyOnline(Shopper shopper, long tail) {
    Family family = shopper.freshFamily();
    return begin(shopper, family, shopper.line(family), Channel.ONLINE, tail);
  }

  static TrialEpisode buyMany(Shopper shopper, long tail) {
    Family family = shopper.freshFamily();
    PurchaseLine line = shopper.line(family);
    line.setQuantity(shopper.dice().between(2, 4));
    return begin(shopper, family, line, Channel.STORE, tail);
  }

  /** Buys it, and nothing with it, when it is said. */
  static TrialEpisode buyAlone(Shopper shopper, Family family, PurchaseLine line, long time) {
    return new TrialEpisode(shopper, family, List.of(line), Channel.STORE, time);
  }

  /** Buys two sizes of one model, to keep the one that fits; the first is the other one. */
  static TrialEpisode buyTwoSizes(Shopper shopper, long tail) {
    Family family = shopper.freshFamily(f -> f.sized() && f.items().size() > 1);
    PurchaseLine first = shopper.single(family);
    PurchaseLine second = shopper.single(family);
    int at = first.getSku().equals(family.items().get(0).sku()) ? 1 : 0;
    second.setSku(family.items().get(at).sku());
    second.setUnitPriceMinor(family.items().get(at).priceMinor());
    List<PurchaseLine> lines = List.of(first, second);
    long time = shopper.visitTime(Times.DAY, tail);
    return new TrialEpisode(shopper, family, lines, Channel.STORE, time);
  }

  private static TrialEpisode begin(
      Shopper shopper, Family family, PurchaseLine line, Channel channel, long tail) {
    long time = shopper.visitTime(Times.DAY, tail);
    List<PurchaseLine> lines = new ArrayList<>(List.of(line));
    if (shopper.dice().chance(0.3)) {
      lines.add(shopper.line(shopper.freshFamily()));
    }
    return new TrialEpisode(shopper, family, lines, channel, time);
  }

  Family family() {
    return family;
  }

  long returnedAt() {
    return returnedAt;
  }

  long boughtAt() {
    return boughtAt;
  }

  boolean keptLongerThanDays(double days) {
    return returnedAt - boughtAt > Times.days(days);
  }

  /** Sets when it goes back; sooner where the world is too short. */
  TrialEpisode keepFor(double fewestDays, double mostDays) {
    long room = (long) ((shopper.end() - boughtAt) * 0.45);
    long longest = Math.min(Times.days(mostDays), room);
    long shortest = Math.min(Times.days(fewestDays), longest / 2);
    returnedAt = shopper.storeTime(boughtAt + shortest, boughtAt + longest);
    return this;
  }

  TrialEpisode keepUntil(long time) {
    returnedAt = time;
    return this;
  }

  /** Looks it up within the three days before or after the return. */
  TrialEpisode lookUpAroundReturn(Research.Style style) {
    long from = Math.max(boughtAt + 2 * Times.HOUR, returnedAt - Times.hours(70));
    // Who compares prices is known by then: what a trial is at risk of lies before its end.
    researcher =
        style == Research.Style.COMPARING
            ? shopper.knownResearcher(from, returnedAt)
            : shopper.researcher(from, returnedAt);
    boolean roomAfter = returnedAt + Times.hours(71) < shopper.end();
    int when = roomAfter ? dice.weighted(60, 15, 25) : 0;
    if (when != 1) {
      lookUp(from, returnedAt - 10 * Times.MINUTE, dice.between(1, 8), style);
    }
    if (when != 0) {
      long after = returnedAt + 10 * Times.MINUTE;
      lookUp(after, returnedAt + Times.hours(70), dice.between(1, 5), style);
    }
    return this;
  }

  /** Looks it up while it is owned, but long before the return. */
  TrialEpisode lookUpEarly() {
    long until = returnedAt - Times.hours(75);
    if (until > boughtAt + 4 * Times.HOUR) {
      researcher = shopper.researcher(boughtAt, returnedAt);
      lookUp(boughtAt + Times.HOUR, until, dice.between(1, 5), Research.Style.PLAIN);
    }
    return this;
  }

  private void lookUp(long from, long until, int count, Research.Style style) {
    Research.spread(shopper, family, researcher.actor(), from, until, count, style);
  }

  TrialEpisode giveBackAll(ReturnReason reason, ReturnCondition condition) {
    return giveBack(line.getQuantity(), reason, condition);
  }

  TrialEpisode giveBack(int quantity, ReturnReason reason, ReturnCondition condition) {
    ReturnLine back = new ReturnLine(line.getSku(), quantity, quantity * line.getUnitPriceMinor());
    shopper
        .diary()
        .bringBack(returnedAt, shopper.payer(), orderId, storeId, List.of(back), reason, condition);
    return this;
  }
}
