package dev.showroom.reconcile;

import dev.showroom.schemas.CouponDecision;
import dev.showroom.schemas.DecisionOutcome;
import dev.showroom.schemas.codec.OutTopic;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The decisions: one for each alert and policy, and a coupon for each that was issued. */
final class DecisionBook {
  private final Kept kept;
  private final Findings findings;
  private final Map<String, Entry> decisions = new TreeMap<>();
  private final Set<String> decidedAlerts = new HashSet<>();
  private final Set<String> issuedCoupons = new HashSet<>();

  /**
   * @param lane of a shadow policy, else empty
   */
  private record Entry(String alertId, String lane, boolean issued, String couponId, long time) {}

  DecisionBook(Kept kept, Findings findings) {
    this.kept = kept;
    this.findings = findings;
  }

  void add(CouponDecision decision) {
    long time = decision.getDecidedAt().toEpochMilli();
    findings.decidedAt(time);
    String lane = decision.getShadow() ? "shadow policy " + decision.getPolicyId() : "";
    Entry entry =
        new Entry(
            decision.getAlertId(),
            lane,
            decision.getOutcome() == DecisionOutcome.ISSUED && !decision.getShadow(),
            decision.getCouponId(),
            time);
    if (decisions.putIfAbsent(decision.getDecisionId(), entry) != null) {
      findings.add(Kind.DECISION_TWICE, decision.getDecisionId(), time, "");
      return;
    }
    if (lane.isEmpty()) {
      decidedAlerts.add(entry.alertId());
    }
    if (entry.issued()) {
      issuedCoupons.add(entry.couponId());
    }
  }

  boolean contains(String decisionId) {
    return decisions.containsKey(decisionId);
  }

  /** Whether by the policy that acts; one in shadow is none. */
  boolean isDecided(String alertId) {
    return decidedAlerts.contains(alertId);
  }

  boolean hasIssued(String couponId) {
    return issuedCoupons.contains(couponId);
  }

  void check(AlertBook alerts, CouponBook coupons) {
    Map<String, String> decided = new HashMap<>();
    decisions.forEach(
        (id, entry) -> {
          if (!alerts.contains(entry.alertId()) && !kept.isCut(OutTopic.ALERTS)) {
            findings.add(Kind.DECISION_WITHOUT_ALERT, id, entry.time(), "of " + entry.alertId());
          }
          String other = decided.putIfAbsent(entry.alertId() + " " + entry.lane(), id);
          if (other != null) {
            findings.add(
                Kind.ALERT_DECIDED_TWICE,
                entry.alertId(),
                entry.time(),
                "by " + other + " and " + id + (entry.lane().isEmpty() ? "" : ", " + entry.lane()));
          }
          if (entry.issued()
              && !kept.isAbsent(OutTopic.COUPONS)
              && !kept.isCut(OutTopic.COUPONS)
              && (entry.couponId() == null || !coupons.contains(entry.couponId()))) {
            findings.add(
                Kind.ISSUED_WITHOUT_COUPON, id, entry.time(), "coupon " + entry.couponId());
          }
        });
  }
}
