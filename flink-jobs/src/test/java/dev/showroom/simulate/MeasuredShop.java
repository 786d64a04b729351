package dev.showroom.simulate;

import dev.showroom.core.catalogue.ProductVersion;
import dev.showroom.core.feed.FeedClock;
import dev.showroom.core.insight.Account;
import dev.showroom.core.insight.CaseFile;
import dev.showroom.core.insight.Cell;
import dev.showroom.core.insight.Change;
import dev.showroom.core.insight.Figure;
import dev.showroom.core.intake.Arrival;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.intake.Intake;
import dev.showroom.core.intake.KeyDigest;
import dev.showroom.core.notice.AlertNotice;
import dev.showroom.core.notice.CouponNotice;
import dev.showroom.core.notice.DecisionNotice;
import dev.showroom.core.notice.Notice;
import dev.showroom.core.notice.OutcomeNotice;
import dev.showroom.core.notice.Standing;
import dev.showroom.core.offer.Desk;
import dev.showroom.core.offer.DeskInput;
import dev.showroom.core.offer.DeskObserver;
import dev.showroom.core.outbound.OfferRecords;
import dev.showroom.core.outcome.OutcomeBook;
import dev.showroom.core.outcome.OutcomeInput;
import dev.showroom.core.policy.Policy;
import dev.showroom.core.policy.PolicyBook;
import dev.showroom.schemas.AlertStatus;
import dev.showroom.schemas.CouponChange;
import dev.showroom.schemas.CouponEvent;
import dev.showroom.schemas.CouponState;
import dev.showroom.schemas.Purchase;
import dev.showroom.schemas.RetractReason;
import dev.showroom.schemas.codec.InTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;

/**
 * A shop whose customers' alerts come by chance: the real desk decides about them, shoppers answer,
 * the real outcomes and figures say what was measured. Plain Java, no Flink.
 */
final class MeasuredShop {
  private static final int DAYS = 60;
  private static final int DAYS_OF_ALERTS = 30;
  private static final List<String> PATTERNS =
      List.of("RESEARCH_INSPECT_LEAVE", "IN_STORE_PRICE_CHECK", "STORE_HOP");

  /** One customer, as far as it goes; {@code version} counts how often they were told anew. */
  private static final class Person {
    final List<AlertNotice> alerts = new ArrayList<>();
    final List<DecisionMade> decisions = new ArrayList<>();
    final List<DecisionNotice> notices = new ArrayList<>();
    List<SimulatedEvent> events = List.of();
    List<Answered> answered = List.of();
    int version;
  }

  private record Pending(long time, String customerId, int version, SimulatedEvent event) {}

  private final SimulationOptions options;
  private final Catalogue catalogue;
  private final Intake intake = new Intake(Duration.ofDays(1));
  private final PlainDeskStore store = new PlainDeskStore();
  private final List<Notice> told = new ArrayList<>();
  private final Desk desk;
  private final Map<String, ProductVersion> products = new HashMap<>();
  private final Map<String, Person> people = new TreeMap<>();
  private final PriorityQueue<Pending> pending =
      new PriorityQueue<>(Comparator.comparingLong(Pending::time));

  MeasuredShop(int customers, long seed, Policy policy) {
    this.options = SimulationOptions.of(customers, DAYS, seed);
    this.catalogue = new Catalogue(new Dice(seed, 0));
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
    for (int number = 1; number <= customers; number++) {
      raiseAlerts(number);
    }
  }

  private void raiseAlerts(int number) {
    Dice dice = new Dice(Dice.mix(options.seed() + 99), number);
    Person person = new Person();
    people.put(Ids.customer(number), person);
    int count = dice.between(1, 3);
    for (int i = 0; i < count; i++) {
      Family family = catalogue.anyFamily(dice);
      String pattern = dice.pick(PATTERNS);
      long time = options.startMillis() + dice.time(Times.DAY, DAYS_OF_ALERTS * Times.DAY);
      if (person.alerts.stream().noneMatch(alert -> alert.family().equals(family.id()))) {
        AlertNotice alert = suspected(Ids.customer(number), i, pattern, family, dice, time);
        person.alerts.add(alert);
        desk.accept(new DeskInput.Alert(alert), Long.MIN_VALUE);
      }
    }
  }

  private static AlertNotice suspected(
      String customerId, int i, String pattern, Family family, Dice dice, long time) {
    Family.Item item = dice.pick(family.items());
    Boolean priceSensitive = dice.chance(0.4) ? (Boolean) dice.chance(0.5) : null;
    return new AlertNotice(
        "a-" + customerId + "-" + i,
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
        new Standing(
            null, true, true, "UTC", null, priceSensitive, false, false, false, Set.of(pattern)));
  }

  /** Lets time pass until nothing happens any more. */
  MeasuredShop run() {
    while (true) {
      long answer = pending.isEmpty() ? Long.MAX_VALUE : pending.peek().time();
      long next = Math.min(answer, store.nextTime());
      if (next >= options.endMillis()) {
        return this;
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
      desk.accept(
          new DeskInput.News(
              news.getCouponId(),
              news.getChange(),
              next.time(),
              news.getEventId(),
              news.getOrderId(),
              false),
          next.time() - 1);
    } else if (next.event().record() instanceof Purchase order) {
      order
          .getCouponIds()
          .forEach(
              id ->
                  desk.accept(
                      new DeskInput.News(
                          id,
                          CouponChange.REDEEMED,
                          next.time(),
                          order.getEventId(),
                          order.getOrderId(),
                          true),
                      next.time() - 1));
      person.alerts.stream()
          .filter(alert -> alert.decidedAt() < next.time() && alert.deadline() >= next.time())
          .filter(
              alert -> alert.family().equals(catalogue.familyOf(order.getLines().get(0).getSku())))
          .forEach(
              alert -> desk.accept(new DeskInput.Alert(kept(alert, next.time())), next.time() - 1));
    }
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

  /** Customers hear of what was decided, and go on with their lives as that makes them. */
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
        tell(decision.alert().customerId(), person, decision.decidedAt());
      }
    }
    told.clear();
  }

  private void tell(String customerId, Person person, long now) {
    int number = Ids.customerNumber(customerId);
    Shopper shopper = new Shopper(number, options, catalogue, person.decisions);
    person.answered =
        Answers.write(shopper, Archetypes.of(number, options).label(), catalogue, options.seed());
    person.events = shopper.diary().events();
    person.version++;
    for (SimulatedEvent event : person.events) {
      if (event.eventTime() > now) {
        pending.add(new Pending(event.eventTime(), customerId, person.version, event));
      }
    }
  }

  /** What offers do in truth. */
  UpliftTruth truth() {
    List<Answered> all = new ArrayList<>();
    people.values().forEach(person -> all.addAll(person.answered));
    return UpliftTruth.of(all, options.endMillis());
  }

  /** What the figures of all days together say. */
  Figure measured(String metric) {
    Account account = new Account();
    KeyDigest digest = new KeyDigest();
    people.forEach(
        (customerId, person) -> {
          Map<String, CaseFile> files = new HashMap<>();
          List<Notice> notices = new ArrayList<>(person.notices);
          notices.addAll(outcomes(customerId, person));
          for (Notice notice : notices) {
            files
                .computeIfAbsent(CaseFile.subjectOf(notice), subject -> new CaseFile())
                .accept(
                    notice,
                    digest,
                    change -> {
                      if (isWholeDay(change)) {
                        account.take(change);
                      }
                    });
          }
        });
    return account.tell().stream()
        .filter(figure -> figure.metric().equals(metric))
        .findFirst()
        .orElseThrow();
  }

  private List<OutcomeNotice> outcomes(String customerId, Person person) {
    OutcomeBook book = new OutcomeBook();
    person.notices.forEach(decision -> book.accept(OutcomeInput.of(decision)));
    for (SimulatedEvent event : person.events) {
      if (event.topic() == InTopic.PURCHASES || event.topic() == InTopic.RETURNS) {
        Envelope envelope = envelope(event);
        book.accept(
            OutcomeInput.of(
                new Envelope(
                    customerId,
                    false,
                    envelope.kind(),
                    envelope.topic(),
                    envelope.time(),
                    envelope.knownAt(),
                    envelope.knownUntil(),
                    envelope.fact(),
                    null)));
      }
    }
    return book.advance(options.endMillis(), (sku, time) -> products.get(sku), FeedClock.unused());
  }

  private Envelope envelope(SimulatedEvent event) {
    Arrival arrival =
        intake.accept(event.topic(), "", new byte[0], Long.MAX_VALUE / 2, bytes -> event.record());
    return arrival.envelope();
  }

  private static boolean isWholeDay(Change change) {
    Cell cell = change.cell();
    return cell.end() - cell.start() == Times.DAY
        && cell.storeId() == null
        && cell.category() == null
        && cell.pattern() == null
        && cell.offer() == null;
  }
}
