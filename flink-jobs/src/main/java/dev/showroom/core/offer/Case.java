package dev.showroom.core.offer;

import dev.showroom.core.catalogue.ProductHistory;
import dev.showroom.core.notice.AlertNotice;
import dev.showroom.core.notice.Standing;
import dev.showroom.core.notice.WeighedOffer;
import dev.showroom.core.policy.Policy;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/**
 * One alert before one policy: all that the gates look at. The choice is weighed when a gate first
 * asks for it; about somebody who may not be offered anything nothing is weighed.
 */
final class Case {
  private static final Standing UNKNOWN =
      new Standing(null, false, false, null, null, null, false, false, false, Set.of());

  private final Lane lane;
  private final Policy policy;
  private final AlertNotice alert;
  private final AlertFile file;
  private final long now;
  private final Cards cards;
  private final DeskStore.Shelf<ProductHistory> products;
  private final boolean countsAhead;
  private final Card customer;
  private final Card household;
  private Goods goods;
  private Choice choice;

  /**
   * @param now effective event time of the decision
   */
  Case(
      Lane lane,
      Policy policy,
      AlertNotice alert,
      AlertFile file,
      long now,
      Cards cards,
      DeskStore.Shelf<ProductHistory> products) {
    this.lane = lane;
    this.policy = policy;
    this.alert = alert;
    this.file = file;
    this.now = now;
    this.cards = cards;
    this.products = products;
    this.countsAhead = false;
    this.customer = cards.customer(alert.customerId());
    this.household = policy.caps().household() ? cards.household(householdKey()) : Card.EMPTY;
  }

  private Case(Case first) {
    lane = first.lane;
    policy = first.policy;
    alert = first.alert;
    file = first.file;
    now = first.now;
    cards = first.cards;
    products = first.products;
    countsAhead = true;
    customer = first.customer;
    household = first.household;
    goods = first.goods;
  }

  /**
   * The same, looked at anew: caps and budgets count what was sent before a crash and has not been
   * decided again yet.
   */
  Case countingAhead() {
    return new Case(this);
  }

  Lane lane() {
    return lane;
  }

  Policy policy() {
    return policy;
  }

  AlertNotice alert() {
    return alert;
  }

  AlertFile file() {
    return file;
  }

  long now() {
    return now;
  }

  boolean countsAhead() {
    return countsAhead;
  }

  Card customer() {
    return customer;
  }

  Card household() {
    return household;
  }

  String householdKey() {
    return cards.keyOf(standing().householdId());
  }

  Standing standing() {
    return alert.standing() == null ? UNKNOWN : alert.standing();
  }

  ZoneId zone() {
    return Zones.firstOf(policy.timeZone());
  }

  ZoneId zoneOfCustomer() {
    return Zones.firstOf(standing().timeZone(), policy.timeZone());
  }

  /** Inclusive. */
  long validUntil() {
    return alert.anchorAt() + policy.validForMillis();
  }

  Goods goods() {
    if (goods == null) {
      ProductHistory history = alert.sku() == null ? null : products.get(alert.sku());
      goods = Goods.of(alert, history == null ? null : history.asOf(now), policy);
    }
    return goods;
  }

  Choice choice() {
    if (choice == null) {
      choice = Choice.of(alert, standing(), goods(), policy);
    }
    return choice;
  }

  /** None where it never came to weighing. */
  List<WeighedOffer> weighed() {
    return choice == null ? List.of() : choice.told();
  }
}
