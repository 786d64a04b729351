package dev.showroom.simulate;

import dev.showroom.schemas.ReturnLine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The definitions of the patterns about a customer as a whole; each is found once at most. */
final class CustomerPatterns {
  private static final long HALF_A_YEAR = 180 * Times.DAY;

  private final Life life;
  private final List<Finding> found = new ArrayList<>();

  private CustomerPatterns(Life life) {
    this.life = life;
  }

  /**
   * @param trialReturns what was found of single families
   */
  static List<Finding> of(Life life, List<Finding> trialReturns) {
    CustomerPatterns patterns = new CustomerPatterns(life);
    patterns.serialReturner(
        trialReturns.stream()
            .filter(finding -> finding.pattern() == Pattern.TRIAL_RETURN)
            .sorted(Comparator.comparingLong(Finding::knowable))
            .toList());
    patterns.adviceDrain();
    patterns.couponFishing();
    return patterns.found;
  }

  private void serialReturner(List<Finding> trials) {
    for (int i = 2; i < trials.size(); i++) {
      long now = trials.get(i).knowable();
      long from = now - HALF_A_YEAR;
      List<Life.Bought> bought =
          life.purchases.stream()
              .filter(b -> b.mine() && b.time() >= from && b.time() <= now)
              .toList();
      long paid =
          bought.stream()
              .mapToLong(b -> b.line().getQuantity() * b.line().getUnitPriceMinor())
              .sum();
      long back =
          life.returns.stream()
              .filter(r -> r.time() >= from && r.time() <= now)
              .flatMap(r -> r.goods().getLines().stream())
              .mapToLong(ReturnLine::getRefundMinor)
              .sum();
      if (trials.get(i - 2).knowable() >= from && bought.size() >= 5 && 2 * back >= paid) {
        found.add(
            new Finding(Pattern.SERIAL_RETURNER, null, trials.get(i).anchor(), now, Finding.NONE));
        return;
      }
    }
  }

  private void adviceDrain() {
    List<VisitTold> advised =
        life.visits.stream()
            .filter(visit -> visit.advised() && visit.exited() && !boughtIn(visit))
            .sorted(Comparator.comparingLong(VisitTold::close))
            .toList();
    for (int last = 2; last < advised.size(); last++) {
      long now = advised.get(last).close();
      List<VisitTold> month =
          advised.subList(0, last + 1).stream()
              .filter(visit -> visit.close() >= now - 30 * Times.DAY)
              .toList();
      if (month.size() >= 3
          && month.stream().mapToInt(VisitTold::adviceSeconds).sum() >= 30 * 60
          && !boughtAfterAdvice(month, now + 7 * Times.DAY)) {
        long known = month.stream().mapToLong(VisitTold::knownFrom).max().orElse(now);
        found.add(
            new Finding(
                Pattern.ADVICE_DRAIN, null, now, Math.max(now, known), now + 7 * Times.DAY));
        return;
      }
    }
  }

  private boolean boughtIn(VisitTold visit) {
    return life.purchases.stream()
        .anyMatch(b -> b.mine() && b.time() >= visit.enter() && b.time() <= visit.close());
  }

  /** Advice that led to a purchase was well spent. */
  private boolean boughtAfterAdvice(List<VisitTold> visits, long until) {
    Set<String> families = new HashSet<>();
    visits.forEach(visit -> families.addAll(visit.families()));
    return families.stream().anyMatch(f -> life.bought(f, visits.get(0).enter(), until));
  }

  private void couponFishing() {
    for (Life.Order last : life.orders) {
      List<Life.Order> window =
          life.orders.stream()
              .filter(o -> o.time() <= last.time() && o.time() >= last.time() - HALF_A_YEAR)
              .toList();
      int coupons = window.stream().mapToInt(Life.Order::coupons).sum();
      long withOne = window.stream().filter(o -> o.coupons() > 0).count();
      if (coupons >= 3 && 10 * withOne >= 8L * window.size()) {
        found.add(
            new Finding(Pattern.COUPON_FISHING, null, last.time(), last.time(), Finding.NONE));
        return;
      }
    }
  }
}
