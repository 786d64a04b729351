package dev.showroom.core.outcome;

import dev.showroom.core.History;
import dev.showroom.core.fact.Bought;
import dev.showroom.core.fact.Fact;
import dev.showroom.core.fact.MemberBought;
import dev.showroom.core.fact.Returned;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What of one purchase a decision is about: its lines of the family, added up by sku. Times are
 * event times in epoch milliseconds, money in minor units.
 *
 * @param orderId null where another member of the household bought: neither the order nor what
 *     comes back of it is known of such
 * @param trialEnd end (inclusive) of the trial days of these lines, of the longest
 * @param lines by sku, never empty
 */
record Sale(
    long time, String orderId, List<String> couponIds, long trialEnd, Map<String, Line> lines) {
  /** Trial days beyond these are not waited for. */
  static final int MOST_TRIAL_DAYS = (int) History.LONG_LOOK_BACK.toDays();

  private static final long DAY = Duration.ofDays(1).toMillis();

  /** What all units of one sku cost the customer, and the retailer. */
  record Line(long units, long grossMinor, long costMinor) {
    private Line with(long moreUnits, long moreGross, long moreCost) {
      return new Line(units + moreUnits, grossMinor + moreGross, costMinor + moreCost);
    }

    private Line left(long back) {
      long kept = Math.max(0, units - back);
      return new Line(kept, share(grossMinor, kept, units), share(costMinor, kept, units));
    }
  }

  /** What has not come back of a sale. */
  record Left(long units, long revenueMinor, long marginMinor) {}

  /** The lines of these skus; null where the purchase has none. */
  static Sale of(Fact purchase, Predicate<String> isMeant, NotedProducts products) {
    long time = purchase.time();
    Map<String, Line> lines = new LinkedHashMap<>();
    int trialDays = 0;
    if (purchase instanceof Bought bought) {
      for (Bought.Line line : bought.lines()) {
        if (isMeant.test(line.sku())) {
          long cost = products.costOf(line.sku(), time, line.unitPriceMinor());
          add(lines, line.sku(), line.quantity(), line.unitPriceMinor(), cost);
          trialDays = Math.max(trialDays, trialDaysOf(line));
        }
      }
      return lines.isEmpty()
          ? null
          : new Sale(time, bought.orderId(), bought.couponIds(), time + trialDays * DAY, lines);
    }
    for (String sku : ((MemberBought) purchase).skus()) {
      if (isMeant.test(sku)) {
        long price = products.priceOf(sku, time);
        add(lines, sku, 1, price, products.costOf(sku, time, price));
      }
    }
    long usualEnd = time + History.TRIAL_DAYS * DAY;
    return lines.isEmpty() ? null : new Sale(time, null, List.of(), usualEnd, lines);
  }

  private static void add(Map<String, Line> lines, String sku, long units, long price, long cost) {
    lines.put(
        sku,
        lines
            .getOrDefault(sku, new Line(0, 0, 0))
            .with(units, multiplied(units, price), multiplied(units, cost)));
  }

  static int trialDaysOf(Bought.Line line) {
    return line.trialDays() < 0 ? History.TRIAL_DAYS : Math.min(line.trialDays(), MOST_TRIAL_DAYS);
  }

  /** End of the trial days of all of an order, of the longest. */
  static long trialEndOf(Bought bought) {
    int days = 0;
    for (Bought.Line line : bought.lines()) {
      days = Math.max(days, trialDaysOf(line));
    }
    return bought.time() + days * DAY;
  }

  /** Units sold. */
  long units() {
    return lines.values().stream().mapToLong(Line::units).sum();
  }

  /**
   * What is left of it when these returns have been made. Of a sku of which a part came back, and
   * of the offer, the share by quantity and by price counts.
   *
   * @param returns of any orders
   * @param until returns after that do not count
   * @param cost of the offer that was taken up with it
   */
  Left left(Collection<Returned> returns, long until, OfferCost cost) {
    long sold = 0;
    long gross = 0;
    long goods = 0;
    long units = 0;
    for (Map.Entry<String, Line> line : lines.entrySet()) {
      Line left = line.getValue().left(backOf(line.getKey(), returns, until));
      sold += line.getValue().grossMinor();
      gross += left.grossMinor();
      goods += left.costMinor();
      units += left.units();
    }
    if (units == 0) {
      return new Left(0, 0, 0);
    }
    // Of what was sold for nothing at all nothing can be taken off.
    long discount = share(Math.min(cost.discountMinor(), sold), gross, sold);
    long other = sold == 0 ? cost.otherMinor() : share(cost.otherMinor(), gross, sold);
    return new Left(units, gross - discount, gross - discount - goods - other);
  }

  private long backOf(String sku, Collection<Returned> returns, long until) {
    long back = 0;
    for (Returned returned : returns) {
      if (returned.orderId().equals(orderId)
          && returned.time() >= time
          && returned.time() <= until) {
        for (Returned.Line line : returned.lines()) {
          back += line.sku().equals(sku) ? line.quantity() : 0;
        }
      }
    }
    return back;
  }

  /** Rounded down, whatever was reported: no record may end the job. */
  private static long share(long amount, long part, long whole) {
    if (part == whole || amount == 0) {
      return amount;
    }
    return part == 0 || whole == 0
        ? 0
        : BigInteger.valueOf(amount)
            .multiply(BigInteger.valueOf(part))
            .divide(BigInteger.valueOf(whole))
            .longValue();
  }

  private static long multiplied(long units, long price) {
    return Math.multiplyHigh(units, price) == 0 && units * price >= 0
        ? units * price
        : Long.MAX_VALUE / 1_000_000;
  }
}
