package dev.showroom.reconcile;

import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.OutTopic;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Pushes that failed for good: of coupons that there are, and told to the job. */
final class PushBook {
  private static final String PUSH_FAILED = "-push-failed";

  private final Kept kept;
  private final Findings findings;
  private final Map<String, String> failed = new TreeMap<>();
  private final Set<String> told = new HashSet<>();

  PushBook(Kept kept, Findings findings) {
    this.kept = kept;
    this.findings = findings;
  }

  void failed(String couponId, String detail) {
    failed.merge(couponId, detail, (a, b) -> isIssued(a) ? a : b);
  }

  /** Takes note of an event of the input, if it tells the job of such a push. */
  void input(InTopic stream, String eventId) {
    if (stream == InTopic.COUPON_EVENTS && eventId.endsWith(PUSH_FAILED)) {
      told.add(eventId.substring(0, eventId.length() - PUSH_FAILED.length()));
    }
  }

  private static boolean isIssued(String detail) {
    return detail.startsWith("coupon.issued");
  }

  void check(CouponBook coupons, boolean anyInput) {
    failed.forEach(
        (couponId, detail) -> {
          if (!coupons.contains(couponId) && !kept.isCut(OutTopic.COUPONS)) {
            findings.add(Kind.PUSH_OF_NO_COUPON, couponId, Finding.NO_TIME, "");
          }
          if (isIssued(detail) && anyInput && !told.contains(couponId)) {
            findings.add(Kind.PUSH_FAILURE_NOT_TOLD, couponId, Finding.NO_TIME, "");
          }
        });
  }
}
