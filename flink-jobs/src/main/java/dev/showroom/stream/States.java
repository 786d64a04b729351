package dev.showroom.stream;

import dev.showroom.core.catalogue.PolicyText;
import dev.showroom.core.catalogue.ProductHistory;
import dev.showroom.core.catalogue.RuleSetText;
import dev.showroom.core.directory.CustomerEntry;
import dev.showroom.core.directory.LinkedActors;
import dev.showroom.core.feed.FeedHistory;
import dev.showroom.core.feed.WatchedFeed;
import dev.showroom.core.household.Household;
import dev.showroom.core.identity.ActorHead;
import dev.showroom.core.insight.CaseFile;
import dev.showroom.core.insight.CellSums;
import dev.showroom.core.insight.DayAccount;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.journey.JourneyBody;
import dev.showroom.core.journey.JourneyHead;
import dev.showroom.core.offer.Account;
import dev.showroom.core.offer.AlertFile;
import dev.showroom.core.offer.Card;
import dev.showroom.core.offer.DeskInput;
import dev.showroom.core.offer.Promise;
import dev.showroom.core.outcome.OutcomeBook;
import dev.showroom.core.push.CouponPush;
import dev.showroom.stream.type.Packings;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * Every state of the job; keys are digests of what is named here. Expiry is by event-time timers in
 * the functions: Flink's TTL knows processing time only. What each event needs is small and apart
 * from what only a decision reads; events are appended, not written with all the others.
 */
public final class States {
  private States() {}

  /**
   * Of the intake gate, not keyed: the watermark of each subtask that has seen any. Each gets all
   * of them back and goes on from the lowest, as a rescaling may give it any partition.
   */
  static final ListStateDescriptor<Long> GATE_WATERMARKS =
      new ListStateDescriptor<>("gate-watermarks", Types.LONG);

  /** Keyed by {@code KIND:id} of an actor: its links. They lapse half a year after the last. */
  static final ValueStateDescriptor<ActorHead> ACTOR_HEAD =
      new ValueStateDescriptor<>("actor-head", Packings.ACTOR_HEAD.as(ActorHead.class));

  /** Keyed by actor: its events of the last 44 days, as they came. */
  static final ListStateDescriptor<Envelope> ACTOR_FACTS =
      new ListStateDescriptor<>("actor-facts", Packings.ENVELOPE.as(Envelope.class));

  /**
   * Keyed by customer id: the actors ever linked to the customer, as long as these know of it; of
   * an erased one the mere fact, for good.
   */
  static final ValueStateDescriptor<LinkedActors> LINKED_ACTORS =
      new ValueStateDescriptor<>("linked-actors", Packings.LINKED_ACTORS.as(LinkedActors.class));

  /**
   * Keyed by customer id: households and purchases of the last 44 days; of an erased one the mere
   * fact, for good.
   */
  static final ValueStateDescriptor<CustomerEntry> DIRECTORY_ENTRY =
      new ValueStateDescriptor<>(
          "directory-entry", Packings.CUSTOMER_ENTRY.as(CustomerEntry.class));

  /** Keyed by household id: members, and purchases of the last 44 days. */
  static final ValueStateDescriptor<Household> HOUSEHOLD =
      new ValueStateDescriptor<>("household", Packings.HOUSEHOLD.as(Household.class));

  /** Keyed by feed: up to when it has reported. */
  static final ValueStateDescriptor<WatchedFeed> FEED =
      new ValueStateDescriptor<>("feed", Packings.WATCHED_FEED.as(WatchedFeed.class));

  /** Keyed by customer id: when to decide, when to forget. */
  static final ValueStateDescriptor<JourneyHead> JOURNEY_HEAD =
      new ValueStateDescriptor<>("journey-head", Packings.JOURNEY_HEAD.as(JourneyHead.class));

  /** Keyed by customer id: what has come since the last decision. */
  static final ListStateDescriptor<Envelope> JOURNEY_INBOX =
      new ListStateDescriptor<>("journey-inbox", Packings.ENVELOPE.as(Envelope.class));

  /**
   * Keyed by customer id: facts and alerts; see the core's {@code Retention} for what leaves when.
   */
  static final ValueStateDescriptor<JourneyBody> JOURNEY_BODY =
      new ValueStateDescriptor<>("journey-body", Packings.JOURNEY_BODY.as(JourneyBody.class));

  /**
   * Keyed by customer id: decisions that something may still become of, and what outcomes depend
   * on; see the core's {@code Keeping} for what leaves when.
   */
  static final ValueStateDescriptor<OutcomeBook> OUTCOME_BOOK =
      new ValueStateDescriptor<>("outcome-book", Packings.OUTCOME_BOOK.as(OutcomeBook.class));

  /** Keyed by alert id: what has been counted of it and of the decisions about it. */
  static final ValueStateDescriptor<CaseFile> INSIGHT_CASE =
      new ValueStateDescriptor<>("insight-case", Packings.INSIGHT_CASE.as(CaseFile.class));

  /** Keyed by group and day, packed as they are: what is untold of its figures. */
  static final ValueStateDescriptor<DayAccount> INSIGHT_ACCOUNT =
      new ValueStateDescriptor<>("insight-account", Packings.INSIGHT_ACCOUNT.as(DayAccount.class));

  /** By window of that day: the sums of its figures. */
  static final MapStateDescriptor<Integer, CellSums> INSIGHT_SUMS =
      new MapStateDescriptor<>("insight-sums", Types.INT, Packings.INSIGHT_SUMS.as(CellSums.class));

  /** Keyed by rule set, version and rule: whether its failure was reported. As few as versions. */
  static final ValueStateDescriptor<Boolean> REPORTED =
      new ValueStateDescriptor<>("reported", Types.BOOLEAN);

  /**
   * Keyed by coupon id, of the live job only: how far its pushing is. Forgotten three days after
   * the coupon's end, by a timer of the clock.
   */
  public static final ValueStateDescriptor<CouponPush> COUPON_PUSH =
      new ValueStateDescriptor<>("coupon-push", Packings.COUPON_PUSH.as(CouponPush.class));

  /** Broadcast: feed to what it has reported; bounded for each feed. */
  static final MapStateDescriptor<String, FeedHistory> FEEDS =
      new MapStateDescriptor<>("feeds", Types.STRING, Packings.FEED_HISTORY.as(FeedHistory.class));

  /** Broadcast: rule set id and version to its text; as many as were ever published. */
  static final MapStateDescriptor<String, RuleSetText> RULES =
      new MapStateDescriptor<>("rules", Types.STRING, Packings.RULE_SET_TEXT.as(RuleSetText.class));

  /** Broadcast: sku to its versions; bounded in versions for each sku, grows with the catalogue. */
  static final MapStateDescriptor<String, ProductHistory> CATALOGUE =
      new MapStateDescriptor<>(
          "catalogue", Types.STRING, Packings.PRODUCT_HISTORY.as(ProductHistory.class));

  /** Of the offer desk, by alert: which revisions came, and who decided it; 60 days. */
  static final MapStateDescriptor<String, AlertFile> DESK_ALERTS =
      desk("desk-alerts", Packings.DESK_ALERT.as(AlertFile.class));

  /** By customer: what was granted, and an erasure; 180 days. */
  static final MapStateDescriptor<String, Card> DESK_CUSTOMERS =
      desk("desk-customers", Packings.DESK_CARD.as(Card.class));

  /** By household: what its members were granted; 180 days. */
  static final MapStateDescriptor<String, Card> DESK_HOUSEHOLDS =
      desk("desk-households", Packings.DESK_CARD.as(Card.class));

  /** By coupon: where it stands; 30 days past its end. */
  static final MapStateDescriptor<String, Promise> DESK_PROMISES =
      desk("desk-promises", Packings.DESK_PROMISE.as(Promise.class));

  /** By lane, campaign, and store or day: what was taken; days leave, campaigns do not. */
  static final MapStateDescriptor<String, Account> DESK_ACCOUNTS =
      desk("desk-accounts", Packings.DESK_ACCOUNT.as(Account.class));

  /** By sku: its versions; grows with the catalogue. */
  static final MapStateDescriptor<String, ProductHistory> DESK_PRODUCTS =
      desk("desk-products", Packings.PRODUCT_HISTORY.as(ProductHistory.class));

  /** By id and version: as many as were ever published. */
  static final MapStateDescriptor<String, PolicyText> DESK_POLICIES =
      desk("desk-policies", Packings.POLICY_TEXT.as(PolicyText.class));

  /** By time and number: what is to be taken then. */
  static final MapStateDescriptor<String, DeskInput> DESK_INBOX =
      desk("desk-inbox", Packings.DESK_INPUT.as(DeskInput.class));

  /** By time: how much is to be taken then. */
  static final MapStateDescriptor<Long, Integer> DESK_INBOX_SIZES =
      new MapStateDescriptor<>("desk-inbox-sizes", Types.LONG, Types.INT);

  /** Up to when all was taken. */
  static final ValueStateDescriptor<Long> DESK_CLOCK =
      new ValueStateDescriptor<>("desk-clock", Types.LONG);

  private static <V> MapStateDescriptor<String, V> desk(String name, TypeInformation<V> type) {
    return new MapStateDescriptor<>(name, Types.STRING, type);
  }
}
