package dev.showroom.core.intake;

import dev.showroom.core.Versioned;
import dev.showroom.core.catalogue.Announcement;
import dev.showroom.core.catalogue.FeedReport;
import dev.showroom.core.catalogue.PolicyText;
import dev.showroom.core.catalogue.ProductVersion;
import dev.showroom.core.catalogue.RuleSetText;
import dev.showroom.core.fact.Bought;
import dev.showroom.core.fact.Browse;
import dev.showroom.core.fact.CaseChanged;
import dev.showroom.core.fact.CouponChanged;
import dev.showroom.core.fact.Erased;
import dev.showroom.core.fact.Fact;
import dev.showroom.core.fact.LinkChanged;
import dev.showroom.core.fact.ProfileStated;
import dev.showroom.core.fact.Returned;
import dev.showroom.core.fact.VisitStep;
import dev.showroom.core.policy.file.PolicyFiles;
import dev.showroom.core.rules.cel.RuleFiles;
import dev.showroom.core.yaml.Checked;
import dev.showroom.schemas.Actor;
import dev.showroom.schemas.ActorKind;
import dev.showroom.schemas.BrowseEvent;
import dev.showroom.schemas.CaseChange;
import dev.showroom.schemas.CouponEvent;
import dev.showroom.schemas.CouponPolicyVersion;
import dev.showroom.schemas.CustomerProfile;
import dev.showroom.schemas.DeadLetterReason;
import dev.showroom.schemas.ErasureRequest;
import dev.showroom.schemas.FeedProgress;
import dev.showroom.schemas.IdentityLink;
import dev.showroom.schemas.LinkChange;
import dev.showroom.schemas.LinkConfidence;
import dev.showroom.schemas.Product;
import dev.showroom.schemas.ProductReturn;
import dev.showroom.schemas.Purchase;
import dev.showroom.schemas.PurchaseLine;
import dev.showroom.schemas.ReturnLine;
import dev.showroom.schemas.RuleSetVersion;
import dev.showroom.schemas.ServiceCase;
import dev.showroom.schemas.VisitEvent;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.MalformedRecordException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * The door: turns any bytes into an {@link Arrival}, whatever they are. Decodes, checks what a
 * schema cannot say (quantities, money, blank ids, times), and never throws for the sake of a
 * record.
 */
public final class Intake {
  /** No retailer's stream is older; a time before it is a broken clock. */
  static final long EARLIEST = Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();

  /** How the bytes of one stream become its record. */
  @FunctionalInterface
  public interface Decoder {
    SpecificRecord decode(byte[] bytes) throws MalformedRecordException;
  }

  private final long futureToleranceMillis;

  /**
   * @param futureTolerance how far a time may lie past the newest plausible one, which is the time
   *     of arrival: nothing can have happened after it was reported, but clocks are not exact
   */
  public Intake(Duration futureTolerance) {
    this.futureToleranceMillis = futureTolerance.toMillis();
  }

  /**
   * @param arrivedAt when the record was reported, epoch milliseconds: the broker's append time, or
   *     for files the start of the replay
   */
  public Arrival accept(
      InTopic topic, String origin, byte[] bytes, long arrivedAt, Decoder decoder) {
    try {
      return read(topic, origin, bytes, arrivedAt, decoder.decode(bytes));
    } catch (MalformedRecordException e) {
      return dead(topic, origin, bytes, e.reason(), e.getMessage());
    }
  }

  public static Arrival dead(
      InTopic topic, String origin, byte[] bytes, DeadLetterReason reason, String detail) {
    return new Arrival(topic, origin, bytes, Arrival.NO_TIME, null, null, reason, detail);
  }

  private Arrival read(
      InTopic topic, String origin, byte[] bytes, long arrivedAt, SpecificRecord record)
      throws MalformedRecordException {
    Envelope envelope = null;
    Announcement announcement = null;
    long time;
    if (record instanceof BrowseEvent r) {
      time = time(r.getEventId(), r.getEventTime(), arrivedAt);
      notNegative(r.getSeenPriceMinor(), "seenPriceMinor");
      envelope =
          of(
              r.getActor(),
              new Browse(
                  r.getEventId(),
                  time,
                  r.getAction(),
                  r.getSku(),
                  r.getReferrer(),
                  r.getStoreId()));
    } else if (record instanceof VisitEvent r) {
      time = time(r.getEventId(), r.getEventTime(), arrivedAt);
      present(r.getStoreId(), "storeId");
      notNegative(r.getSeconds() == null ? null : (long) r.getSeconds(), "seconds");
      envelope =
          of(
              r.getActor(),
              new VisitStep(
                  r.getEventId(),
                  time,
                  r.getStoreId(),
                  r.getAction(),
                  r.getSku(),
                  r.getSeconds() == null ? 0 : r.getSeconds()));
    } else if (record instanceof Purchase r) {
      time = time(r.getEventId(), r.getEventTime(), arrivedAt);
      present(r.getOrderId(), "orderId");
      envelope =
          of(
              r.getActor(),
              new Bought(
                  r.getEventId(),
                  time,
                  r.getOrderId(),
                  r.getChannel(),
                  r.getStoreId(),
                  boughtLines(r),
                  List.copyOf(r.getCouponIds())));
    } else if (record instanceof ProductReturn r) {
      time = time(r.getEventId(), r.getEventTime(), arrivedAt);
      present(r.getOrderId(), "orderId");
      envelope =
          of(
              r.getActor(),
              new Returned(
                  r.getEventId(),
                  time,
                  r.getOrderId(),
                  r.getStoreId(),
                  returnedLines(r),
                  r.getReason(),
                  r.getCondition()));
    } else if (record instanceof IdentityLink r) {
      time = time(r.getEventId(), r.getEventTime(), arrivedAt);
      present(r.getCustomerId(), "customerId");
      if (r.getActor().getKind() == ActorKind.CUSTOMER) {
        throw new MalformedRecordException(
            DeadLetterReason.INVALID_VALUE, "field 'actor.kind' of a link must not be CUSTOMER");
      }
      envelope =
          of(
              r.getActor(),
              new LinkChanged(
                  r.getEventId(),
                  time,
                  r.getCustomerId(),
                  r.getChange() == LinkChange.LINK,
                  r.getConfidence() == LinkConfidence.DETERMINISTIC));
    } else if (record instanceof CustomerProfile r) {
      time = time(r.getEventId(), r.getEventTime(), arrivedAt);
      envelope =
          Envelope.of(
              present(r.getCustomerId(), "customerId"),
              false,
              new ProfileStated(
                  r.getEventId(),
                  time,
                  r.getStaff(),
                  blankIsNone(r.getHouseholdId()),
                  r.getConsentPersonalisation(),
                  r.getConsentPush(),
                  blankIsNone(r.getTimeZone()),
                  r.getSegment(),
                  r.getPriceSensitive()));
    } else if (record instanceof ServiceCase r) {
      time = time(r.getEventId(), r.getEventTime(), arrivedAt);
      envelope =
          Envelope.of(
              present(r.getCustomerId(), "customerId"),
              false,
              new CaseChanged(
                  r.getEventId(),
                  time,
                  present(r.getCaseId(), "caseId"),
                  r.getChange() == CaseChange.OPENED,
                  r.getSku()));
    } else if (record instanceof Product r) {
      time = time(r.getEventId(), r.getEventTime(), arrivedAt);
      notNegative(r.getPriceMinor(), "priceMinor");
      notNegative(r.getCostMinor(), "costMinor");
      announcement =
          new ProductVersion(
              present(r.getSku(), "sku"),
              time,
              present(r.getFamily(), "family"),
              r.getCategory(),
              r.getPriceMinor(),
              r.getCostMinor(),
              List.copyOf(r.getAccessoryForFamilies()));
    } else if (record instanceof FeedProgress r) {
      time = time(r.getEventId(), r.getEventTime(), arrivedAt);
      announcement =
          new FeedReport(present(r.getFeed(), "feed"), time, r.getCompleteThrough().toEpochMilli());
    } else if (record instanceof ErasureRequest r) {
      time = time(r.getEventId(), r.getEventTime(), arrivedAt);
      envelope =
          Envelope.of(
              present(r.getCustomerId(), "customerId"), false, new Erased(r.getEventId(), time));
    } else if (record instanceof CouponEvent r) {
      time = time(r.getEventId(), r.getEventTime(), arrivedAt);
      String couponId = present(r.getCouponId(), "couponId");
      envelope =
          Envelope.of(
              couponId,
              false,
              new CouponChanged(
                  r.getEventId(), time, couponId, r.getChange(), blankIsNone(r.getOrderId())));
    } else if (record instanceof RuleSetVersion r) {
      time = time(r.getEventId(), r.getEventTime(), arrivedAt);
      announcement = rules(r, time);
    } else if (record instanceof CouponPolicyVersion r) {
      time = time(r.getEventId(), r.getEventTime(), arrivedAt);
      announcement = policy(r, time);
    } else {
      throw new IllegalStateException("no intake for " + record.getSchema().getName());
    }
    return new Arrival(topic, origin, bytes, time, envelope, announcement, null, null);
  }

  /**
   * The time that counts is the record's. Nothing is judged anew by rules that were not yet
   * published: they are in force from the record's own event time at the earliest.
   */
  private static RuleSetText rules(RuleSetVersion record, long time)
      throws MalformedRecordException {
    String id = present(record.getId(), "id");
    requireOne(RuleFiles.check(record.getDocument()), id, record.getVersion(), "rule set");
    long from = Math.max(record.getEffectiveFrom().toEpochMilli(), time);
    return new RuleSetText(id, record.getVersion(), from, record.getDocument());
  }

  /** The same holds of policies: no offer is decided by one that was not yet published. */
  private static PolicyText policy(CouponPolicyVersion record, long time)
      throws MalformedRecordException {
    String id = present(record.getId(), "id");
    requireOne(PolicyFiles.check(record.getDocument()), id, record.getVersion(), "policy");
    long from = Math.max(record.getEffectiveFrom().toEpochMilli(), time);
    return new PolicyText(id, record.getVersion(), from, record.getDocument());
  }

  /** A document must be right, and the one version that its record says. */
  private static void requireOne(
      Checked<? extends Versioned> document, String id, int version, String what)
      throws MalformedRecordException {
    if (!document.isRight()) {
      throw new MalformedRecordException(
          DeadLetterReason.INVALID_VALUE, "field 'document', " + document.problems().get(0));
    }
    if (document.versions().size() > 1) {
      throw new MalformedRecordException(
          DeadLetterReason.INVALID_VALUE, "field 'document' holds more than one " + what);
    }
    Versioned only = document.versions().get(0);
    if (!only.id().equals(id) || only.version() != version) {
      throw new MalformedRecordException(
          DeadLetterReason.INVALID_VALUE,
          "the record says version %d of '%s', its document version %d of '%s'"
              .formatted(version, id, only.version(), only.id()));
    }
  }

  private static Envelope of(Actor actor, Fact fact) throws MalformedRecordException {
    present(actor.getId(), "actor.id");
    return actor.getKind() == ActorKind.CUSTOMER
        ? Envelope.of(actor.getId(), false, fact)
        : Envelope.of(actor.getKind() + ":" + actor.getId(), true, fact);
  }

  private long time(String eventId, Instant eventTime, long arrivedAt)
      throws MalformedRecordException {
    present(eventId, "eventId");
    long time = eventTime.toEpochMilli();
    if (time < EARLIEST) {
      throw new MalformedRecordException(
          DeadLetterReason.TIME_OUT_OF_RANGE, "field 'eventTime' lies before the year 2000");
    }
    if (time > arrivedAt + futureToleranceMillis) {
      throw new MalformedRecordException(
          DeadLetterReason.TIME_IN_FUTURE, "field 'eventTime' lies in the future");
    }
    return time;
  }

  private static List<Bought.Line> boughtLines(Purchase purchase) throws MalformedRecordException {
    List<Bought.Line> lines = new ArrayList<>(purchase.getLines().size());
    for (PurchaseLine line : purchase.getLines()) {
      present(line.getSku(), "lines.sku");
      quantity(line.getQuantity());
      notNegative(line.getUnitPriceMinor(), "lines.unitPriceMinor");
      notNegative(
          line.getTrialDays() == null ? null : (long) line.getTrialDays(), "lines.trialDays");
      lines.add(
          new Bought.Line(
              line.getSku(),
              line.getQuantity(),
              line.getUnitPriceMinor(),
              line.getTrialDays() == null ? -1 : line.getTrialDays()));
    }
    return notEmpty(lines);
  }

  private static List<Returned.Line> returnedLines(ProductReturn returned)
      throws MalformedRecordException {
    List<Returned.Line> lines = new ArrayList<>(returned.getLines().size());
    for (ReturnLine line : returned.getLines()) {
      present(line.getSku(), "lines.sku");
      quantity(line.getQuantity());
      notNegative(line.getRefundMinor(), "lines.refundMinor");
      lines.add(new Returned.Line(line.getSku(), line.getQuantity(), line.getRefundMinor()));
    }
    return notEmpty(lines);
  }

  private static <T> List<T> notEmpty(List<T> lines) throws MalformedRecordException {
    if (lines.isEmpty()) {
      throw new MalformedRecordException(
          DeadLetterReason.INVALID_VALUE, "field 'lines' must not be empty");
    }
    return lines;
  }

  private static void quantity(int quantity) throws MalformedRecordException {
    if (quantity < 0) {
      throw new MalformedRecordException(
          DeadLetterReason.NEGATIVE_QUANTITY, "field 'lines.quantity' is negative");
    }
    if (quantity == 0) {
      throw new MalformedRecordException(
          DeadLetterReason.INVALID_VALUE, "field 'lines.quantity' must be at least 1");
    }
  }

  private static void notNegative(Long value, String field) throws MalformedRecordException {
    if (value != null && value < 0) {
      throw new MalformedRecordException(
          DeadLetterReason.INVALID_VALUE, "field '" + field + "' must not be negative");
    }
  }

  private static String blankIsNone(String value) {
    return value == null || value.isBlank() ? null : value;
  }

  private static String present(String value, String field) throws MalformedRecordException {
    if (value.isBlank()) {
      throw new MalformedRecordException(
          DeadLetterReason.MISSING_FIELD, "field '" + field + "' is blank");
    }
    return value;
  }
}
