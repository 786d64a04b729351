package dev.showroom.core.outcome;

import static dev.showroom.core.Facts.DAY;

import dev.showroom.core.catalogue.FeedReport;
import dev.showroom.core.catalogue.ProductVersion;
import dev.showroom.core.fact.Bought;
import dev.showroom.core.fact.Fact;
import dev.showroom.core.fact.FactCodec;
import dev.showroom.core.fact.MemberBought;
import dev.showroom.core.fact.Returned;
import dev.showroom.schemas.DecisionOutcome;
import dev.showroom.schemas.OfferKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What became of decisions by the words of the documentation, slow and obvious: at every moment at
 * which anything happens, everything known then is looked at afresh.
 */
final class ReferenceOutcomes {
  /** Makes all times as long as each other in digits. */
  private static final long EARLY = 1_000_000_000_000_000L;

  private final OutcomeWorld world;
  private long knownAt = Long.MIN_VALUE;
  private Collection<Fact> knownThen;
  private final Map<Long, Long> completeAt = new TreeMap<>();

  ReferenceOutcomes(OutcomeWorld world) {
    this.world = world;
  }

  /** By decision, what has to be told, in its order. */
  Map<String, List<String>> lives() {
    Map<String, List<String>> lives = new TreeMap<>();
    for (Decided decided : world.decisions) {
      List<String> life = life(decided);
      if (!life.isEmpty()) {
        lives.put(decided.id(), life);
      }
    }
    return lives;
  }

  private List<String> life(Decided decided) {
    List<String> life = new ArrayList<>();
    if (decided.outcome() == DecisionOutcome.SUPPRESSED) {
      return life;
    }
    String last = "";
    for (long moment : moments(decided)) {
      if (moment < decided.at() || moment >= world.erasedAt) {
        continue;
      }
      String now = decided.keep() ? kept(decided, moment) : saved(decided, moment);
      if (now.equals(last)) {
        continue;
      }
      String time = TestOutcomes.at(moment);
      if (now.isEmpty()) {
        life.add("CLAWED_BACK " + time + " 0 0");
      } else {
        if (now.startsWith("SETTLED") && (last.isEmpty() || last.startsWith("LOST"))) {
          life.add(now.replace("SETTLED", "SAVED").replaceFirst(" ", " " + time + " "));
        }
        life.add(now.replaceFirst(" ", " " + time + " "));
      }
      last = now;
    }
    return life;
  }

  private Set<Long> moments(Decided decided) {
    Set<Long> moments = new TreeSet<>(List.of(decided.at(), end(decided)));
    for (OutcomeWorld.Span span : world.spans) {
      moments.add(span.from());
      moments.add(span.until());
      for (int day = 0; day <= 30; day++) {
        moments.add(span.fact().time() + day * DAY);
      }
    }
    world.reports.forEach(report -> moments.add(report.time()));
    return moments;
  }

  private static long end(Decided decided) {
    return decided.keep() && decided.deadline() != Long.MAX_VALUE
        ? decided.deadline()
        : decided.trackUntil();
  }

  // ---- was it bought

  private String saved(Decided decided, long now) {
    String allReturned = "";
    for (Fact purchase : known(now)) {
      if (purchase instanceof Returned
          || purchase.time() < decided.at()
          || purchase.time() > decided.trackUntil()) {
        continue;
      }
      Set<String> skus = skusOf(purchase);
      skus.removeIf(sku -> !isMeant(decided, sku, purchase.time()));
      if (skus.isEmpty()) {
        continue;
      }
      boolean redeemed =
          purchase instanceof Bought bought
              && decided.outcome() == DecisionOutcome.ISSUED
              && !decided.shadow()
              && bought.couponIds().contains(Decided.couponOf(decided.id()));
      long trialEnd = trialEnd(purchase, skus);
      long sold = units(purchase, skus);
      long left = sold - back(purchase, skus, trialEnd, now);
      String figures = figures(decided, purchase, skus, trialEnd, now, redeemed, true);
      if (left == 0) {
        allReturned = allReturned.isEmpty() ? "CLAWED_BACK " + figures : allReturned;
      } else if (now >= trialEnd) {
        return "SETTLED " + figures;
      } else {
        return (left < sold ? "CLAWED_BACK " : "SAVED ") + figures;
      }
    }
    if (!allReturned.isEmpty()) {
      return allReturned;
    }
    return haveReported(decided.trackUntil(), now) ? "LOST 0 0" : "";
  }

  /** Whether all tills had reported at some moment from then on. */
  private boolean haveReported(long through, long now) {
    return completeAt.computeIfAbsent(through, this::firstComplete) <= now;
  }

  private long firstComplete(long through) {
    Set<Long> moments = new TreeSet<>(List.of(through));
    world.reports.forEach(report -> moments.add(report.time()));
    for (long moment : moments) {
      Set<String> heardOf = new HashSet<>();
      Set<String> complete = new HashSet<>();
      for (FeedReport report : world.reports) {
        if (report.time() <= moment) {
          heardOf.add(report.feed());
          if (report.completeThrough() >= through) {
            complete.add(report.feed());
          }
        }
      }
      if (moment >= through && complete.containsAll(heardOf)) {
        return moment;
      }
    }
    return Long.MAX_VALUE;
  }

  // ---- was it kept

  private String kept(Decided decided, long now) {
    Bought order = null;
    boolean redeemed = false;
    for (Fact fact : known(now)) {
      if (fact instanceof Bought bought) {
        Set<String> skus = skusOf(bought);
        skus.removeIf(sku -> decided.sku() != null && !decided.sku().equals(sku));
        if (order == null && bought.orderId().equals(decided.orderId()) && !skus.isEmpty()) {
          order = bought;
        }
        redeemed |=
            decided.outcome() == DecisionOutcome.ISSUED
                && !decided.shadow()
                && bought.time() >= decided.at()
                && bought.time() <= end(decided)
                && bought.couponIds().contains(Decided.couponOf(decided.id()));
      }
    }
    if (order == null) {
      return "";
    }
    Set<String> skus = skusOf(order);
    skus.removeIf(sku -> decided.sku() != null && !decided.sku().equals(sku));
    if (units(order, skus) == back(order, skus, end(decided), now)) {
      long given = decided.offer().valueMinor() + decided.offer().costMinor();
      return redeemed ? "LOST 0 " + -given + " redeemed" : "LOST 0 0";
    }
    return now < end(decided)
        ? ""
        : "SETTLED " + figures(decided, order, skus, end(decided), now, redeemed, false);
  }

  // ---- figures

  private String figures(
      Decided decided,
      Fact purchase,
      Set<String> skus,
      long until,
      long now,
      boolean redeemed,
      boolean isDiscount) {
    long sold = 0;
    long gross = 0;
    long goods = 0;
    boolean anyLeft = false;
    for (String sku : skus) {
      long units = units(purchase, Set.of(sku));
      long left = units - back(purchase, Set.of(sku), until, now);
      long price = 0;
      long cost = 0;
      ProductVersion product = world.product(sku, purchase.time());
      if (purchase instanceof Bought bought) {
        for (Bought.Line line : bought.lines()) {
          if (line.sku().equals(sku)) {
            price += line.quantity() * line.unitPriceMinor();
            cost +=
                line.quantity() * (product == null ? line.unitPriceMinor() : product.costMinor());
          }
        }
      } else if (product != null) {
        price = product.priceMinor();
        cost = product.costMinor();
      }
      sold += price;
      gross += price * left / units;
      goods += cost * left / units;
      anyLeft |= left > 0;
    }
    String word = redeemed ? " redeemed" : "";
    if (!anyLeft) {
      return "0 0" + word;
    }
    long discount = 0;
    long other = 0;
    if (redeemed) {
      boolean isCoupon = decided.offer().kind() == OfferKind.COUPON && isDiscount;
      discount = isCoupon ? Math.min(sold, decided.offer().valueMinor()) : 0;
      other = decided.offer().costMinor() + (isCoupon ? 0 : decided.offer().valueMinor());
    }
    if (sold > 0) {
      discount = discount * gross / sold;
      other = other * gross / sold;
    }
    return (gross - discount) + " " + (gross - discount - goods - other) + word;
  }

  private static long units(Fact purchase, Set<String> skus) {
    if (purchase instanceof Bought bought) {
      return bought.lines().stream()
          .filter(line -> skus.contains(line.sku()))
          .mapToLong(Bought.Line::quantity)
          .sum();
    }
    return skus.size();
  }

  private long back(Fact purchase, Set<String> skus, long until, long now) {
    if (!(purchase instanceof Bought bought)) {
      return 0;
    }
    long all = 0;
    for (String sku : skus) {
      long back = 0;
      for (Fact fact : known(now)) {
        if (fact instanceof Returned returned
            && returned.orderId().equals(bought.orderId())
            && returned.time() >= bought.time()
            && returned.time() <= until) {
          for (Returned.Line line : returned.lines()) {
            back += line.sku().equals(sku) ? line.quantity() : 0;
          }
        }
      }
      all += Math.min(back, units(purchase, Set.of(sku)));
    }
    return all;
  }

  private static long trialEnd(Fact purchase, Set<String> skus) {
    long days = 0;
    if (purchase instanceof Bought bought) {
      for (Bought.Line line : bought.lines()) {
        if (skus.contains(line.sku())) {
          days = Math.max(days, line.trialDays() < 0 ? 14 : line.trialDays());
        }
      }
    } else {
      days = 14;
    }
    return purchase.time() + days * DAY;
  }

  // ---- what is known

  private static Set<String> skusOf(Fact purchase) {
    Set<String> skus = new TreeSet<>();
    if (purchase instanceof Bought bought) {
      bought.lines().forEach(line -> skus.add(line.sku()));
    } else {
      skus.addAll(((MemberBought) purchase).skus());
    }
    return skus;
  }

  private boolean isMeant(Decided decided, String sku, long time) {
    if (decided.family() != null) {
      ProductVersion product = world.product(sku, time);
      return decided.family().equals(product == null ? sku : product.family());
    }
    return decided.sku() == null || decided.sku().equals(sku);
  }

  /** Each event once, by time; of what contradicts itself the one whose bytes come first. */
  private Collection<Fact> known(long now) {
    if (now == knownAt) {
      return knownThen;
    }
    Map<String, Fact> known = new TreeMap<>();
    for (OutcomeWorld.Span span : world.spans) {
      if (span.from() <= now && now < span.until()) {
        Fact fact = span.fact();
        String key = (fact.time() + EARLY) + " " + fact.topic() + " " + fact.eventId();
        Fact other = known.get(key);
        if (other == null
            || Arrays.compareUnsigned(FactCodec.pack(fact), FactCodec.pack(other)) < 0) {
          known.put(key, fact);
        }
      }
    }
    knownAt = now;
    knownThen = known.values();
    return knownThen;
  }
}
