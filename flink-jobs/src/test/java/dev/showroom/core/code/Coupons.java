package dev.showroom.core.code;

import dev.showroom.schemas.Channel;
import dev.showroom.schemas.Coupon;
import dev.showroom.schemas.CouponState;
import dev.showroom.schemas.OfferKind;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** Coupons and keys to test with. */
final class Coupons {
  static final long FROM = Instant.parse("2026-03-02T10:00:00Z").toEpochMilli();
  static final long UNTIL = Instant.parse("2026-03-04T10:00:00Z").toEpochMilli();
  static final String CUSTOMER = "c-1";

  private Coupons() {}

  static Coupon coupon(String id) {
    return Coupon.newBuilder()
        .setCouponId(id)
        .setCustomerId(CUSTOMER)
        .setCode("")
        .setKind(OfferKind.COUPON)
        .setValueMinor(1_500)
        .setSku("tv-55")
        .setFamily("tv")
        .setChannels(List.of(Channel.STORE, Channel.ONLINE))
        .setValidFrom(Instant.ofEpochMilli(FROM))
        .setValidUntil(Instant.ofEpochMilli(UNTIL))
        .setAlertId("a-1")
        .setState(CouponState.ISSUED)
        .setRevision(1)
        .setLeastPriceMinor(40_000L)
        .setMoney(true)
        .build();
  }

  static Coupon in(Coupon coupon, CouponState state) {
    return Coupon.newBuilder(coupon).setState(state).setRevision(coupon.getRevision() + 1).build();
  }

  static CodeKey key(char id, long seed) {
    byte[] secret = new byte[32];
    new Random(seed).nextBytes(secret);
    return new CodeKey(id, secret);
  }

  static CodeKeys keys(CodeKey... keys) {
    return new CodeKeys(List.of(keys));
  }

  /** Signs it as the job does. */
  static Coupon signed(Coupon coupon, CodeKeys keys) {
    return Coupon.newBuilder(coupon)
        .setCode(CouponCode.sign(CouponTerms.of(coupon), keys).format())
        .build();
  }
}
