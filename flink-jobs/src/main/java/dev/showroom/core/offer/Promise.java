package dev.showroom.core.offer;

import dev.showroom.core.notice.CouponNotice;
import dev.showroom.core.notice.DecisionNotice;
import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import dev.showroom.schemas.CouponState;

/**
 * An offer that was made. In the live lane it is a coupon; in a shadow lane it stands on paper and
 * is there to take its share of the lane's budgets for as long as it would be valid.
 *
 * @param decision that it comes of, without alternatives; null once it has ended, or where it was
 *     sent ahead
 * @param reservation null where it costs nothing
 * @param money where the reservation stands
 * @param ahead whether it was sent before a crash, and its decision has not come again yet
 */
public record Promise(
    Lane lane,
    CouponNotice coupon,
    DecisionNotice decision,
    Reservation reservation,
    Money money,
    boolean ahead) {
  /** Of its packed form, with which that begins. */
  public static final int FORM = 1;

  private static final Money[] MONEY = Money.values();

  /** Where the money put aside for a promise stands. */
  enum Money {
    RESERVED,
    SPENT,
    RELEASED
  }

  String key() {
    return coupon.couponId();
  }

  CouponState state() {
    return coupon.state();
  }

  /** Whether it can still be taken up. */
  boolean isOpen() {
    return switch (state()) {
      case ISSUED, DELIVERED, VIEWED -> true;
      case REDEEMED, EXPIRED, REVOKED, FAILED -> false;
    };
  }

  /** Of one that was sent ahead of its time, no state is before that time. */
  Promise in(CouponState next, long now) {
    long at = Math.max(now, coupon.stateAt());
    return new Promise(lane, coupon.in(next, at), decision, reservation, money, ahead);
  }

  Promise with(Money next) {
    return new Promise(lane, coupon, decision, reservation, next, ahead);
  }

  Promise withoutDecision() {
    return new Promise(lane, coupon, null, reservation, money, ahead);
  }

  public byte[] pack() {
    PackWriter out =
        new PackWriter(512)
            .number(FORM)
            .text(lane.name())
            .block(coupon.pack())
            .constant(money)
            .flag(ahead)
            .flag(decision != null);
    if (decision != null) {
      out.block(decision.pack());
    }
    out.flag(reservation != null);
    if (reservation != null) {
      reservation.pack(out);
    }
    return out.toBytes();
  }

  public static Promise unpack(byte[] packed) {
    PackReader in = PackReader.ofForm(packed, FORM, "a promise");
    Lane lane = Lane.of(in.text());
    CouponNotice coupon = CouponNotice.unpack(in.block());
    Money money = in.constant(MONEY);
    boolean ahead = in.flag();
    DecisionNotice decision = in.flag() ? DecisionNotice.unpack(in.block()) : null;
    Reservation reservation = in.flag() ? Reservation.unpack(in) : null;
    return new Promise(lane, coupon, decision, reservation, money, ahead);
  }
}
