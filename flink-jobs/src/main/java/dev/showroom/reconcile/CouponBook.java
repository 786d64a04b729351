package dev.showroom.reconcile;

import dev.showroom.schemas.Coupon;
import dev.showroom.schemas.CouponState;
import dev.showroom.schemas.codec.OutTopic;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The coupons: one code each, by a decision, and none that is usable for a retracted alert. */
final class CouponBook {
  private static final Set<CouponState> HOLDS =
      EnumSet.of(CouponState.ISSUED, CouponState.DELIVERED, CouponState.VIEWED);

  private final Kept kept;
  private final Findings findings;
  private final Map<String, Entry> coupons = new TreeMap<>();

  private static final class Entry extends Revisions {
    String code;
    String alertId;
    CouponState state;
    long issuedAt = Long.MAX_VALUE;
    long validUntil;
  }

  CouponBook(Kept kept, Findings findings) {
    this.kept = kept;
    this.findings = findings;
  }

  void add(Coupon coupon) {
    Entry entry = coupons.computeIfAbsent(coupon.getCouponId(), id -> new Entry());
    long time =
        (coupon.getStateAt() == null ? coupon.getValidFrom() : coupon.getStateAt()).toEpochMilli();
    if (entry.code != null && !entry.code.equals(coupon.getCode())) {
      findings.add(Kind.COUPON_CODE_DIFFERS, coupon.getCouponId(), time, "");
    }
    entry.code = coupon.getCode();
    long digest = Digests.of(coupon);
    Long before = entry.digest(coupon.getRevision());
    if (before != null) {
      findings.addAgain(
          before == digest,
          Kind.COUPON_REVISION_DIFFERS,
          coupon.getCouponId(),
          coupon.getRevision(),
          time);
      return;
    }
    if (entry.add(coupon.getRevision(), digest)) {
      entry.state = coupon.getState();
    }
    entry.alertId = coupon.getAlertId();
    entry.issuedAt = Math.min(entry.issuedAt, time);
    entry.validUntil = coupon.getValidUntil().toEpochMilli();
  }

  boolean contains(String couponId) {
    return coupons.containsKey(couponId);
  }

  void check(AlertBook alerts, DecisionBook decisions) {
    coupons.forEach(
        (id, entry) -> {
          findings.addGaps(
              Kind.COUPON_REVISION_MISSING,
              id,
              entry,
              kept.isCut(OutTopic.COUPONS),
              1,
              entry.issuedAt);
          if (!decisions.hasIssued(id) && !kept.isCut(OutTopic.COUPON_DECISIONS)) {
            findings.addUnlessUnderWay(
                entry.issuedAt, Kind.COUPON_WITHOUT_DECISION, id, "of " + entry.alertId);
          }
          long retractedAt = alerts.retractedAt(entry.alertId);
          if (retractedAt != Finding.NO_TIME
              && HOLDS.contains(entry.state)
              && entry.validUntil >= retractedAt) {
            findings.addUnlessUnderWay(
                retractedAt, Kind.COUPON_NOT_REVOKED, id, entry.state + ", alert " + entry.alertId);
          }
        });
  }
}
