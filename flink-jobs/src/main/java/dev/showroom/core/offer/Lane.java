package dev.showroom.core.offer;

import dev.showroom.core.notice.OfferIds;
import dev.showroom.core.policy.Policy;

/**
 * The live policy decides in one lane, whatever its id and version; each policy that is only looked
 * at decides in a lane of its own. Lanes share no cap and no budget.
 */
record Lane(String name, boolean shadow) {
  static final Lane LIVE = new Lane("live", false);
  private static final String SHADOW = "shadow:";

  static Lane ofShadow(String policyId) {
    return new Lane(SHADOW + policyId, true);
  }

  static Lane of(String name) {
    return name.equals(LIVE.name) ? LIVE : new Lane(name, true);
  }

  /** One policy may be in force in an older version and looked at in a newer: two decisions. */
  String decisionId(Policy policy, String alertId) {
    return OfferIds.decision(shadow ? name : policy.id(), alertId);
  }

  /** What is promised here for the alert; of a shadow lane on paper only. */
  String promiseKey(String alertId) {
    return shadow ? OfferIds.decision(name, alertId) : OfferIds.coupon(alertId);
  }
}
