package dev.showroom.simulate;

import dev.showroom.schemas.Actor;
import dev.showroom.schemas.ActorKind;
import dev.showroom.schemas.BrowseAction;
import dev.showroom.schemas.BrowseEvent;
import dev.showroom.schemas.CaseChange;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.CouponChange;
import dev.showroom.schemas.CouponEvent;
import dev.showroom.schemas.CustomerProfile;
import dev.showroom.schemas.ErasureRequest;
import dev.showroom.schemas.IdentityLink;
import dev.showroom.schemas.LinkChange;
import dev.showroom.schemas.LinkConfidence;
import dev.showroom.schemas.ProductReturn;
import dev.showroom.schemas.Purchase;
import dev.showroom.schemas.PurchaseLine;
import dev.showroom.schemas.Referrer;
import dev.showroom.schemas.ReturnCondition;
import dev.showroom.schemas.ReturnLine;
import dev.showroom.schemas.ReturnReason;
import dev.showroom.schemas.ServiceCase;
import dev.showroom.schemas.VisitAction;
import dev.showroom.schemas.VisitEvent;
import dev.showroom.schemas.codec.InTopic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * Writes one customer's events down, with stable ids; what falls behind the world's end is lost.
 */
final class Diary {
  private final String number;
  private final String customerId;
  private final long end;
  private final List<SimulatedEvent> events;
  private int serial;

  Diary(int customer, long end) {
    this(customer, "", end, new ArrayList<>());
  }

  private Diary(int customer, String chapter, long end, List<SimulatedEvent> events) {
    this.number = Ids.padded(customer, 6) + chapter;
    this.customerId = Ids.customer(customer);
    this.end = end;
    this.events = events;
  }

  /**
   * A chapter of the same diary that counts its events apart: what is written in it, or not,
   * changes no id of the rest.
   */
  Diary chapter(String mark) {
    return new Diary(Ids.customerNumber(customerId), "-" + mark, end, events);
  }

  List<SimulatedEvent> events() {
    return events;
  }

  void remove(SimulatedEvent event) {
    events.remove(event);
  }

  void replace(SimulatedEvent event, SimulatedEvent other) {
    events.set(events.indexOf(event), other);
  }

  void profile(CustomerProfile profile) {
    profile.setCustomerId(customerId);
    profile.setEventId(nextId("u"));
    add(InTopic.CUSTOMERS, profile.getEventTime().toEpochMilli(), customerId, profile);
  }

  void browse(long time, Actor actor, BrowseAction action, Family.Item item, Referrer referrer) {
    browse(time, actor, action, item, referrer, null);
  }

  /**
   * @param storeId where the shopper stood, if in a store
   */
  void browse(
      long time,
      Actor actor,
      BrowseAction action,
      Family.Item item,
      Referrer referrer,
      String storeId) {
    // Nobody searches by sku: they type the model, and the search says which one was meant.
    String query = action == BrowseAction.SEARCH ? item.family() : null;
    Long price = action == BrowseAction.SEARCH ? null : (Long) item.priceMinor();
    add(
        InTopic.BROWSING,
        time,
        actor,
        new BrowseEvent(
            nextId("b"), at(time), actor, action, item.sku(), query, price, referrer, storeId));
  }

  void visit(
      long time, Actor actor, String storeId, VisitAction action, String sku, Integer seconds) {
    add(
        InTopic.STORE_VISITS,
        time,
        actor,
        new VisitEvent(nextId("v"), at(time), actor, storeId, action, sku, seconds));
  }

  /** Returns the order's id. */
  String purchase(
      long time, Actor actor, Channel channel, String storeId, List<PurchaseLine> lines) {
    return purchase(time, actor, channel, storeId, lines, List.of());
  }

  /** An order with a coupon that was pushed before, and its life; returns the order's id. */
  String redeem(long pushed, long time, Actor actor, Channel channel, List<PurchaseLine> lines) {
    String couponId = "coupon-" + number + "-" + Ids.padded(++serial, 4);
    String orderId = purchase(time, actor, channel, null, lines, List.of(couponId));
    coupon(pushed, couponId, CouponChange.DELIVERED, null);
    coupon(pushed + (time - pushed) / 2, couponId, CouponChange.VIEWED, null);
    coupon(time, couponId, CouponChange.REDEEMED, orderId);
    return orderId;
  }

  void coupon(long time, String couponId, CouponChange change, String orderId) {
    add(
        InTopic.COUPON_EVENTS,
        time,
        couponId,
        new CouponEvent(nextId("k"), at(time), couponId, change, orderId));
  }

  void erasure(long time) {
    add(InTopic.ERASURES, time, customerId, new ErasureRequest(nextId("e"), at(time), customerId));
  }

  String purchase(
      long time,
      Actor actor,
      Channel channel,
      String storeId,
      List<PurchaseLine> lines,
      List<String> couponIds) {
    String eventId = nextId("o");
    String orderId = "order-" + eventId.substring(2);
    add(
        InTopic.PURCHASES,
        time,
        actor,
        new Purchase(eventId, at(time), actor, orderId, channel, storeId, lines, couponIds));
    return orderId;
  }

  void bringBack(
      long time,
      Actor actor,
      String orderId,
      String storeId,
      List<ReturnLine> lines,
      ReturnReason reason,
      ReturnCondition condition) {
    Channel channel = storeId == null ? Channel.ONLINE : Channel.STORE;
    add(
        InTopic.RETURNS,
        time,
        actor,
        new ProductReturn(
            nextId("r"), at(time), actor, orderId, channel, storeId, lines, reason, condition));
  }

  void link(long time, Actor actor, LinkConfidence confidence) {
    link(time, actor, customerId, LinkChange.LINK, confidence);
  }

  void linkTo(long time, Actor actor, String otherCustomerId) {
    link(time, actor, otherCustomerId, LinkChange.LINK, LinkConfidence.DETERMINISTIC);
  }

  void unlink(long time, Actor actor) {
    link(time, actor, customerId, LinkChange.UNLINK, LinkConfidence.DETERMINISTIC);
  }

  private void link(
      long time, Actor actor, String to, LinkChange change, LinkConfidence confidence) {
    add(
        InTopic.IDENTITY_LINKS,
        time,
        actor,
        new IdentityLink(nextId("l"), at(time), actor, to, change, confidence));
  }

  /** Returns the case's id. */
  String openCase(long time, String sku) {
    String eventId = nextId("s");
    String caseId = "case-" + eventId.substring(2);
    add(
        InTopic.SERVICE_CASES,
        time,
        customerId,
        new ServiceCase(eventId, at(time), customerId, caseId, CaseChange.OPENED, sku));
    return caseId;
  }

  void closeCase(long time, String caseId, String sku) {
    add(
        InTopic.SERVICE_CASES,
        time,
        customerId,
        new ServiceCase(nextId("s"), at(time), customerId, caseId, CaseChange.CLOSED, sku));
  }

  private String nextId(String prefix) {
    return prefix + "-" + number + "-" + Ids.padded(++serial, 4);
  }

  private void add(InTopic topic, long time, Actor actor, SpecificRecord record) {
    add(topic, time, keyOf(actor), record);
  }

  private void add(InTopic topic, long time, String key, SpecificRecord record) {
    if (time < end) {
      events.add(new SimulatedEvent(topic, time, key, record));
    }
  }

  private static String keyOf(Actor actor) {
    return actor.getKind() == ActorKind.CUSTOMER
        ? actor.getId()
        : actor.getKind() + ":" + actor.getId();
  }

  private static Instant at(long time) {
    return Instant.ofEpochMilli(time);
  }
}
