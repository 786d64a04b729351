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
import java.util.Optional;
import java.util.function.Function;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * Every type that is shuffled or kept in state, and its packed form. Names are in savepoints: never
 * rename one. What is kept in state has a form number, which is in savepoints, too, and with which
 * its bytes begin: another form of the bytes is another number.
 */
public enum Packings {
  RAW_LINE(RawLine.class, RawLine::pack, RawLine::unpack),
  ARCHIVED_RECORD(ArchivedRecord.class, ArchivedRecord::pack, ArchivedRecord::unpack),
  HISTORY_RECORD(HistoryRecord.class, HistoryRecord::pack, HistoryRecord::unpack),
  ARRIVAL(Arrival.class, Arrival::pack, Arrival::unpack),
  ENVELOPE(Envelope.FORM, Envelope.class, Envelope::pack, Envelope::unpack),
  ANNOUNCEMENT(Announcement.class, Announcement::packAny, Announcement::unpackAny),
  PRODUCT_HISTORY(
      ProductHistory.FORM, ProductHistory.class, ProductHistory::pack, ProductHistory::unpack),
  FEED_HISTORY(FeedHistory.FORM, FeedHistory.class, FeedHistory::pack, FeedHistory::unpack),
  RULE_SET_TEXT(RuleSetText.FORM, RuleSetText.class, RuleSetText::pack, RuleSetText::unpack),
  ACTOR_HEAD(ActorHead.FORM, ActorHead.class, ActorHead::pack, ActorHead::unpack),
  LINKED_ACTORS(LinkedActors.FORM, LinkedActors.class, LinkedActors::pack, LinkedActors::unpack),
  CUSTOMER_ENTRY(
      CustomerEntry.FORM, CustomerEntry.class, CustomerEntry::pack, CustomerEntry::unpack),
  HOUSEHOLD_NOTE(HouseholdNote.class, HouseholdNote::pack, HouseholdNote::unpack),
  HOUSEHOLD(Household.FORM, Household.class, Household::pack, Household::unpack),
  WATCHED_FEED(WatchedFeed.FORM, WatchedFeed.class, WatchedFeed::pack, WatchedFeed::unpack),
  JOURNEY_HEAD(JourneyHead.FORM, JourneyHead.class, JourneyHead::pack, JourneyHead::unpack),
  JOURNEY_BODY(JourneyBody.FORM, JourneyBody.class, JourneyBody::pack, JourneyBody::unpack),
  PUSH_ORDER(PushOrder.class, PushOrder::pack, PushOrder::unpack),
  PUSH_REPORT(PushReport.class, PushReport::pack, PushReport::unpack),
  COUPON_PUSH(CouponPush.FORM, CouponPush.class, CouponPush::pack, CouponPush::unpack),
  INSIGHT_CASE(CaseFile.FORM, CaseFile.class, CaseFile::pack, CaseFile::unpack),
  INSIGHT_CHANGE(Change.class, Change::pack, Change::unpack),
  INSIGHT_SUMS(CellSums.FORM, CellSums.class, CellSums::pack, CellSums::unpack),
  INSIGHT_ACCOUNT(DayAccount.FORM, DayAccount.class, DayAccount::pack, DayAccount::unpack),
  NOTICE(Notice.class, Notice::packAny, Notice::unpackAny),
  DESK_INPUT(DeskInput.FORM, DeskInput.class, DeskInput::pack, DeskInput::unpack),
  DESK_ALERT(AlertFile.FORM, AlertFile.class, AlertFile::pack, AlertFile::unpack),
  DESK_CARD(Card.FORM, Card.class, Card::pack, Card::unpack),
  DESK_PROMISE(Promise.FORM, Promise.class, Promise::pack, Promise::unpack),
  DESK_ACCOUNT(Account.FORM, Account.class, Account::pack, Account::unpack),
  POLICY_TEXT(PolicyText.FORM, PolicyText.class, PolicyText::pack, PolicyText::unpack),
  OUTCOME_INPUT(OutcomeInput.class, OutcomeInput::pack, OutcomeInput::unpack),
  OUTCOME_BOOK(OutcomeBook.FORM, OutcomeBook.class, OutcomeBook::pack, OutcomeBook::unpack),
  OUTBOUND(Outbound.class, Outbound::pack, Outbound::unpack);

  /** Of what is only shuffled: no savepoint holds it. */
  static final int NOT_KEPT = 0;

  private final int form;
  private final Class<?> type;
  private final Function<Object, byte[]> pack;
  private final Function<byte[], Object> unpack;

  <T> Packings(Class<T> type, Function<T, byte[]> pack, Function<byte[], T> unpack) {
    this(NOT_KEPT, type, pack, unpack);
  }

  <T> Packings(int form, Class<T> type, Function<T, byte[]> pack, Function<byte[], T> unpack) {
    this.form = form;
    this.type = type;
    this.pack = value -> pack.apply(type.cast(value));
    this.unpack = unpack::apply;
  }

  /** The number that its bytes begin with; {@link #NOT_KEPT} of what is only shuffled. */
  public int form() {
    return form;
  }

  /**
   * The oldest form that is still read. A later release that reads more than one says here, and
   * nowhere else, how far back it does.
   */
  int oldestForm() {
    return form;
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

  /** The packing that a serializer, such as that of a savepoint, is of; none if it is Flink's. */
  public static Optional<Packings> of(TypeSerializer<?> serializer) {
    return serializer instanceof PackedSerializer<?> packed
        ? Optional.of(packed.packing())
        : Optional.empty();
  }

  /** The type information of this constant's type, which must be {@code type}. */
  public <T> TypeInformation<T> as(Class<T> wanted) {
    if (wanted != type) {
      throw new IllegalArgumentException(this + " is " + type + ", not " + wanted);
    }
    return new PackedType<>(this, wanted);
  }
}
