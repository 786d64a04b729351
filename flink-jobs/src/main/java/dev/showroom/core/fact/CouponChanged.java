package dev.showroom.core.fact;

import dev.showroom.schemas.CouponChange;
import dev.showroom.schemas.codec.InTopic;

/** What became of a coupon, by the word of who delivered or took it; the order may be null. */
public record CouponChanged(
    String eventId, long time, String couponId, CouponChange change, String orderId)
    implements Fact {

  @Override
  public InTopic topic() {
    return InTopic.COUPON_EVENTS;
  }
}
