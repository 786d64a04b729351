package dev.showroom.simulate;

import dev.showroom.core.catalogue.ProductVersion;
import dev.showroom.core.notice.AlertNotice;
import dev.showroom.core.notice.CouponNotice;
import dev.showroom.core.notice.DecisionNotice;
import dev.showroom.core.notice.Notice;
import dev.showroom.core.notice.Standing;
import dev.showroom.core.offer.Desk;
import dev.showroom.core.offer.DeskInput;
import dev.showroom.core.offer.DeskObserver;
import dev.showroom.core.offer.MemoryDeskStore;
import dev.showroom.core.outbound.OfferRecords;
import dev.showroom.core.policy.Policy;
import dev.showroom.core.policy.PolicyBook;
import dev.showroom.schemas.AlertStatus;
import dev.showroom.schemas.CouponChange;
import dev.showroom.schemas.CouponEvent;
import dev.showroom.schemas.CouponState;
import dev.showroom.schemas.Purchase;
import dev.showroom.schemas.RetractReason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * A shop with the real desk, whose customers hear of its decisions and go on with their lives as
 * that makes them. Plain Java, no Flink; what a journey would see of them, and raise alerts for, is
 * made up.
 */
abstract class ShopWithDesk {
  /** One customer, as far as it goes; {@code version} counts how often their life was told anew. */
  static final class Person {
    final List<AlertNotice> alerts = new ArrayList<>();
    final List<DecisionMade> decisions = new ArrayList<>();
    final List<DecisionNotice> notices = new ArrayList<>();
    List<SimulatedEvent> events = List.of();
    List<Answered> answered = List.of();
    int version;
  }

  private record Pending(long time, String customerId, int version, SimulatedEvent event) {}

  final SimulationOptions options;
  final Catalogue catalogue;
  final Map<String, ProductVersion> products = new HashMap<>();
  final Map<String, Person> people = new TreeMap<>();
  private final MemoryDeskStore store = new MemoryDeskStore();
  private final List<Notice> told = new ArrayList<>();
  private final Desk desk;
  private final PriorityQueue<Pending> pending =
      new PriorityQueue<>(
          Comparator.comparingLong(Pending::time)
              .thenComparing(Pending::event, SimulatedEvent.ORDER));

  ShopWithDesk(SimulationOptions options, Policy policy) {
    this.options = options;
    this.catalogue = new Catalogue(new Dice(options.seed(), 0));
    PolicyBook book = new PolicyBook(List.of(policy));
    this.desk = new Desk(store, texts -> book, told::add, DeskObserver.NONE);
    for (Family family : catalogue.families()) {
      for (Family.Item item : family.items()) {
        ProductVersion version =
            new ProductVersion(
                item.sku(),
                options.startMillis(),
                family.id(),
                family.category(),
                item.priceMinor(),
                item.costMinor());
        products.put(item.sku(), version);
        desk.accept(new DeskInput.Announced(version), Long.MIN_VALUE);
      }
    }
  }

  /** The customer's life, as far as it is told, with these decisions. */
  abstract Simulation.Lived live(int number, List<DecisionMade> decisions);

  /** Something happens in a customer's life that an alert may be raised for. */
  abstract void sees(String customerId, Person person, SimulatedEvent event);

  final void raise(Person person, AlertNotice alert) {
    person.alerts.add(alert);
    desk.accept(new DeskInput.Alert(alert), alert.decidedAt() - 1);
  }

  static AlertNotice suspected(
      String alertId,
      String customerId,
      String pattern,
      Family family,
      Family.Item item,
      long time,
      Standing standing) {
    return new AlertNotice(
        alertId,
        1,
        AlertStatus.SUSPECTED,
        null,
        customerId,
        pattern,
        false,
        family.id(),
        item.sku(),
        "st-01",
        family.category(),
        null,
        false,
        time,
        time,
        time,
        time + 7 * Times.DAY,
        800,
        item.priceMinor(),
        null,
        standing);
  }

  /** Lets time pass until the world is over. */
  final void run() {
    while (true) {
      long answer = pending.isEmpty() ? Long.MAX_VALUE : pending.peek().time();
      long next = Math.min(answer, store.nextTime());
      if (next >= options.endMillis()) {
        return;
      }
      if (answer <= store.nextTime()) {
        happens(pending.remove());
      } else {
        desk.advance(next);
        hear();
      }
    }
  }

  private void happens(Pending next) {
    Person person = people.get(next.customerId());
    if (next.version() != person.version) {
      return;
    }
    if (next.event().record() instanceof CouponEvent news) {
      tell(news.getCouponId(), news.getChange(), next.event(), news.getOrderId(), false);
    } else if (next.event().record() instanceof Purchase order) {
      for (String couponId : order.getCouponIds()) {
        tell(couponId, CouponChange.REDEEMED, next.event(), order.getOrderId(), true);
      }
      String family = catalogue.familyOf(order.getLines().get(0).getSku());
      for (AlertNotice alert : person.alerts) {
        if (alert.decidedAt() < next.time()
            && alert.deadline() >= next.time()
            && alert.family().equals(family)) {
          desk.accept(new DeskInput.Alert(kept(alert, next.time())), next.time() - 1);
        }
      }
    }
    sees(next.customerId(), person, next.event());
  }

  private void tell(
      String couponId,
      CouponChange change,
      SimulatedEvent event,
      String orderId,
      boolean byPurchase) {
    desk.accept(
        new DeskInput.News(
            couponId, change, event.eventTime(), event.eventId(), orderId, byPurchase),
        event.eventTime() - 1);
  }

  private static AlertNotice kept(AlertNotice a, long time) {
    return new AlertNotice(
        a.alertId(),
        2,
        AlertStatus.RETRACTED,
        RetractReason.SALE_KEPT,
        a.customerId(),
        a.pattern(),
        false,
        a.family(),
        a.sku(),
        a.storeId(),
        a.category(),
        null,
        false,
        a.raisedAt(),
        time,
        a.anchorAt(),
        a.deadline(),
        a.scoreMillis(),
        a.valueAtRiskMinor(),
        null,
        null);
  }

  private void hear() {
    Map<String, CouponNotice> coupons = new HashMap<>();
    for (Notice notice : told) {
      if (notice instanceof CouponNotice coupon && coupon.state() == CouponState.ISSUED) {
        coupons.put(coupon.couponId(), coupon);
      }
    }
    for (Notice notice : told) {
      if (notice instanceof DecisionNotice decision) {
        CouponNotice coupon = coupons.get(decision.couponId());
        Person person = people.get(decision.alert().customerId());
        person.notices.add(decision);
        person.decisions.add(
            DecisionMade.of(
                OfferRecords.toRecord(decision),
                coupon == null ? null : OfferRecords.toRecord(coupon)));
        goOn(decision.alert().customerId(), decision.decidedAt());
      }
    }
    told.clear();
  }

  /** What was told of the customer's life up to {@code now} stays; the rest is told anew. */
  final void goOn(String customerId, long now) {
    Person person = people.get(customerId);
    Simulation.Lived lived = live(Ids.customerNumber(customerId), person.decisions);
    person.answered = lived.answered();
    person.events = lived.shopper().diary().events();
    person.version++;
    for (SimulatedEvent event : person.events) {
      if (event.eventTime() > now) {
        pending.add(new Pending(event.eventTime(), customerId, person.version, event));
      }
    }
  }

  /** What offers do in truth. */
  final UpliftTruth truth() {
    List<Answered> all = new ArrayList<>();
    people.values().forEach(person -> all.addAll(person.answered));
    return UpliftTruth.of(all, options.endMillis());
  }
}
