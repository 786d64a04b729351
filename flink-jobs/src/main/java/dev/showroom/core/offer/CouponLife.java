package dev.showroom.core.offer;

import dev.showroom.core.notice.CouponNotice;
import dev.showroom.core.notice.Notice;
import dev.showroom.core.notice.OutcomeNotice;
import dev.showroom.schemas.CouponState;
import dev.showroom.schemas.OutcomeKind;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * What becomes of a promise: ISSUED, DELIVERED, VIEWED, REDEEMED in this order, where steps may be
 * missing; EXPIRED after the last moment that it is valid; REVOKED where its alert is retracted or
 * its customer erased; FAILED where it could not be delivered. Nothing leads away from REDEEMED.
 *
 * <p>A till may have been cut off. What it says it took before a revocation took effect (at the
 * same moment counts as before, as redemptions are taken before retractions), or while the coupon
 * was valid, is REDEEMED after all, also after EXPIRED or FAILED. What it took later stays as it
 * was, and only the observer hears of it.
 */
class CouponLife {
  /** A till's late word can come for so long after the coupon was valid. */
  static final long KEPT_MILLIS = Duration.ofDays(30).toMillis();

  private final DeskStore store;
  private final Cards cards;
  private final Budgets budgets;
  private final Consumer<Notice> out;
  private final DeskObserver observer;

  CouponLife(
      DeskStore store, Cards cards, Budgets budgets, Consumer<Notice> out, DeskObserver observer) {
    this.store = store;
    this.cards = cards;
    this.budgets = budgets;
    this.out = out;
    this.observer = observer;
  }

  /** Keeps a new promise; from {@code now} on it may end. */
  void begin(Promise promise, long now) {
    store.promises().put(promise.key(), promise);
    long end = promise.coupon().validUntil() + 1;
    long endAt = Math.max(end, now + 1);
    store.hold(endAt, Due.at(endAt, Due.Chore.EXPIRE, promise.key()));
    Due forget = Due.after(endAt + KEPT_MILLIS, Due.Chore.FORGET_PROMISE, promise.key());
    store.hold(forget.time(), forget);
  }

  void news(DeskInput.News news, long now) {
    Promise promise = store.promises().get(news.couponId());
    if (promise == null || promise.lane().shadow() || isBefore(news, promise.coupon())) {
      observer.unknownCoupon();
      return;
    }
    switch (news.change()) {
      case DELIVERED -> forward(promise, CouponState.DELIVERED, now);
      case VIEWED -> forward(promise, CouponState.VIEWED, now);
      case REDEEMED -> redeem(promise, news.time(), now);
      case FAILED -> {
        if (promise.state() == CouponState.ISSUED) {
          end(promise, CouponState.FAILED, now);
        }
      }
    }
  }

  /** What happened before a coupon was issued did not happen to it. */
  private static boolean isBefore(DeskInput.News news, CouponNotice coupon) {
    return news.time() <= coupon.decidedAt();
  }

  private void forward(Promise promise, CouponState next, long now) {
    if (promise.isOpen() && promise.state().compareTo(next) < 0) {
      Promise moved = promise.in(next, now);
      store.promises().put(moved.key(), moved);
      tell(moved);
    }
  }

  private void redeem(Promise promise, long takenAt, long now) {
    if (promise.state() == CouponState.REDEEMED) {
      return;
    }
    if (!promise.isOpen() && !wasTakenInTime(promise.coupon(), takenAt)) {
      observer.redeemedTooLate();
      return;
    }
    Promise taken = promise.withoutDecision().in(CouponState.REDEEMED, now);
    tell(taken);
    store.promises().put(taken.key(), budgets.spend(taken, takenAt, now));
  }

  private static boolean wasTakenInTime(CouponNotice ended, long takenAt) {
    return ended.state() == CouponState.REVOKED
        ? takenAt <= ended.stateAt()
        : takenAt <= ended.validUntil();
  }

  /** The last moment that it is valid has passed. */
  void expire(String key, long now) {
    Promise promise = store.promises().get(key);
    if (promise != null && promise.isOpen()) {
      end(promise, CouponState.EXPIRED, now);
      if (promise.decision() != null && !promise.lane().shadow()) {
        out.accept(new OutcomeNotice(promise.decision(), 1, OutcomeKind.EXPIRED, now, 0, 0, false));
      }
    }
  }

  void revoke(String key, long now) {
    Promise promise = store.promises().get(key);
    if (promise != null && promise.isOpen()) {
      end(promise, CouponState.REVOKED, now);
    }
  }

  /** The alert was retracted: what was promised because of it is revoked, in all lanes. */
  void retract(String alertId, AlertFile file, long now) {
    revoke(Lane.LIVE.promiseKey(alertId), now);
    for (String lane : file.lanes()) {
      revoke(Lane.of(lane).promiseKey(alertId), now);
    }
  }

  /** It is kept no longer. */
  void forget(String key) {
    Promise promise = store.promises().get(key);
    if (promise != null) {
      store.promises().remove(key);
      cards.forgetPromise(promise.coupon().customerId(), key);
    }
  }

  /** Revokes what an erased customer could still use, and forgets all promises. */
  void erase(String customerId, long now) {
    for (String key : cards.erase(customerId, now)) {
      revoke(key, now);
      store.promises().remove(key);
    }
  }

  private void end(Promise promise, CouponState state, long now) {
    Promise ended = promise.withoutDecision().in(state, now);
    tell(ended);
    store.promises().put(ended.key(), budgets.release(ended, now));
  }

  private void tell(Promise promise) {
    if (!promise.lane().shadow()) {
      out.accept(promise.coupon());
    }
  }
}
