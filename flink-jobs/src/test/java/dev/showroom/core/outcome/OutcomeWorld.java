package dev.showroom.core.outcome;

import static dev.showroom.core.Facts.DAY;
import static dev.showroom.core.Facts.HOUR;
import static dev.showroom.core.Facts.MINUTE;
import static dev.showroom.core.Facts.T0;
import static dev.showroom.core.intake.Envelope.FOREVER;

import dev.showroom.core.Facts;
import dev.showroom.core.catalogue.FeedReport;
import dev.showroom.core.catalogue.ProductVersion;
import dev.showroom.core.fact.Bought;
import dev.showroom.core.fact.Fact;
import dev.showroom.core.fact.MemberBought;
import dev.showroom.core.fact.Returned;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.DecisionOutcome;
import dev.showroom.schemas.OfferKind;
import dev.showroom.schemas.ReturnCondition;
import dev.showroom.schemas.ReturnReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A small random life around some decisions, dense at the edges of what is asked: purchases by the
 * customer, by cards that are linked and unlinked, and by the household; returns; tills that report
 * late.
 */
final class OutcomeWorld {
  private static final long[] BESIDE = {0, 0, 0, 1, -1};
  private static final String[] SKUS = {"tv-1", "tv-1", "tv-2", "cam-1", "odd"};

  /** A fact and the span of event time in which it is known of the customer. */
  record Span(Fact fact, long from, long until) {}

  final List<Decided> decisions = new ArrayList<>();
  final List<Span> spans = new ArrayList<>();
  final List<FeedReport> reports = new ArrayList<>();
  final long turn;

  /** {@link Long#MAX_VALUE} for none. */
  final long erasedAt;

  private final Random random;
  private final List<Bought> orders = new ArrayList<>();

  OutcomeWorld(long seed) {
    random = new Random(seed);
    turn = chance(0.2) ? T0 + random.nextInt(10) * DAY : Long.MAX_VALUE;
    List<Fact> facts = new ArrayList<>();
    long first = T0;
    int rounds = 1 + random.nextInt(3);
    for (int i = 0; i < rounds; i++) {
      decide("d" + i, first, facts);
      first += of(0, 1, DAY, 6 * DAY, 7 * DAY, 15 * DAY, 40 * DAY) + beside();
    }
    for (Bought order : List.copyOf(orders)) {
      bringBack(order, facts);
    }
    stitch(facts);
    contradict();
    if (chance(0.4)) {
      report();
    }
    erasedAt = chance(0.05) ? some().from() + beside() : Long.MAX_VALUE;
  }

  ProductVersion product(String sku, long time) {
    if (sku.equals("tv-2") && time >= turn) {
      return new ProductVersion(sku, turn, "cam", "electronics", 39_900, 30_001);
    }
    return Facts.SHOP.asOf(sku, time);
  }

  /** When nothing can become of anything any more. */
  static long end() {
    return T0 + 600 * DAY;
  }

  private void decide(String id, long at, List<Fact> facts) {
    if (chance(0.3)) {
      toKeep(id, at, facts);
    } else {
      Decided about = Decided.coupon(id, at);
      about = chance(0.2) ? about.about(null, "tv-2") : about;
      decisions.add(variant(chance(0.1) ? about.about(null, null) : about));
      long end = at + 7 * DAY;
      int purchases = random.nextInt(4);
      for (int i = 0; i < purchases; i++) {
        long time = of(at, at, at + HOUR, at + 2 * DAY, at + 6 * DAY, end, end, end + DAY);
        facts.add(purchase(id, time + beside(), i));
      }
    }
  }

  private void toKeep(String id, long at, List<Fact> facts) {
    int days = (int) of(-1, -1, 0, 7, 30);
    long trial = (days < 0 ? 14 : days) * DAY;
    long bought = at - Math.min(trial, of(0, HOUR, DAY, 7 * DAY, 14 * DAY));
    List<Bought.Line> lines = new ArrayList<>();
    String sku = sku();
    lines.add(new Bought.Line(sku, 1 + random.nextInt(3), 49_900, days));
    if (chance(0.4)) {
      lines.add(new Bought.Line(sku(), 1 + random.nextInt(2), 9_990, (int) of(-1, 0)));
    }
    String order = "o-" + id;
    Bought fact = Facts.bought(order, Channel.STORE, bought, lines.toArray(new Bought.Line[0]));
    orders.add(fact);
    facts.add(fact);
    long deadline = chance(0.1) ? Long.MAX_VALUE : of(bought + trial, bought + trial, at + DAY, at);
    decisions.add(variant(Decided.toKeep(id, at, order, chance(0.85) ? sku : null, deadline)));
    if (chance(0.4)) {
      long time = of(at, at + DAY, at + 7 * DAY, at + 20 * DAY) + beside();
      facts.add(purchase(id, time, 9));
    }
  }

  private Decided variant(Decided decided) {
    Decided variant = decided.with(pick(OfferKind.COUPON, OfferKind.COUPON, OfferKind.POINTS));
    variant = chance(0.25) ? variant.heldOut() : variant;
    variant = chance(0.1) ? variant.onlyLookedAt() : variant;
    return chance(0.05) ? variant.as(DecisionOutcome.SUPPRESSED) : variant;
  }

  private Fact purchase(String id, long time, int serial) {
    if (chance(0.2)) {
      return new MemberBought("m" + id + serial, time, List.of(sku(), "cam-9"));
    }
    List<Bought.Line> lines = new ArrayList<>();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      long price = of(49_900, 49_900, 33_333, 0);
      lines.add(new Bought.Line(sku(), 1 + random.nextInt(3), price, (int) of(-1, -1, 0, 5, 30)));
    }
    Bought order =
        new Bought(
            "p" + id + serial,
            time,
            "o" + id + serial,
            Channel.ONLINE,
            null,
            lines,
            chance(0.4) ? List.of(Decided.couponOf(id)) : List.of());
    orders.add(order);
    return order;
  }

  private void bringBack(Bought order, List<Fact> facts) {
    int returns = chance(0.5) ? 0 : 1 + random.nextInt(3);
    for (int i = 0; i < returns; i++) {
      Bought.Line line = order.lines().get(random.nextInt(order.lines().size()));
      long trial = (line.trialDays() < 0 ? 14 : line.trialDays()) * DAY;
      long time = order.time() + of(0, HOUR, DAY, 5 * DAY, trial, trial, 14 * DAY) + beside();
      List<Returned.Line> back = new ArrayList<>();
      for (Bought.Line one : order.lines()) {
        if (chance(0.7)) {
          back.add(Facts.back(one.sku(), 1 + random.nextInt(4)));
        }
      }
      if (!back.isEmpty()) {
        facts.add(
            Facts.returned(
                order.orderId() + "/" + i,
                order.orderId(),
                time,
                pick(ReturnReason.values()),
                ReturnCondition.OPENED,
                back.toArray(new Returned.Line[0])));
      }
    }
  }

  // ---- who it is known of

  private void stitch(List<Fact> facts) {
    if (facts.isEmpty()) {
      facts.add(Facts.bought("only", Channel.APP, "cam-1", T0));
    }
    long link = around(facts);
    long unlink = chance(0.5) ? Math.max(link + 1, around(facts)) : FOREVER;
    long again = unlink != FOREVER && chance(0.5) ? unlink + random.nextInt(6) * DAY + 1 : FOREVER;
    double anonymous = 0.3 * random.nextInt(3);
    for (Fact fact : facts) {
      if (!chance(anonymous)) {
        spans.add(new Span(fact, fact.time(), FOREVER));
        continue;
      }
      long until = unlink - fact.time() <= 30 * DAY ? unlink : FOREVER;
      boolean owned = fact.time() < unlink && link - fact.time() <= 30 * DAY;
      if (owned) {
        spans.add(new Span(fact, Math.max(link, fact.time()), until));
      }
      boolean free = !owned || until != FOREVER;
      if (free && again != FOREVER && again - fact.time() <= 30 * DAY) {
        spans.add(new Span(fact, Math.max(again, fact.time()), FOREVER));
      }
    }
  }

  private long around(List<Fact> facts) {
    return facts.get(random.nextInt(facts.size())).time()
        + of(0, HOUR, DAY, 2 * DAY, 7 * DAY, 14 * DAY, 29 * DAY, 30 * DAY)
        + beside();
  }

  /** A few records were sent twice: under the customer's own name, or saying something else. */
  private void contradict() {
    for (Span span : List.copyOf(spans)) {
      Fact fact = span.fact();
      boolean isOwnToo =
          spans.stream().anyMatch(any -> any.fact() == fact && any.from() == fact.time());
      if (!isOwnToo && chance(0.1)) {
        spans.add(new Span(fact, fact.time(), FOREVER));
      } else if (fact instanceof Bought bought && bought.couponIds().isEmpty() && chance(0.05)) {
        Bought other =
            new Bought(
                bought.eventId(),
                bought.time(),
                bought.orderId(),
                pick(Channel.values()),
                null,
                List.of(Facts.line(sku(), 2)));
        spans.add(new Span(other, span.from() + of(0, DAY), span.until()));
      }
    }
    spans.removeIf(span -> span.until() <= span.from());
    if (spans.isEmpty()) {
      Fact any = Facts.bought("any", Channel.APP, "cam-1", T0);
      spans.add(new Span(any, any.time(), FOREVER));
    }
  }

  // ---- what the tills say

  private void report() {
    long first = some().fact().time() - of(0, DAY, 3 * DAY);
    reports(first, "store:s1", of(0, 1, MINUTE), 60);
    if (chance(0.6)) {
      reports(first + of(0, DAY, 8 * DAY), "store:s2", DAY, 60);
    }
    if (chance(0.2)) {
      reports(first + of(0, DAY, 8 * DAY), "channel:ONLINE", 0, 1 + random.nextInt(4));
    }
  }

  private void reports(long first, String feed, long behind, int days) {
    long every = of(DAY, DAY, 3 * DAY);
    for (long time = first; time < first + days * DAY; time += every) {
      reports.add(new FeedReport(feed, time, time - behind + of(0, 0, -HOUR)));
    }
  }

  // ---- chance

  private Span some() {
    return spans.get(random.nextInt(spans.size()));
  }

  private String sku() {
    return pick(SKUS);
  }

  private boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  private long beside() {
    return BESIDE[random.nextInt(BESIDE.length)];
  }

  private long of(long... values) {
    return values[random.nextInt(values.length)];
  }

  @SafeVarargs
  private <T> T pick(T... values) {
    return values[random.nextInt(values.length)];
  }
}
