package dev.showroom.core.offer;

import dev.showroom.core.catalogue.ProductVersion;
import dev.showroom.core.notice.AlertNotice;
import dev.showroom.core.notice.BudgetNotice;
import dev.showroom.core.notice.CouponNotice;
import dev.showroom.core.notice.DecisionNotice;
import dev.showroom.core.notice.Notice;
import dev.showroom.core.notice.OfferIds;
import dev.showroom.core.policy.Policy;
import dev.showroom.schemas.AlertStatus;
import dev.showroom.schemas.CouponChange;
import dev.showroom.schemas.DecisionOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run came to, looked up the slow way: by going through all that was taken and all that was
 * told. Shares no code with the desk but the order of inputs of one moment.
 */
final class Reference {
  final DeskRun run;
  final List<DeskRun.Taken> taken;
  final List<DecisionNotice> decisions = new ArrayList<>();
  final Map<String, List<CouponNotice>> coupons = new HashMap<>();

  Reference(DeskRun run) {
    this.run = run;
    taken = new ArrayList<>(run.taken);
    taken.sort(
        (a, b) ->
            a.time() != b.time()
                ? Long.compare(a.time(), b.time())
                : DeskInput.ORDER.compare(a.input(), b.input()));
    for (Notice notice : run.told) {
      if (notice instanceof DecisionNotice decision) {
        decisions.add(decision);
      } else if (notice instanceof CouponNotice coupon) {
        coupons.computeIfAbsent(coupon.couponId(), any -> new ArrayList<>()).add(coupon);
      }
    }
  }

  static boolean isGrant(DecisionNotice decision) {
    return decision.outcome() != DecisionOutcome.SUPPRESSED;
  }

  static boolean isIssued(DecisionNotice decision) {
    return decision.outcome() == DecisionOutcome.ISSUED;
  }

  /** Whether the coupon was sent first and decided again later. */
  boolean wasSentAhead(DecisionNotice decision) {
    return decision.couponId() != null && run.ahead.containsKey(decision.couponId());
  }

  static String laneOf(DecisionNotice decision) {
    return decision.shadow() ? decision.policyId() : "";
  }

  Policy policyOf(DecisionNotice decision) {
    for (Policy policy : run.world.policies) {
      if (policy.id().equals(decision.policyId()) && policy.version() == decision.policyVersion()) {
        return policy;
      }
    }
    throw new AssertionError("no policy made " + decision);
  }

  /** Of the sku, or null. */
  ProductVersion productAt(String sku, long time) {
    ProductVersion found = null;
    for (ProductVersion version : run.world.products) {
      if (version.sku().equals(sku)
          && version.from() <= time
          && (found == null || found.from() < version.from())) {
        found = version;
      }
    }
    return found;
  }

  /** Whether the newest revision that was taken up to then, in order, retracts the alert. */
  boolean isRetractedAt(String alertId, long time) {
    AlertNotice newest = null;
    for (DeskRun.Taken one : taken) {
      if (one.time() <= time
          && one.input() instanceof DeskInput.Alert alert
          && alert.notice().alertId().equals(alertId)
          && (newest == null || newest.revision() < alert.notice().revision())) {
        newest = alert.notice();
      }
    }
    return newest != null && newest.status() == AlertStatus.RETRACTED;
  }

  /** When the alert was retracted by a revision that was the newest then, after {@code from}. */
  List<Long> retractions(String alertId, long from) {
    List<Long> times = new ArrayList<>();
    int newest = 0;
    for (DeskRun.Taken one : taken) {
      if (one.input() instanceof DeskInput.Alert alert
          && alert.notice().alertId().equals(alertId)
          && alert.notice().revision() > newest) {
        newest = alert.notice().revision();
        if (one.time() > from && alert.notice().status() == AlertStatus.RETRACTED) {
          times.add(one.time());
        }
      }
    }
    return times;
  }

  /** When the customer was erased; {@link Long#MAX_VALUE} for never. */
  long erasedAt(String customerId) {
    for (DeskRun.Taken one : taken) {
      if (one.input() instanceof DeskInput.Erasure erasure
          && erasure.customerId().equals(customerId)) {
        return one.time();
      }
    }
    return Long.MAX_VALUE;
  }

  /** When a till says that it took the coupon, which was heard of at {@code heardAt}. */
  long redeemedAt(String couponId, long heardAt) {
    for (DeskRun.Taken one : taken) {
      if (one.time() == heardAt
          && one.input() instanceof DeskInput.News news
          && news.couponId().equals(couponId)
          && news.change() == CouponChange.REDEEMED) {
        return news.time();
      }
    }
    throw new AssertionError("nobody redeemed " + couponId + " at " + heardAt);
  }

  /** When an offer that only stood on paper was taken off the books again. */
  long endOnPaper(DecisionNotice decision) {
    AlertNotice alert = decision.alert();
    long end = alert.anchorAt() + policyOf(decision).validForMillis() + 1;
    for (long retracted : retractions(alert.alertId(), decision.decidedAt())) {
      end = Math.min(end, retracted);
    }
    long erased = erasedAt(alert.customerId());
    return erased > decision.decidedAt() ? Math.min(end, erased) : end;
  }

  List<CouponNotice> statesOf(String alertId) {
    return coupons.getOrDefault(OfferIds.coupon(alertId), List.of());
  }

  List<BudgetNotice> budgets() {
    return run.told.stream()
        .filter(BudgetNotice.class::isInstance)
        .map(BudgetNotice.class::cast)
        .toList();
  }

  /** Of the alert, as far as that is known of anybody. */
  static String householdOf(DecisionNotice decision) {
    return decision.alert().standing() == null ? null : decision.alert().standing().householdId();
  }
}
