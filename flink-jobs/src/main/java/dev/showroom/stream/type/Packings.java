package dev.showroom.stream.type;

import dev.showroom.core.catalogue.Announcement;
import dev.showroom.core.catalogue.PolicyText;
import dev.showroom.core.catalogue.ProductHistory;
import dev.showroom.core.catalogue.RuleSetText;
import dev.showroom.core.directory.CustomerEntry;
import dev.showroom.core.directory.LinkedActors;
import dev.showroom.core.feed.FeedHistory;
import dev.showroom.core.feed.WatchedFeed;
import dev.showroom.core.household.Household;
import dev.showroom.core.household.HouseholdNote;
import dev.showroom.core.identity.ActorHead;
import dev.showroom.core.insight.CaseFile;
import dev.showroom.core.insight.CellSums;
import dev.showroom.core.insight.Change;
import dev.showroom.core.insight.DayAccount;
import dev.showroom.core.intake.ArchivedRecord;
import dev.showroom.core.intake.Arrival;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.intake.HistoryRecord;
import dev.showroom.core.intake.RawLine;
import dev.showroom.core.journey.JourneyBody;
import dev.showroom.core.journey.JourneyHead;
import dev.showroom.core.notice.Notice;
import dev.showroom.core.offer.Account;
import dev.showroom.core.offer.AlertFile;
import dev.showroom.core.offer.Card;
import dev.showroom.core.offer.DeskInput;
import dev.showroom.core.offer.Promise;
import dev.showroom.core.outbound.Outbound;
import dev.showroom.core.outcome.OutcomeBook;
import dev.showroom.core.outcome.OutcomeInput;
import dev.showroom.core.push.CouponPush;
import dev.showroom.core.push.PushOrder;
import dev.showroom.core.push.PushReport;
import java.util.function.Function;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * Every type that is shuffled or kept in state, and its packed form. Names are in savepoints: never
 * rename one.
 */
public enum Packings {
  RAW_LINE(RawLine.class, RawLine::pack, RawLine::unpack),
  ARCHIVED_RECORD(ArchivedRecord.class, ArchivedRecord::pack, ArchivedRecord::unpack),
  HISTORY_RECORD(HistoryRecord.class, HistoryRecord::pack, HistoryRecord::unpack),
  ARRIVAL(Arrival.class, Arrival::pack, Arrival::unpack),
  ENVELOPE(Envelope.class, Envelope::pack, Envelope::unpack),
  ANNOUNCEMENT(Announcement.class, Announcement::packAny, Announcement::unpackAny),
  PRODUCT_HISTORY(ProductHistory.class, ProductHistory::pack, ProductHistory::unpack),
  FEED_HISTORY(FeedHistory.class, FeedHistory::pack, FeedHistory::unpack),
  RULE_SET_TEXT(RuleSetText.class, RuleSetText::pack, RuleSetText::unpack),
  ACTOR_HEAD(ActorHead.class, ActorHead::pack, ActorHead::unpack),
  LINKED_ACTORS(LinkedActors.class, LinkedActors::pack, LinkedActors::unpack),
  CUSTOMER_ENTRY(CustomerEntry.class, CustomerEntry::pack, CustomerEntry::unpack),
  HOUSEHOLD_NOTE(HouseholdNote.class, HouseholdNote::pack, HouseholdNote::unpack),
  HOUSEHOLD(Household.class, Household::pack, Household::unpack),
  WATCHED_FEED(WatchedFeed.class, WatchedFeed::pack, WatchedFeed::unpack),
  JOURNEY_HEAD(JourneyHead.class, JourneyHead::pack, JourneyHead::unpack),
  JOURNEY_BODY(JourneyBody.class, JourneyBody::pack, JourneyBody::unpack),
  PUSH_ORDER(PushOrder.class, PushOrder::pack, PushOrder::unpack),
  PUSH_REPORT(PushReport.class, PushReport::pack, PushReport::unpack),
  COUPON_PUSH(CouponPush.class, CouponPush::pack, CouponPush::unpack),
  INSIGHT_CASE(CaseFile.class, CaseFile::pack, CaseFile::unpack),
  INSIGHT_CHANGE(Change.class, Change::pack, Change::unpack),
  INSIGHT_SUMS(CellSums.class, CellSums::pack, CellSums::unpack),
  INSIGHT_ACCOUNT(DayAccount.class, DayAccount::pack, DayAccount::unpack),
  NOTICE(Notice.class, Notice::packAny, Notice::unpackAny),
  DESK_INPUT(DeskInput.class, DeskInput::pack, DeskInput::unpack),
  DESK_ALERT(AlertFile.class, AlertFile::pack, AlertFile::unpack),
  DESK_CARD(Card.class, Card::pack, Card::unpack),
  DESK_PROMISE(Promise.class, Promise::pack, Promise::unpack),
  DESK_ACCOUNT(Account.class, Account::pack, Account::unpack),
  POLICY_TEXT(PolicyText.class, PolicyText::pack, PolicyText::unpack),
  OUTCOME_INPUT(OutcomeInput.class, OutcomeInput::pack, OutcomeInput::unpack),
  OUTCOME_BOOK(OutcomeBook.class, OutcomeBook::pack, OutcomeBook::unpack),
  OUTBOUND(Outbound.class, Outbound::pack, Outbound::unpack);

  private final Class<?> type;
  private final Function<Object, byte[]> pack;
  private final Function<byte[], Object> unpack;

  <T> Packings(Class<T> type, Function<T, byte[]> pack, Function<byte[], T> unpack) {
    this.type = type;
    this.pack = value -> pack.apply(type.cast(value));
    this.unpack = unpack::apply;
  }

  Class<?> type() {
    return type;
  }

  byte[] pack(Object value) {
    return pack.apply(value);
  }

  Object unpack(byte[] bytes) {
    return unpack.apply(bytes);
  }

  /** The type information of this constant's type, which must be {@code type}. */
  public <T> TypeInformation<T> as(Class<T> wanted) {
    if (wanted != type) {
      throw new IllegalArgumentException(this + " is " + type + ", not " + wanted);
    }
    return new PackedType<>(this, wanted);
  }
}
