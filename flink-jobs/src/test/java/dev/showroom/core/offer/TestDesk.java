package dev.showroom.core.offer;

import dev.showroom.core.catalogue.PolicyText;
import dev.showroom.core.catalogue.ProductVersion;
import dev.showroom.core.notice.AlertNotice;
import dev.showroom.core.notice.BudgetNotice;
import dev.showroom.core.notice.CouponNotice;
import dev.showroom.core.notice.DecisionNotice;
import dev.showroom.core.notice.Notice;
import dev.showroom.core.notice.OfferIds;
import dev.showroom.core.notice.OutcomeNotice;
import dev.showroom.core.policy.Policy;
import dev.showroom.core.policy.PolicyBook;
import dev.showroom.schemas.CouponChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A desk alone, whose watermark is moved by hand. */
final class TestDesk implements DeskObserver {
  static final long T0 = Instant.parse("2026-03-02T12:00:00Z").toEpochMilli();
  static final long MINUTE = Duration.ofMinutes(1).toMillis();
  static final long HOUR = Duration.ofHours(1).toMillis();
  static final long DAY = Duration.ofDays(1).toMillis();

  private final Map<String, Policy> drafted = new HashMap<>();
  private final List<Notice> told = new ArrayList<>();
  private MemoryDeskStore store = new MemoryDeskStore();
  private Desk desk = open();
  private long watermark = Long.MIN_VALUE;
  int unknownCoupons;
  int redeemedTooLate;

  /** With a television for 100.00 that cost 60.00. */
  static TestDesk with(PolicyDraft... policies) {
    TestDesk desk = new TestDesk();
    for (PolicyDraft policy : policies) {
      desk.policy(policy);
    }
    desk.product(10_000, 6_000, Long.MIN_VALUE);
    return desk;
  }

  private Desk open() {
    return new Desk(store, this::book, told::add, this);
  }

  private PolicyBook book(Collection<PolicyText> texts) {
    return new PolicyBook(texts.stream().map(text -> drafted.get(text.document())).toList());
  }

  TestDesk policy(PolicyDraft draft) {
    Policy policy = draft.done();
    String document = policy.id() + "@" + policy.version() + ", draft " + drafted.size();
    drafted.put(document, policy);
    PolicyText text = new PolicyText(policy.id(), policy.version(), policy.inForceFrom(), document);
    desk.accept(new DeskInput.Announced(text), watermark);
    return this;
  }

  TestDesk product(long priceMinor, long costMinor, long from) {
    return product(AlertDraft.SKU, AlertDraft.CATEGORY, priceMinor, costMinor, from);
  }

  TestDesk product(String sku, String category, long priceMinor, long costMinor, long from) {
    desk.accept(
        new DeskInput.Announced(
            new ProductVersion(sku, from, AlertDraft.FAMILY, category, priceMinor, costMinor)),
        watermark);
    return this;
  }

  TestDesk give(AlertNotice alert) {
    return give(new DeskInput.Alert(alert));
  }

  TestDesk give(DeskInput input) {
    desk.accept(input, watermark);
    return this;
  }

  TestDesk news(String alertId, CouponChange change, long time) {
    String event = "e-" + alertId + "-" + change + "-" + time;
    return give(new DeskInput.News(OfferIds.coupon(alertId), change, time, event, null, false));
  }

  TestDesk order(String alertId, long time) {
    String event = "p-" + alertId + "-" + time;
    return give(
        new DeskInput.News(
            OfferIds.coupon(alertId), CouponChange.REDEEMED, time, event, "o-1", true));
  }

  TestDesk erase(String customer, long time) {
    return give(new DeskInput.Erasure(customer, time));
  }

  TestDesk watermark(long time) {
    while (store.nextTime() <= time) {
      desk.advance(store.nextTime());
    }
    watermark = time;
    return this;
  }

  /** A crash right after a checkpoint of now; the watermark has to be found out again. */
  TestDesk restart() {
    store = store.copy();
    desk = open();
    watermark = Long.MIN_VALUE;
    return this;
  }

  /** Goes on from a checkpoint, and has forgotten what was told since. */
  TestDesk restart(MemoryDeskStore checkpoint) {
    store = checkpoint;
    told.clear();
    return restart();
  }

  MemoryDeskStore checkpoint() {
    return store.copy();
  }

  TestDesk adopt(CouponNotice sent) {
    desk.adopt(sent, watermark);
    return this;
  }

  MemoryDeskStore store() {
    return store;
  }

  List<Notice> told() {
    return told;
  }

  List<DecisionNotice> decisions() {
    return of(DecisionNotice.class);
  }

  /** The only one there is. */
  DecisionNotice decision() {
    List<DecisionNotice> all = decisions();
    if (all.size() != 1) {
      throw new AssertionError("not one decision but " + all);
    }
    return all.get(0);
  }

  List<CouponNotice> coupons() {
    return of(CouponNotice.class);
  }

  List<BudgetNotice> budgets() {
    return of(BudgetNotice.class);
  }

  List<OutcomeNotice> outcomes() {
    return of(OutcomeNotice.class);
  }

  private <T extends Notice> List<T> of(Class<T> type) {
    return told.stream().filter(type::isInstance).map(type::cast).toList();
  }

  @Override
  public void unknownCoupon() {
    unknownCoupons++;
  }

  @Override
  public void redeemedTooLate() {
    redeemedTooLate++;
  }
}
