package dev.showroom.core.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All versions of all policies, and which are in force when. */
public final class PolicyBook {
  private static final Comparator<Policy> ORDER =
      Comparator.comparingLong(Policy::inForceFrom)
          .thenComparingInt(Policy::version)
          .thenComparing(Policy::id);

  private final List<Policy> policies;

  /**
   * @param policies in any order; of the same id and version the first counts
   */
  public PolicyBook(List<Policy> policies) {
    Map<String, Policy> unique = new TreeMap<>();
    policies.forEach(policy -> unique.putIfAbsent(policy.id() + "@" + policy.version(), policy));
    this.policies = new ArrayList<>(unique.values());
    this.policies.sort(ORDER);
  }

  /** The policy whose offers are sent at {@code time} (event time), or null before the first. */
  public Policy inForce(long time) {
    Policy found = null;
    for (Policy policy : policies) {
      if (!policy.shadow() && policy.inForceFrom() <= time) {
        found = policy;
      }
    }
    return found;
  }

  /**
   * The newest version of each policy that is only looked at. One id may be looked at first and in
   * force later: its newest version says which.
   */
  public List<Policy> shadowsAt(long time) {
    Map<String, Policy> newest = new TreeMap<>();
    for (Policy policy : policies) {
      if (policy.inForceFrom() <= time) {
        newest.put(policy.id(), policy);
      }
    }
    return newest.values().stream().filter(Policy::shadow).toList();
  }

  public List<Policy> all() {
    return List.copyOf(policies);
  }
}
