package dev.showroom.simulate;

import dev.showroom.schemas.BrowseAction;
import dev.showroom.schemas.BrowseEvent;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.PurchaseLine;
import dev.showroom.schemas.Referrer;
import dev.showroom.schemas.ReturnCondition;
import dev.showroom.schemas.ReturnLine;
import dev.showroom.schemas.ReturnReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** A thing bought in a store, looked up while it was at home, and brought back. */
final class TrialEpisode {
  private static final long NOT_YET = Long.MAX_VALUE;

  private final Shopper shopper;
  private final Dice dice;
  private final Family family;
  private final PurchaseLine line;
  private final String storeId;
  private final String orderId;
  private final long boughtAt;
  private long returnedAt;
  private Guise researcher;
  private long[] research = new long[0];

  private TrialEpisode(
      Shopper shopper, Family family, PurchaseLine line, Channel channel, long tail) {
    this.shopper = shopper;
    this.dice = shopper.dice();
    this.family = family;
    this.line = line;
    this.storeId = shopper.store();
    this.boughtAt = shopper.visitTime(Times.DAY, tail);
    List<PurchaseLine> lines = new ArrayList<>(List.of(line));
    if (dice.chance(0.3)) {
      lines.add(shopper.line(shopper.freshFamily()));
    }
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
    return new TrialEpisode(shopper, family, shopper.line(family), Channel.STORE, tail);
  }

  static TrialEpisode buy(Shopper shopper, long tail) {
    return buy(shopper, family -> true, tail);
  }

  static TrialEpisode buyOnline(Shopper shopper, long tail) {
    Family family = shopper.freshFamily();
    return new TrialEpisode(shopper, family, shopper.line(family), Channel.ONLINE, tail);
  }

  static TrialEpisode buyMany(Shopper shopper, long tail) {
    Family family = shopper.freshFamily();
    PurchaseLine line = shopper.line(family);
    line.setQuantity(shopper.dice().between(2, 4));
    return new TrialEpisode(shopper, family, line, Channel.STORE, tail);
  }

  Family family() {
    return family;
  }

  long returnedAt() {
    return returnedAt;
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

  /** Looks it up within the three days before or after the return. */
  TrialEpisode lookUpAroundReturn(Research.Style style) {
    long from = Math.max(boughtAt + 2 * Times.HOUR, returnedAt - Times.hours(70));
    researcher = shopper.researcher(from, returnedAt);
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
    long[] more = Research.spread(shopper, family, researcher.actor(), from, until, count, style);
    int known = research.length;
    research = Arrays.copyOf(research, known + more.length);
    System.arraycopy(more, 0, research, known, more.length);
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

  /** When the last fact of the trial return happened. */
  long completedAt() {
    return Math.max(returnedAt, Arrays.stream(research).min().orElse(returnedAt));
  }

  long researchKnownFrom() {
    return researcher.knownFrom();
  }

  /** When the research during the trial first said that the thing may come back; or never. */
  long atRiskFrom() {
    int research = 0;
    boolean compared = false;
    for (BrowseEvent event : researchInTrial()) {
      research++;
      compared |=
          event.getAction() == BrowseAction.COMPARE
              || event.getReferrer() == Referrer.PRICE_COMPARISON;
      if (research >= 3 && compared) {
        return event.getEventTime().toEpochMilli();
      }
    }
    return NOT_YET;
  }

  static boolean isAtRisk(long atRiskFrom) {
    return atRiskFrom != NOT_YET;
  }

  private List<BrowseEvent> researchInTrial() {
    return shopper.diary().events().stream()
        .filter(e -> e.eventTime() >= boughtAt + Times.DAY && e.eventTime() < returnedAt)
        .filter(e -> e.record() instanceof BrowseEvent)
        .sorted(SimulatedEvent.ORDER)
        .map(e -> (BrowseEvent) e.record())
        .filter(e -> family.items().stream().anyMatch(item -> item.sku().equals(e.getSku())))
        .toList();
  }
}
