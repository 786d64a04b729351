package dev.showroom.core.offer;

import dev.showroom.core.notice.CouponNotice;
import dev.showroom.core.notice.DecisionNotice;
import dev.showroom.core.notice.Notice;
import dev.showroom.core.notice.OutcomeNotice;
import dev.showroom.schemas.CouponState;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether each coupon was issued once, lived as coupons do, and was revoked when it had to be. */
final class CouponsHeld {
  private static final Set<CouponState> OPEN =
      EnumSet.of(CouponState.ISSUED, CouponState.DELIVERED, CouponState.VIEWED);

  private final Reference reference;
  private final Broken.Found found;

  CouponsHeld(Reference reference, Broken.Found found) {
    this.reference = reference;
    this.found = found;
  }

  void check() {
    reference.run.altered.forEach(coupon -> found.add(Broken.SENT_TWICE, coupon));
    Map<String, DecisionNotice> issuing = new HashMap<>();
    for (DecisionNotice decision : reference.decisions) {
      if (decision.couponId() != null) {
        found.unless(
            Reference.isIssued(decision) && !decision.shadow(), Broken.COUPON_LIFE, decision);
        issuing.put(decision.couponId(), decision);
      } else {
        found.unless(
            decision.shadow() || !Reference.isIssued(decision), Broken.COUPON_LIFE, decision);
      }
    }
    Set<String> expired = new HashSet<>();
    for (Notice notice : reference.run.told) {
      if (notice instanceof OutcomeNotice outcome) {
        found.unless(expired.add(outcome.decision().couponId()), Broken.COUPON_LIFE, outcome);
      }
    }
    reference.coupons.forEach(
        (couponId, states) -> {
          DecisionNotice decision = issuing.get(couponId);
          found.unless(
              decision != null || reference.run.ahead.containsKey(couponId),
              Broken.COUPON_LIFE,
              states);
          boolean ahead = reference.run.ahead.containsKey(couponId);
          checkLife(states, ahead);
          checkRevoked(states);
          boolean ends = states.stream().anyMatch(c -> c.state() == CouponState.EXPIRED);
          found.unless(ahead || ends == expired.contains(couponId), Broken.COUPON_LIFE, states);
        });
    for (String couponId : issuing.keySet()) {
      found.unless(
          reference.coupons.containsKey(couponId) || reference.run.ahead.containsKey(couponId),
          Broken.COUPON_LIFE,
          couponId);
    }
  }

  private void checkLife(List<CouponNotice> states, boolean ahead) {
    CouponNotice before = null;
    for (CouponNotice now : states) {
      if (before == null) {
        found.unless(ahead || now.state() == CouponState.ISSUED, Broken.COUPON_LIFE, states);
      } else {
        found.unless(now.revision() == before.revision() + 1, Broken.COUPON_LIFE, states);
        found.unless(now.stateAt() >= before.stateAt(), Broken.COUPON_LIFE, states);
        found.unless(isStep(before, now), Broken.COUPON_LIFE, states);
      }
      before = now;
    }
  }

  private boolean isStep(CouponNotice from, CouponNotice to) {
    if (to.state() == CouponState.REDEEMED && !OPEN.contains(from.state())) {
      long took = reference.redeemedAt(to.couponId(), to.stateAt());
      return switch (from.state()) {
        case REVOKED -> took <= from.stateAt();
        case EXPIRED, FAILED -> took <= from.validUntil();
        default -> false;
      };
    }
    return switch (to.state()) {
      case ISSUED -> false;
      case DELIVERED -> from.state() == CouponState.ISSUED;
      case VIEWED -> from.state() == CouponState.ISSUED || from.state() == CouponState.DELIVERED;
      case FAILED -> from.state() == CouponState.ISSUED;
      case REDEEMED -> OPEN.contains(from.state()) && to.stateAt() <= from.validUntil();
      case REVOKED -> OPEN.contains(from.state());
      case EXPIRED -> OPEN.contains(from.state()) && to.stateAt() > from.validUntil();
    };
  }

  /** After a retraction, and after an erasure, nothing can be used any more. */
  private void checkRevoked(List<CouponNotice> states) {
    CouponNotice first = states.get(0);
    for (long at : reference.retractions(first.alertId(), first.decidedAt())) {
      checkClosed(states, at);
    }
    long erasedAt = reference.erasedAt(first.customerId());
    if (erasedAt > first.decidedAt() && erasedAt != Long.MAX_VALUE) {
      checkClosed(states, erasedAt);
      found.unless(
          states.stream().allMatch(state -> state.stateAt() <= erasedAt), Broken.ERASED, states);
    }
  }

  private void checkClosed(List<CouponNotice> states, long at) {
    CouponNotice last = null;
    for (CouponNotice state : states) {
      if (state.stateAt() <= at) {
        last = state;
      }
    }
    found.unless(last == null || !OPEN.contains(last.state()), Broken.NOT_REVOKED, states);
  }
}
