package dev.showroom.live.push;

import dev.showroom.core.push.PushOrder;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.Coupon;
import dev.showroom.schemas.CouponState;
import dev.showroom.schemas.OfferKind;
import dev.showroom.schemas.codec.AvroRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Coupons as the desk issues and revokes them. */
public final class Coupons {
  public static final Duration VALID = Duration.ofHours(48);

  private Coupons() {}

  public static Coupon issued(String id, Instant at) {
    return Coupon.newBuilder()
        .setCouponId(id)
        .setCustomerId("c-of-" + id)
        .setCode("CODE-" + id)
        .setKind(OfferKind.COUPON)
        .setValueMinor(500)
        .setFamily("fam-1")
        .setChannels(List.of(Channel.STORE, Channel.ONLINE))
        .setValidFrom(at)
        .setValidUntil(at.plus(VALID))
        .setAlertId("a-of-" + id)
        .setState(CouponState.ISSUED)
        .setRevision(1)
        .setStateAt(at)
        .setMoney(true)
        .build();
  }

  public static Coupon revoked(String id, Instant issuedAt, Instant at) {
    Coupon coupon = issued(id, issuedAt);
    coupon.setState(CouponState.REVOKED);
    coupon.setRevision(2);
    coupon.setStateAt(at);
    return coupon;
  }

  /** As it is read from the topic, where it was written as soon as it was decided. */
  public static PushOrder order(Coupon coupon) {
    return order(coupon, coupon.getStateAt().toEpochMilli());
  }

  public static PushOrder order(Coupon coupon, long writtenAt) {
    return new PushOrder(
        coupon.getCouponId(),
        coupon.getState(),
        coupon.getStateAt().toEpochMilli(),
        coupon.getValidUntil().toEpochMilli(),
        writtenAt,
        "coupons-0-" + coupon.getCouponId() + "#" + coupon.getRevision(),
        new AvroRecords<>(Coupon.class).write(coupon),
        null);
  }
}
