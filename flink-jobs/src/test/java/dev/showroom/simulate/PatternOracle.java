package dev.showroom.simulate;

import dev.showroom.schemas.BrowseAction;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.Purchase;
import dev.showroom.schemas.ReturnCondition;
import dev.showroom.schemas.ReturnLine;
import dev.showroom.schemas.ReturnReason;
import dev.showroom.simulate.EverythingKnown.Back;
import dev.showroom.simulate.EverythingKnown.Bought;
import dev.showroom.simulate.EverythingKnown.Look;
import dev.showroom.simulate.EverythingKnown.Person;
import dev.showroom.simulate.EverythingKnown.Visit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The patterns' definitions, word for word, over everything that ever happened: slow, plain, and
 * ignorant of how the world was made.
 */
final class PatternOracle {
  private static final Set<BrowseAction> NO_RESEARCH =
      EnumSet.of(
          BrowseAction.BARCODE_SCAN, BrowseAction.PRICE_MATCH_REQUEST, BrowseAction.CART_REMOVE);
  private static final Set<BrowseAction> PRICE_CHECK =
      EnumSet.of(BrowseAction.COMPARE, BrowseAction.BARCODE_SCAN, BrowseAction.PRICE_MATCH_REQUEST);
  private static final Set<ReturnReason> SUSPICIOUS =
      EnumSet.of(ReturnReason.CHANGED_MIND, ReturnReason.OTHER, ReturnReason.UNKNOWN);

  private final EverythingKnown known;
  private final long end;

  PatternOracle(SimulatedWorld world) {
    this.known = new EverythingKnown(world);
    this.end = world.options().endMillis();
  }

  /** Each as {@code customer family}, with {@code null} for a family where there is none. */
  Set<String> of(Pattern pattern) {
    Set<String> found = new TreeSet<>();
    for (Map.Entry<String, Person> entry : known.people.entrySet()) {
      Person person = entry.getValue();
      if (person.staff || person.erased) {
        continue;
      }
      String customer = entry.getKey();
      switch (pattern) {
        case SERIAL_RETURNER, ADVICE_DRAIN, COUPON_FISHING -> {
          if (holds(pattern, customer, person)) {
            found.add(customer + " null");
          }
        }
        default -> {
          for (String family : known.families) {
            if (holds(pattern, customer, person, family)) {
              found.add(customer + " " + family);
            }
          }
        }
      }
    }
    return found;
  }

  private boolean holds(Pattern pattern, String customer, Person person) {
    return switch (pattern) {
      case SERIAL_RETURNER -> returnsSerially(customer, person);
      case ADVICE_DRAIN -> drains(customer, person);
      default -> fishes(person);
    };
  }

  private boolean holds(Pattern pattern, String customer, Person person, String family) {
    return switch (pattern) {
      case RESEARCH_INSPECT_LEAVE ->
          person.visits.stream().anyMatch(visit -> leaves(customer, person, visit, family));
      case IN_STORE_PRICE_CHECK ->
          person.visits.stream().anyMatch(visit -> checks(customer, person, visit, family));
      case STORE_HOP -> hops(customer, person, family);
      case TRIAL_RETURN ->
          person.purchases.stream()
              .filter(bought -> bought.family().equals(family))
              .anyMatch(bought -> trialReturn(customer, person, bought) != null);
      case TRIAL_AT_RISK ->
          person.purchases.stream()
              .filter(bought -> bought.family().equals(family))
              .anyMatch(bought -> atRisk(person, bought));
      case ACCESSORY_TRACE -> traces(customer, person, family);
      default -> throw new IllegalArgumentException(pattern.name());
    };
  }

  private boolean leaves(String customer, Person person, Visit visit, String family) {
    // Research that a purchase has answered since does not count.
    long answered =
        person.purchases.stream()
            .filter(b -> b.family().equals(family) && b.time() < visit.enter)
            .mapToLong(b -> b.time() + 1)
            .max()
            .orElse(0);
    long from = Math.max(visit.enter - 14 * Times.DAY, answered);
    return research(person, family, from, visit.enter - 1) >= 3
        && visit.inspected(family, Long.MAX_VALUE)
        && stays(customer, person, family, visit.enter, visit.close, visit.close);
  }

  private boolean checks(String customer, Person person, Visit visit, String family) {
    return person.looks.stream()
        .filter(look -> look.family().equals(family) && PRICE_CHECK.contains(look.action()))
        .filter(look -> look.time() >= visit.enter && look.time() <= visit.close)
        .filter(look -> visit.inspected(family, look.time()))
        .anyMatch(look -> stays(customer, person, family, visit.enter, look.time(), visit.close));
  }

  private boolean hops(String customer, Person person, String family) {
    for (Visit first : person.visits) {
      for (Visit second : person.visits) {
        if (first.inspected(family, Long.MAX_VALUE)
            && second.inspected(family, Long.MAX_VALUE)
            && !first.storeId.equals(second.storeId)
            && first.close < second.close
            && second.close - first.close <= 7 * Times.DAY
            && stays(customer, person, family, first.enter, second.close, second.close)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Not bought in the week after, no complaint, and not after the end of the world. */
  private boolean stays(
      String customer, Person person, String family, long from, long anchor, long close) {
    return !known.bought(customer, family, from, close + 7 * Times.DAY)
        && !complains(person, family, anchor)
        && anchor < end;
  }

  private static boolean complains(Person person, String family, long time) {
    return person.complaints.values().stream()
        .filter(complaint -> complaint.family().equals(family))
        .anyMatch(c -> c.from() <= time + 7 * Times.DAY && c.until() > time);
  }

  /** When it is complete, or null. */
  private Long trialReturn(String customer, Person person, Bought bought) {
    for (Back back : person.returns) {
      boolean meant =
          bought.order().getChannel() == Channel.STORE
              && whollyReturns(back, bought)
              && back.time() - bought.time() <= 14 * Times.DAY
              && back.goods().getCondition() != ReturnCondition.SEALED
              && SUSPICIOUS.contains(back.goods().getReason())
              && !complains(person, bought.family(), back.time())
              && !siblingKept(person, bought)
              && !known.bought(
                  customer, bought.family(), bought.time() + 1, back.time() + 14 * Times.DAY);
      if (meant) {
        long first =
            person.looks.stream()
                .filter(look -> isResearch(look, bought.family()))
                .mapToLong(Look::time)
                .filter(time -> Math.abs(time - back.time()) <= 72 * Times.HOUR)
                .min()
                .orElse(Long.MAX_VALUE);
        return first == Long.MAX_VALUE ? null : (Long) Math.max(first, back.time());
      }
    }
    return null;
  }

  private static boolean siblingKept(Person person, Bought bought) {
    return person.purchases.stream()
        .filter(other -> other.order() == bought.order() && other != bought)
        .filter(other -> other.family().equals(bought.family()))
        .filter(other -> !other.line().getSku().equals(bought.line().getSku()))
        .anyMatch(other -> person.returns.stream().noneMatch(back -> whollyReturns(back, other)));
  }

  private boolean atRisk(Person person, Bought bought) {
    int days = bought.line().getTrialDays() == null ? 14 : bought.line().getTrialDays();
    for (Back back : person.returns) {
      if (bought.order().getChannel() == Channel.STORE
          && whollyReturns(back, bought)
          && SUSPICIOUS.contains(back.goods().getReason())
          && back.time() <= bought.time() + days * Times.DAY
          && !complains(person, bought.family(), back.time())) {
        List<Look> looks =
            person.looks.stream()
                .filter(look -> isResearch(look, bought.family()))
                .filter(look -> look.time() >= bought.time() + Times.DAY)
                .filter(look -> look.time() < back.time())
                .toList();
        return looks.size() >= 3 && looks.stream().anyMatch(Look::ofPrices);
      }
    }
    return false;
  }

  private boolean traces(String customer, Person person, String family) {
    return person.purchases.stream()
        .filter(b -> known.accessoryFor.get(b.family()).contains(family))
        .filter(b -> !known.bought(customer, family, 0, b.time()))
        .anyMatch(
            b ->
                person.visits.stream()
                    .filter(visit -> visit.inspected(family, b.time()))
                    .anyMatch(
                        visit ->
                            visit.close <= b.time() && visit.enter >= b.time() - 30 * Times.DAY));
  }

  private boolean returnsSerially(String customer, Person person) {
    List<Long> trials = new ArrayList<>();
    for (Bought bought : person.purchases) {
      Long time = trialReturn(customer, person, bought);
      if (time != null) {
        trials.add(time);
      }
    }
    return trials.stream()
        .filter(now -> trials.stream().filter(t -> within(t, now, 180)).count() >= 3)
        .anyMatch(
            now -> {
              long bought =
                  person.purchases.stream()
                      .filter(b -> within(b.time(), now, 180))
                      .mapToLong(b -> b.line().getQuantity() * b.line().getUnitPriceMinor())
                      .sum();
              long lines =
                  person.purchases.stream().filter(b -> within(b.time(), now, 180)).count();
              long back =
                  person.returns.stream()
                      .filter(b -> within(b.time(), now, 180))
                      .flatMap(b -> b.goods().getLines().stream())
                      .mapToLong(ReturnLine::getRefundMinor)
                      .sum();
              return lines >= 5 && back >= 0.5 * bought;
            });
  }

  private boolean drains(String customer, Person person) {
    List<Visit> advised =
        person.visits.stream()
            .filter(visit -> visit.exited && visit.advised())
            .filter(
                visit ->
                    person.purchases.stream()
                        .noneMatch(b -> b.time() >= visit.enter && b.time() <= visit.close))
            .toList();
    for (Visit last : advised) {
      List<Visit> month =
          advised.stream().filter(visit -> within(visit.close, last.close, 30)).toList();
      Visit first = month.stream().min(Comparator.comparingLong(v -> v.close)).orElseThrow();
      boolean settled =
          month.stream()
              .flatMap(visit -> visit.steps.stream())
              .anyMatch(
                  step ->
                      known.bought(
                          customer, step.family(), first.enter, last.close + 7 * Times.DAY));
      if (month.size() >= 3
          && month.stream().mapToInt(Visit::adviceSeconds).sum() >= 1_800
          && !settled) {
        return true;
      }
    }
    return false;
  }

  private static boolean fishes(Person person) {
    for (long now : person.orders.keySet()) {
      List<Purchase> window = new ArrayList<>();
      person.orders.forEach(
          (time, order) -> {
            if (within(time, now, 180)) {
              window.add(order);
            }
          });
      long coupons = window.stream().filter(order -> !order.getCouponIds().isEmpty()).count();
      if (coupons >= 3 && (double) coupons / window.size() >= 0.8) {
        return true;
      }
    }
    return false;
  }

  private static boolean within(long time, long now, int days) {
    return time <= now && time >= now - days * Times.DAY;
  }

  private static long research(Person person, String family, long from, long until) {
    return person.looks.stream()
        .filter(look -> isResearch(look, family))
        .filter(look -> look.time() >= from && look.time() <= until)
        .count();
  }

  private static boolean isResearch(Look look, String family) {
    return look.family().equals(family) && !NO_RESEARCH.contains(look.action());
  }

  private static boolean whollyReturns(Back back, Bought bought) {
    return back.goods().getOrderId().equals(bought.order().getOrderId())
        && back.goods().getLines().stream()
                .filter(line -> line.getSku().equals(bought.line().getSku()))
                .mapToInt(ReturnLine::getQuantity)
                .sum()
            >= bought.line().getQuantity();
  }
}
