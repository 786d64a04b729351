package dev.showroom.backtest;

import dev.showroom.schemas.CouponDecision;
import dev.showroom.schemas.DecisionOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * An offer that a candidate's alerts lead to and the baseline's do not, or the other way round, or
 * that is another one.
 *
 * @param baseline what was decided on the alert by the baseline's rules; null where there was no
 *     alert to decide on
 * @param candidate likewise by the candidate's
 */
record OfferChange(Change.Kind kind, CouponDecision baseline, CouponDecision candidate) {

  /** In the order of the alerts' ids. */
  static List<OfferChange> of(List<CouponDecision> baseline, List<CouponDecision> candidate) {
    Map<String, CouponDecision> before = byAlert(baseline);
    Map<String, CouponDecision> after = byAlert(candidate);
    TreeSet<String> alerts = new TreeSet<>(before.keySet());
    alerts.addAll(after.keySet());
    List<OfferChange> changes = new ArrayList<>();
    for (String alert : alerts) {
      CouponDecision one = before.get(alert);
      CouponDecision other = after.get(alert);
      if (!isMade(one) && !isMade(other)) {
        continue;
      }
      if (!isMade(one)) {
        changes.add(new OfferChange(Change.Kind.ADDED, one, other));
      } else if (!isMade(other)) {
        changes.add(new OfferChange(Change.Kind.DROPPED, one, other));
      } else if (!isSame(one, other)) {
        changes.add(new OfferChange(Change.Kind.CHANGED, one, other));
      }
    }
    return changes;
  }

  /** The alert is decided on once. */
  private static Map<String, CouponDecision> byAlert(List<CouponDecision> decisions) {
    Map<String, CouponDecision> byAlert = new HashMap<>();
    decisions.forEach(decision -> byAlert.put(decision.getAlertId(), decision));
    return byAlert;
  }

  private static boolean isMade(CouponDecision decision) {
    return decision != null && decision.getOutcome() == DecisionOutcome.ISSUED;
  }

  private static boolean isSame(CouponDecision one, CouponDecision other) {
    return one.getDecidedAt().equals(other.getDecidedAt())
        && one.getOffer().equals(other.getOffer())
        && Objects.equals(one.getCampaign(), other.getCampaign());
  }

  /** Either of both; the candidate's where there is one. */
  CouponDecision decision() {
    return candidate == null ? baseline : candidate;
  }
}
