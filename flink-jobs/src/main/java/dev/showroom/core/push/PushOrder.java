package dev.showroom.core.push;

import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import dev.showroom.schemas.CouponState;

/**
 * A record of the coupons topic that the provider is to be told of: that a coupon was issued, or
 * that it was revoked. Or one that cannot be read, which is no order but must not vanish.
 *
 * @param couponId of a record that cannot be read its origin
 * @param state ISSUED or REVOKED, the only ones that are pushed; null where it cannot be read
 * @param stateAt event time, epoch milliseconds
 * @param validUntil event time, epoch milliseconds, inclusive
 * @param writtenAt when the record was written, by the clock, epoch milliseconds
 * @param origin where it was read, for dead letters
 * @param record the coupon in Avro's single-object encoding, or the bytes that cannot be read
 * @param damage why they cannot be read, or null
 */
public record PushOrder(
    String couponId,
    CouponState state,
    long stateAt,
    long validUntil,
    long writtenAt,
    String origin,
    byte[] record,
    String damage) {
  private static final CouponState[] STATES = CouponState.values();

  public static PushOrder unreadable(String origin, byte[] bytes, String damage) {
    return new PushOrder(origin, null, 0, 0, 0, origin, bytes, damage);
  }

  public boolean isUnreadable() {
    return damage != null;
  }

  public boolean isRevocation() {
    return state == CouponState.REVOKED;
  }

  /** By which the provider tells copies: one for the coupon, another for its revocation. */
  public String idempotencyKey() {
    return isRevocation() ? couponId + "-revoked" : couponId;
  }

  /** What the provider is told, by its name. */
  public String type() {
    return isRevocation() ? "coupon.revoked" : "coupon.issued";
  }

  public byte[] pack() {
    return new PackWriter(record.length + 128)
        .text(couponId)
        .constant(state)
        .number(stateAt)
        .number(validUntil)
        .number(writtenAt)
        .text(origin)
        .block(record)
        .text(damage)
        .toBytes();
  }

  public static PushOrder unpack(byte[] packed) {
    PackReader in = new PackReader(packed);
    return new PushOrder(
        in.text(),
        in.constant(STATES),
        in.number(),
        in.number(),
        in.number(),
        in.text(),
        in.block(),
        in.text());
  }
}
