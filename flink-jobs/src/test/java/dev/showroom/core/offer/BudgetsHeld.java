package dev.showroom.core.offer;

import dev.showroom.core.notice.BudgetNotice;
import dev.showroom.core.notice.CouponNotice;
import dev.showroom.core.notice.DecisionNotice;
import dev.showroom.core.notice.Notice;
import dev.showroom.core.policy.Campaign;
import dev.showroom.core.policy.Policy;
import dev.showroom.schemas.OfferKind;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Whether no promise was made that a budget did not bear. All promises are listed and added up
 * again at each decision.
 */
final class BudgetsHeld {
  /** What was put aside for one promise, and what has become of it so far. */
  private static final class Put {
    final String lane;
    final String payer;
    final String store;
    final LocalDate day;
    final long amount;
    long endsOnPaperAt = Long.MAX_VALUE;
    long lapsesAt = Long.MAX_VALUE;
    boolean spent;
    boolean released;
    boolean ahead;

    Put(String lane, String payer, String store, LocalDate day, long amount) {
      this.lane = lane;
      this.payer = payer;
      this.store = store;
      this.day = day;
      this.amount = amount;
    }

    boolean isTaken(long now) {
      return (!released || spent) && endsOnPaperAt > now && lapsesAt > now;
    }
  }

  private final Reference reference;
  private final Broken.Found found;
  private final List<Put> puts = new ArrayList<>();
  private final Map<String, Put> byCoupon = new HashMap<>();
  private final Map<String, DecisionNotice> decisionOf = new HashMap<>();
  private final Set<Long> lapses = new HashSet<>();

  BudgetsHeld(Reference reference, Broken.Found found) {
    this.reference = reference;
    this.found = found;
  }

  void check() {
    for (DecisionNotice decision : reference.decisions) {
      if (decision.couponId() != null) {
        decisionOf.put(decision.couponId(), decision);
      }
    }
    int told = 0;
    for (Notice notice : reference.run.told) {
      adoptAt(told++);
      if (notice instanceof DecisionNotice decision && Reference.isIssued(decision)) {
        promised(decision);
      } else if (notice instanceof CouponNotice coupon) {
        changed(coupon);
      } else if (notice instanceof BudgetNotice budget) {
        checkTold(budget);
      }
    }
  }

  private void adoptAt(int told) {
    reference.run.ahead.forEach(
        (couponId, from) -> {
          DecisionNotice decision = decisionOf.get(couponId);
          if (from == told && decision != null && !byCoupon.containsKey(couponId)) {
            Put put = put(decision);
            if (put != null) {
              put.ahead = true;
              keep(put, couponId);
            }
          }
        });
  }

  private void keep(Put put, String couponId) {
    puts.add(put);
    if (couponId != null) {
      byCoupon.put(couponId, put);
    }
  }

  /** Null where it costs nothing. */
  private Put put(DecisionNotice decision) {
    if (decision.campaign() == null) {
      return null;
    }
    boolean points = decision.offer().kind() == OfferKind.POINTS;
    return new Put(
        Reference.laneOf(decision),
        decision.campaign(),
        points ? null : decision.alert().storeId(),
        day(decision),
        decision.offer().valueMinor() + decision.offer().costMinor());
  }

  private LocalDate day(DecisionNotice decision) {
    ZoneId zone = ZoneId.of(reference.policyOf(decision).timeZone());
    return LocalDate.ofInstant(Instant.ofEpochMilli(decision.decidedAt()), zone);
  }

  private void promised(DecisionNotice decision) {
    Put known = byCoupon.get(decision.couponId());
    if (known != null) {
      known.ahead = false;
      return;
    }
    Put next = put(decision);
    if (next == null) {
      return;
    }
    if (!reference.wasSentAhead(decision)) {
      checkRoom(decision, next);
    }
    if (decision.shadow()) {
      next.endsOnPaperAt = reference.endOnPaper(decision);
    }
    keep(next, decision.couponId());
  }

  private void checkRoom(DecisionNotice decision, Put next) {
    Policy policy = reference.policyOf(decision);
    long now = decision.decidedAt();
    if (decision.offer().kind() == OfferKind.POINTS) {
      check(
          sum(next, now, put -> true),
          policy.points().liabilityMostMinor(),
          Broken.BUDGET_POINTS,
          decision);
      return;
    }
    Campaign campaign = campaign(policy, next.payer);
    check(sum(next, now, put -> true), campaign.totalMinor(), Broken.BUDGET_TOTAL, decision);
    if (next.store != null) {
      long store = sum(next, now, put -> next.store.equals(put.store));
      check(store, campaign.perStoreMinor(), Broken.BUDGET_STORE, decision);
    }
    long today = sum(next, now, put -> put.day.equals(next.day));
    check(today, campaign.perDayMinor(), Broken.BUDGET_DAY, decision);
    if (campaign.paced()) {
      check(today, free(campaign, policy, now), Broken.BUDGET_PACE, decision);
    }
  }

  private void check(long sum, long limit, Broken what, DecisionNotice decision) {
    found.unless(sum <= limit, what, sum + " of " + limit + " by " + decision);
  }

  /** Of the same payer, with what is to be put aside now. */
  private long sum(Put next, long now, Predicate<Put> which) {
    long sum = next.amount;
    for (Put put : puts) {
      if (put.lane.equals(next.lane)
          && put.payer.equals(next.payer)
          && put.isTaken(now)
          && which.test(put)) {
        sum += put.amount;
      }
    }
    return sum;
  }

  private static long free(Campaign campaign, Policy policy, long now) {
    ZoneId zone = ZoneId.of(policy.timeZone());
    LocalDate day = LocalDate.ofInstant(Instant.ofEpochMilli(now), zone);
    long start = day.atStartOfDay(zone).toInstant().toEpochMilli();
    long end = day.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
    BigInteger whole = BigInteger.valueOf(campaign.perDayMinor());
    BigInteger passed =
        whole.multiply(BigInteger.valueOf(now - start)).divide(BigInteger.valueOf(end - start));
    BigInteger burst =
        whole.multiply(BigInteger.valueOf(campaign.burstMillis())).divide(BigInteger.TEN.pow(3));
    return passed.max(burst).longValueExact();
  }

  private void changed(CouponNotice coupon) {
    Put put = byCoupon.get(coupon.couponId());
    if (put == null) {
      return;
    }
    switch (coupon.state()) {
      case REDEEMED -> {
        put.spent = true;
        if (coupon.kind() == OfferKind.POINTS) {
          Policy policy = reference.policyOf(decisionOf.get(coupon.couponId()));
          long taken = reference.redeemedAt(coupon.couponId(), coupon.stateAt());
          put.lapsesAt = Math.max(taken + policy.points().lapseAfterMillis(), coupon.stateAt() + 1);
          lapses.add(put.lapsesAt);
        }
      }
      case EXPIRED, REVOKED, FAILED -> put.released = true;
      default -> {}
    }
  }

  private void checkTold(BudgetNotice budget) {
    if (lapses.contains(budget.time())) {
      // Of several that lapse at a moment one after the other is told.
      return;
    }
    long reserved = 0;
    long spent = 0;
    for (Put put : puts) {
      if (put.lane.isEmpty()
          && put.payer.equals(budget.campaign())
          && (budget.storeId() == null || budget.storeId().equals(put.store))
          && put.isTaken(budget.time())
          && (put.spent || !put.ahead)) {
        spent += put.spent ? put.amount : 0;
        reserved += put.spent ? 0 : put.amount;
      }
    }
    long limit = limit(budget);
    long left = limit == Long.MAX_VALUE ? limit : Math.max(0, limit - reserved - spent);
    BudgetNotice expected =
        new BudgetNotice(budget.campaign(), budget.storeId(), budget.time(), reserved, spent, left);
    found.unless(budget.equals(expected), Broken.BUDGET_TOLD, budget + " and not " + expected);
  }

  private long limit(BudgetNotice budget) {
    DeskWorld world = reference.run.world;
    Policy policy = world.book(world.texts()).inForce(budget.time());
    if (budget.campaign().equals("points")) {
      return policy.points() == null ? 0 : policy.points().liabilityMostMinor();
    }
    Campaign campaign = campaign(policy, budget.campaign());
    if (campaign == null) {
      return 0;
    }
    return budget.storeId() == null ? campaign.totalMinor() : campaign.perStoreMinor();
  }

  private static Campaign campaign(Policy policy, String id) {
    return policy.campaigns().stream().filter(one -> one.id().equals(id)).findFirst().orElse(null);
  }
}
