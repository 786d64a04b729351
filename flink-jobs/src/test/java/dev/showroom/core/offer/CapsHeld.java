package dev.showroom.core.offer;

import dev.showroom.core.notice.CouponNotice;
import dev.showroom.core.notice.DecisionNotice;
import dev.showroom.core.policy.Policy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/** Whether nobody was granted more than the caps allow, counted from what was told. */
final class CapsHeld {
  private record Granted(
      String lane, long time, String customer, String household, String family, String alert) {}

  private final Reference reference;
  private final Broken.Found found;
  private final List<Granted> granted = new ArrayList<>();

  CapsHeld(Reference reference, Broken.Found found) {
    this.reference = reference;
    this.found = found;
  }

  void check() {
    Map<String, DecisionNotice> byCoupon = new HashMap<>();
    for (DecisionNotice decision : reference.decisions) {
      if (decision.couponId() != null) {
        byCoupon.put(decision.couponId(), decision);
      }
    }
    int told = 0;
    for (Object notice : reference.run.told) {
      told++;
      if (!(notice instanceof DecisionNotice decision) || !Reference.isGrant(decision)) {
        continue;
      }
      List<Granted> counted = new ArrayList<>(granted);
      if (Reference.isIssued(decision) && !decision.shadow()) {
        // What was sent ahead by then, and is decided again only later.
        for (Map.Entry<String, Integer> ahead : reference.run.ahead.entrySet()) {
          DecisionNotice later = byCoupon.get(ahead.getKey());
          if (ahead.getValue() < told && later != null) {
            counted.add(of(later, reference.run.sent.get(ahead.getKey())));
          }
        }
      }
      if (!reference.wasSentAhead(decision)) {
        check(decision, counted);
      }
      granted.add(of(decision, null));
    }
  }

  private static Granted of(DecisionNotice decision, CouponNotice sent) {
    return new Granted(
        Reference.laneOf(decision),
        sent == null ? decision.decidedAt() : sent.decidedAt(),
        decision.alert().customerId(),
        Reference.householdOf(decision),
        decision.alert().family(),
        decision.alert().alertId());
  }

  private void check(DecisionNotice decision, List<Granted> before) {
    Policy.Caps caps = reference.policyOf(decision).caps();
    Granted next = of(decision, null);
    Predicate<Granted> own = other -> other.customer().equals(next.customer());
    Predicate<Granted> house =
        own.or(other -> next.household() != null && next.household().equals(other.household()));
    Predicate<Granted> family = other -> Objects.equals(other.family(), next.family());
    if (next.family() != null) {
      long mine = count(before, next, own.and(family), caps.perFamilyMillis());
      found.unless(mine < caps.perFamily(), Broken.CAP_FAMILY, decision);
      long ours = count(before, next, house.and(family), caps.perFamilyMillis());
      found.unless(!caps.household() || ours < caps.perFamily(), Broken.CAP_HOUSEHOLD, decision);
    }
    long mine = count(before, next, own, caps.perCustomerMillis());
    found.unless(mine < caps.perCustomer(), Broken.CAP_CUSTOMER, decision);
    long ours = count(before, next, house, caps.perCustomerMillis());
    found.unless(!caps.household() || ours < caps.perCustomer(), Broken.CAP_HOUSEHOLD, decision);
  }

  private static long count(
      List<Granted> before, Granted next, Predicate<Granted> which, long span) {
    return before.stream()
        .filter(other -> other.lane().equals(next.lane()))
        .filter(other -> !other.alert().equals(next.alert()))
        .filter(other -> Math.abs(next.time() - other.time()) <= span)
        .filter(which)
        .map(Granted::alert)
        .distinct()
        .count();
  }
}
