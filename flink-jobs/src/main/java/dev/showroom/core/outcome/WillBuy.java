package dev.showroom.core.outcome;

import dev.showroom.core.detect.KnownFact;
import dev.showroom.core.fact.Returned;
import dev.showroom.core.notice.AlertNotice;
import dev.showroom.schemas.OutcomeKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * Whether the family, of a decision about none anything, is bought from the decision on up to its
 * end. The first purchase counts of which something is left: an exchange is no loss.
 */
final class WillBuy extends Question {
  private static final Answer LOST = new Answer(OutcomeKind.LOST, 0, 0, false);

  private final Track track;
  private final OfferCost cost;
  private final List<KnownFact> purchases;
  private final List<KnownFact> returns;
  private final Map<KnownFact, Sale> sales = new HashMap<>();

  WillBuy(Track track, Dealings dealings, NotedProducts products) {
    this.track = track;
    this.cost = OfferCost.of(track.decision().offer());
    this.purchases = dealings.purchases(track.decision().decidedAt(), track.end());
    this.returns = dealings.returns();
    for (KnownFact purchase : purchases) {
      if (products.hasAllOf(purchase.fact())) {
        Sale sale =
            Sale.of(purchase.fact(), sku -> isMeant(sku, purchase.time(), products), products);
        if (sale != null) {
          sales.put(purchase, sale);
        }
      }
    }
  }

  private boolean isMeant(String sku, long time, NotedProducts products) {
    AlertNotice alert = track.decision().alert();
    if (alert.family() != null) {
      return alert.family().equals(products.familyOf(sku, time));
    }
    return alert.sku() == null || alert.sku().equals(sku);
  }

  @Override
  Answer at(long moment) {
    List<Returned> known = Dealings.returnsAt(returns, moment);
    Answer first = null;
    for (KnownFact purchase : AsOf.of(purchases, moment)) {
      Sale sale = sales.get(purchase);
      if (sale == null) {
        continue;
      }
      boolean redeemed = track.couponId() != null && sale.couponIds().contains(track.couponId());
      Sale.Left left = sale.left(known, sale.trialEnd(), redeemed ? cost : OfferCost.NONE);
      Answer answer =
          new Answer(kind(sale, left, moment), left.revenueMinor(), left.marginMinor(), redeemed);
      if (left.units() > 0) {
        return answer;
      }
      first = first == null ? answer : first;
    }
    if (first != null) {
      return first;
    }
    return moment >= track.completeAt() ? LOST : null;
  }

  private static OutcomeKind kind(Sale sale, Sale.Left left, long moment) {
    if (left.units() == 0) {
      return OutcomeKind.CLAWED_BACK;
    }
    if (moment >= sale.trialEnd()) {
      return OutcomeKind.SETTLED;
    }
    return left.units() < sale.units() ? OutcomeKind.CLAWED_BACK : OutcomeKind.SAVED;
  }

  @Override
  void moments(LongConsumer each) {
    Dealings.moments(purchases, each);
    Dealings.moments(returns, each);
    sales.values().forEach(sale -> each.accept(sale.trialEnd()));
    if (track.completeAt() != Long.MAX_VALUE) {
      each.accept(track.completeAt());
    }
  }

  @Override
  List<KnownFact> asked() {
    return purchases;
  }

  @Override
  long closesAt() {
    long end = track.end();
    for (Sale sale : sales.values()) {
      end = Math.max(end, sale.trialEnd());
    }
    return end + Keeping.REVISED_FOR;
  }
}
