package dev.showroom.core.offer;

import dev.showroom.core.notice.CouponNotice;
import dev.showroom.core.policy.Policy;
import java.time.Duration;

/**
 * Takes in coupons that were sent before a crash and are not known any more. Until their decisions
 * come again they are kept apart: decisions that were made before them come to the same as before,
 * but nothing new is issued that would not bear them as well.
 */
final class Adoption {
  /** For points of a policy that is not known yet. */
  private static final long YEAR_MILLIS = Duration.ofDays(366).toMillis();

  private final DeskStore store;
  private final Policies policies;
  private final Cards cards;
  private final Budgets budgets;
  private final CouponLife life;

  Adoption(DeskParts parts) {
    store = parts.store();
    policies = parts.policies();
    cards = parts.cards();
    budgets = parts.budgets();
    life = parts.life();
  }

  /**
   * @param now the next moment that the desk takes anything at
   */
  void adopt(CouponNotice sent, long now) {
    boolean isOver = sent.validUntil() + CouponLife.KEPT_MILLIS < now;
    if (isOver
        || store.promises().get(sent.couponId()) != null
        || cards.customer(sent.customerId()).isErased(now)) {
      return;
    }
    // What became of it since comes again, too.
    CouponNotice coupon = sent.issued();
    Reservation reservation = reservation(coupon);
    if (reservation != null) {
      budgets.reserveAhead(reservation);
    }
    Grant grant =
        new Grant(Lane.LIVE.name(), coupon.decidedAt(), coupon.family(), coupon.couponId(), true);
    cards.grant(coupon.customerId(), coupon.householdKey(), grant, coupon.couponId());
    life.begin(
        new Promise(Lane.LIVE, coupon, null, reservation, Promise.Money.RESERVED, true), now);
  }

  private Reservation reservation(CouponNotice coupon) {
    if (!coupon.money() || coupon.campaign() == null) {
      return null;
    }
    boolean points = coupon.campaign().equals(Budgets.POINTS);
    return new Reservation(
        Lane.LIVE.name(),
        coupon.campaign(),
        points ? null : coupon.storeId(),
        Reservation.NO_DAY,
        coupon.valueMinor() + coupon.costMinor(),
        points ? lapseAfter(coupon.decidedAt()) : -1);
  }

  private long lapseAfter(long decidedAt) {
    Policy policy = policies.inForce(decidedAt);
    return policy == null || policy.points() == null
        ? YEAR_MILLIS
        : policy.points().lapseAfterMillis();
  }
}
