package dev.showroom.core.outcome;

import dev.showroom.core.detect.KnownFact;
import dev.showroom.core.fact.Bought;
import dev.showroom.core.fact.Returned;
import dev.showroom.core.notice.AlertNotice;
import dev.showroom.schemas.OutcomeKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * Whether something of the line that was bought before the decision is kept up to the end. Before
 * the end only its return can be told.
 */
final class WillKeep extends Question {
  private final Track track;
  private final OfferCost cost;
  private final List<KnownFact> orders;
  private final List<KnownFact> returns;
  private final Map<KnownFact, Sale> sales = new HashMap<>();

  WillKeep(Track track, Dealings dealings, NotedProducts products) {
    this.track = track;
    // What was taken up for keeping it is no discount on what had been paid before.
    OfferCost offer = OfferCost.of(track.decision().offer());
    this.cost = new OfferCost(0, offer.discountMinor() + offer.otherMinor());
    this.orders = needed(dealings.purchases(Long.MIN_VALUE, Long.MAX_VALUE));
    this.returns = dealings.returns();
    for (KnownFact order : orders) {
      if (isTheOrder(order) && products.hasAllOf(order.fact())) {
        Sale sale = Sale.of(order.fact(), sku -> isMeant(sku, order.time(), products), products);
        if (sale != null) {
          sales.put(order, sale);
        }
      }
    }
  }

  /**
   * The order itself, and those that the offer was taken up with; and whatever else was said of the
   * same events, as it may be what holds.
   */
  private List<KnownFact> needed(List<KnownFact> purchases) {
    List<KnownFact> needed = new ArrayList<>();
    for (KnownFact purchase : purchases) {
      if (isTheOrder(purchase) || isRedeeming(purchase)) {
        needed.add(purchase);
      }
    }
    return purchases.stream()
        .filter(purchase -> needed.stream().anyMatch(purchase::isSameEvent))
        .toList();
  }

  private boolean isMeant(String sku, long time, NotedProducts products) {
    AlertNotice alert = track.decision().alert();
    if (alert.sku() != null) {
      return alert.sku().equals(sku);
    }
    return alert.family() == null || alert.family().equals(products.familyOf(sku, time));
  }

  private boolean isTheOrder(KnownFact purchase) {
    return purchase.fact() instanceof Bought bought
        && bought.orderId().equals(track.decision().alert().orderId());
  }

  private boolean isRedeeming(KnownFact purchase) {
    return track.couponId() != null
        && purchase.time() >= track.decision().decidedAt()
        && purchase.time() <= track.end()
        && purchase.fact() instanceof Bought bought
        && bought.couponIds().contains(track.couponId());
  }

  @Override
  Answer at(long moment) {
    Sale sale = null;
    boolean redeemed = false;
    for (KnownFact order : AsOf.of(orders, moment)) {
      sale = sale == null ? sales.get(order) : sale;
      redeemed |= isRedeeming(order);
    }
    if (sale == null) {
      return null;
    }
    List<Returned> known = Dealings.returnsAt(returns, moment);
    Sale.Left left = sale.left(known, track.end(), redeemed ? cost : OfferCost.NONE);
    if (left.units() == 0) {
      // What was given for keeping it has been given.
      long given = redeemed ? cost.otherMinor() : 0;
      return new Answer(OutcomeKind.LOST, 0, -given, redeemed);
    }
    return moment < track.end()
        ? null
        : new Answer(OutcomeKind.SETTLED, left.revenueMinor(), left.marginMinor(), redeemed);
  }

  @Override
  void moments(LongConsumer each) {
    Dealings.moments(orders, each);
    Dealings.moments(returns, each);
    each.accept(track.end());
  }

  @Override
  List<KnownFact> asked() {
    return orders;
  }

  @Override
  long closesAt() {
    return track.end() + Keeping.REVISED_FOR;
  }
}
