package dev.showroom.reconcile;

import dev.showroom.core.catalogue.PolicyText;
import dev.showroom.core.intake.Arrival;
import dev.showroom.core.intake.Intake;
import dev.showroom.core.policy.Policy;
import dev.showroom.core.policy.PolicyBook;
import dev.showroom.core.policy.file.PolicyBooks;
import dev.showroom.schemas.Alert;
import dev.showroom.schemas.Coupon;
import dev.showroom.schemas.CouponDecision;
import dev.showroom.schemas.DeadLetter;
import dev.showroom.schemas.LateEvent;
import dev.showroom.schemas.Outcome;
import dev.showroom.schemas.codec.AvroRecords;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.JsonRecords;
import dev.showroom.schemas.codec.MalformedRecordException;
import dev.showroom.schemas.codec.OutTopic;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** Tells a {@link Reconciliation} the records, wherever they were read. */
final class Reading {
  /** In this order what belongs to something else was written after it was read. */
  static final List<OutTopic> ORDER =
      List.of(
          OutTopic.OUTCOMES,
          OutTopic.COUPON_DECISIONS,
          OutTopic.COUPONS,
          OutTopic.ALERTS,
          OutTopic.DEAD_LETTERS,
          OutTopic.LATE_EVENTS);

  private static final double MILLIS = 1_000.0;

  final Reconciliation reconciliation = new Reconciliation();
  // Whether a time has come yet is not asked here: its dead letter says so.
  private final Intake intake = new Intake(Duration.ZERO);
  private final List<PolicyText> published = new ArrayList<>();
  private final AvroRecords<Coupon> avroCoupons = new AvroRecords<>(Coupon.class);
  private final JsonRecords<Coupon> jsonCoupons = new JsonRecords<>(OutTopic.COUPONS.schema());
  private SpecificRecord decoded;

  void output(SpecificRecord record) {
    if (record instanceof Alert alert) {
      reconciliation.alert(alert);
    } else if (record instanceof CouponDecision decision) {
      reconciliation.decision(decision);
    } else if (record instanceof Coupon coupon) {
      reconciliation.coupon(coupon);
    } else if (record instanceof Outcome outcome) {
      reconciliation.outcome(outcome);
    } else if (record instanceof LateEvent late) {
      reconciliation.late(late);
    } else if (record instanceof DeadLetter letter) {
      reconciliation.deadLetter(
          letter,
          letter.getStream().equals(OutTopic.COUPONS.topic())
              ? couponId(letter.getPayload())
              : null);
    }
  }

  private String couponId(ByteBuffer payload) {
    byte[] bytes = new byte[payload.remaining()];
    payload.duplicate().get(bytes);
    try {
      return avroCoupons.read(bytes).getCouponId();
    } catch (MalformedRecordException e) {
      try {
        return jsonCoupons.read(bytes).getCouponId();
      } catch (MalformedRecordException alsoNot) {
        return null;
      }
    }
  }

  void input(InTopic stream, String origin, byte[] value, Intake.Decoder decoder, boolean read) {
    decoded = null;
    boolean dead = value == null;
    if (!dead) {
      Arrival arrival =
          intake.accept(
              stream,
              origin,
              value,
              Long.MAX_VALUE,
              bytes -> {
                decoded = decoder.decode(bytes);
                return decoded;
              });
      dead = arrival.isDead();
      if (arrival.announcement() instanceof PolicyText text) {
        published.add(text);
      }
    }
    Object id =
        decoded == null || decoded.getSchema().getField("eventId") == null
            ? null
            : decoded.get(decoded.getSchema().getField("eventId").pos());
    reconciliation.input(stream, origin, id == null ? null : id.toString(), dead, read);
  }

  /**
   * @param policy text of the policy that holds before any is published
   */
  Report report(String policy, long from, long until) {
    PolicyBook book = PolicyBooks.of(List.of(policy), published);
    return reconciliation.report(
        (pattern, score, time) -> {
          Policy inForce = book.inForce(time);
          return inForce != null
              && inForce.patterns().contains(pattern)
              && Math.round(score * MILLIS) >= inForce.minScoreMillis();
        },
        from,
        until);
  }
}
