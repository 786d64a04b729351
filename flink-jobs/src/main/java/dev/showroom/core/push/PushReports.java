package dev.showroom.core.push;

import dev.showroom.schemas.CouponChange;
import dev.showroom.schemas.CouponEvent;
import dev.showroom.schemas.DeadLetter;
import dev.showroom.schemas.DeadLetterReason;
import dev.showroom.schemas.codec.AvroRecords;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.OutTopic;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;

/** Turns what could not be pushed into its records. */
public final class PushReports {
  /** That its records are of, without prefix. */
  public static final List<String> STREAMS =
      List.of(OutTopic.DEAD_LETTERS.topic(), InTopic.COUPON_EVENTS.topic());

  private final AvroRecords<DeadLetter> deadLetters = new AvroRecords<>(DeadLetter.class);
  private final AvroRecords<CouponEvent> events = new AvroRecords<>(CouponEvent.class);

  /**
   * The dead letter, and for a coupon the event that it failed, by which its budget is released; a
   * revoked one has none any more.
   *
   * @param at event time of the failure, epoch milliseconds
   */
  public List<PushReport> failed(PushOrder order, String detail, long at) {
    PushReport letter =
        deadLetter(order, DeadLetterReason.PUSH_FAILED, order.type() + ": " + detail);
    return order.isRevocation() ? List.of(letter) : List.of(letter, event(order, at));
  }

  /** A record of the coupons topic that is none. */
  public PushReport unreadable(PushOrder order) {
    return deadLetter(order, DeadLetterReason.UNDECODABLE, order.damage());
  }

  private PushReport event(PushOrder order, long at) {
    CouponEvent failed =
        CouponEvent.newBuilder()
            .setEventId(order.couponId() + "-push-failed")
            .setEventTime(Instant.ofEpochMilli(at))
            .setCouponId(order.couponId())
            .setChange(CouponChange.FAILED)
            .build();
    return new PushReport(InTopic.COUPON_EVENTS.topic(), order.couponId(), events.write(failed));
  }

  private PushReport deadLetter(PushOrder order, DeadLetterReason reason, String detail) {
    DeadLetter letter =
        DeadLetter.newBuilder()
            .setStream(OutTopic.COUPONS.topic())
            .setOrigin(order.origin())
            .setReason(reason)
            .setDetail(detail)
            .setPayload(ByteBuffer.wrap(order.record()))
            .build();
    return new PushReport(OutTopic.DEAD_LETTERS.topic(), order.origin(), deadLetters.write(letter));
  }
}
