package dev.showroom.core.journey;

import static dev.showroom.core.Facts.DAY;
import static dev.showroom.core.Facts.HOUR;
import static dev.showroom.core.Facts.MINUTE;

import dev.showroom.core.catalogue.Catalogue;
import dev.showroom.core.catalogue.ProductVersion;
import dev.showroom.core.fact.Bought;
import dev.showroom.core.fact.Browse;
import dev.showroom.core.fact.CaseChanged;
import dev.showroom.core.fact.Erased;
import dev.showroom.core.fact.Fact;
import dev.showroom.core.fact.FactCodec;
import dev.showroom.core.fact.MemberBought;
import dev.showroom.core.fact.ProfileStated;
import dev.showroom.core.fact.Returned;
import dev.showroom.core.fact.VisitStep;
import dev.showroom.schemas.BrowseAction;
import dev.showroom.schemas.Referrer;
import dev.showroom.schemas.VisitAction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What is known of the customer at one moment, for the {@link ReferenceDetector}. */
final class ReferenceView {
  private static final Set<BrowseAction> RESEARCH =
      EnumSet.of(
          BrowseAction.VIEW,
          BrowseAction.SEARCH,
          BrowseAction.COMPARE,
          BrowseAction.STOCK_CHECK,
          BrowseAction.WISHLIST_ADD,
          BrowseAction.CART_ADD);
  private static final Set<VisitAction> INSPECTION =
      EnumSet.of(VisitAction.DEMO, VisitAction.TRY_ON, VisitAction.ASSIST, VisitAction.SCAN);

  /** Steps in one store until an EXIT, or a pause of more than two hours. */
  record Stay(List<VisitStep> steps) {
    String id() {
      return steps.get(0).eventId();
    }

    String store() {
      return steps.get(0).storeId();
    }

    long enter() {
      return steps.get(0).time();
    }

    long close() {
      VisitStep last = steps.get(steps.size() - 1);
      return last.action() == VisitAction.EXIT ? last.time() : last.time() + 2 * HOUR;
    }
  }

  final long now;
  final List<Browse> browsing;
  final List<VisitStep> steps;
  final List<Stay> stays;
  final List<Bought> orders;
  final List<MemberBought> household;
  final List<Returned> returns;
  private final List<Fact> known = new ArrayList<>();
  private final Catalogue catalogue;

  ReferenceView(long now, List<Known> all, Catalogue catalogue) {
    this.now = now;
    this.catalogue = catalogue;
    Map<List<Object>, Fact> byId = new LinkedHashMap<>();
    for (Known some : all) {
      Fact fact = some.fact();
      long age = now - fact.time();
      boolean forgotten =
          switch (fact.topic()) {
            case BROWSING, STORE_VISITS -> age > 30 * DAY;
            case PURCHASES, RETURNS -> age > 180 * DAY;
            default -> false;
          };
      if (some.from() <= now && now < some.until() && !forgotten) {
        byId.merge(
            List.of(fact.topic(), fact.time(), fact.eventId()),
            fact,
            (one, other) ->
                Arrays.compareUnsigned(FactCodec.pack(one), FactCodec.pack(other)) <= 0
                    ? one
                    : other);
      }
    }
    known.addAll(byId.values());
    known.sort(
        Comparator.comparingLong(Fact::time)
            .thenComparing(Fact::topic)
            .thenComparing(Fact::eventId));
    browsing = byPeople(of(Browse.class));
    steps = of(VisitStep.class);
    stays = staysOf(steps);
    orders = of(Bought.class);
    household = of(MemberBought.class);
    returns = of(Returned.class);
  }

  private <T extends Fact> List<T> of(Class<T> kind) {
    return known.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  boolean isKnown(String eventId) {
    return known.stream().anyMatch(fact -> fact.eventId().equals(eventId));
  }

  boolean isErased() {
    return !of(Erased.class).isEmpty();
  }

  /** Leaves out what belongs to less than a minute with more than 120 events. */
  private static List<Browse> byPeople(List<Browse> all) {
    Set<Browse> machine = new LinkedHashSet<>();
    for (int first = 0; first + 120 < all.size(); first++) {
      int next = first;
      while (next < all.size() && all.get(next).time() - all.get(first).time() < MINUTE) {
        next++;
      }
      if (next - first > 120) {
        machine.addAll(all.subList(first, next));
      }
    }
    return all.stream().filter(browse -> !machine.contains(browse)).toList();
  }

  private static List<Stay> staysOf(List<VisitStep> steps) {
    List<Stay> stays = new ArrayList<>();
    Set<String> stores = new TreeSet<>();
    steps.forEach(step -> stores.add(step.storeId()));
    for (String store : stores) {
      VisitStep before = null;
      for (VisitStep step : steps) {
        if (step.storeId().equals(store)) {
          if (before == null
              || before.action() == VisitAction.EXIT
              || step.time() - before.time() > 2 * HOUR) {
            stays.add(new Stay(new ArrayList<>()));
          }
          stays.get(stays.size() - 1).steps().add(step);
          before = step;
        }
      }
    }
    stays.sort(Comparator.comparingLong(Stay::enter).thenComparing(Stay::store));
    return stays;
  }

  // ---- products

  /** Family of a sku; a sku without a product record is its own. */
  String family(String sku, long time) {
    return sku == null ? null : catalogue.familyOf(sku, time);
  }

  /** What families a sku is an accessory for. */
  List<String> accessoryFor(String sku, long time) {
    ProductVersion product = catalogue.asOf(sku, time);
    return product == null ? List.of() : product.accessoryFor();
  }

  /** Whether it is of the family; everything is of the customer's own scope, which is empty. */
  boolean isOf(String scope, String sku, long time) {
    return scope.isEmpty() || scope.equals(family(sku, time));
  }

  // ---- kinds of facts; spans include both ends

  List<Browse> research(String family, long from, long to) {
    return browsing.stream()
        .filter(browse -> RESEARCH.contains(browse.action()))
        .filter(browse -> browse.time() >= from && browse.time() <= to)
        .filter(browse -> isOf(family, browse.sku(), browse.time()))
        .toList();
  }

  static boolean isComparison(Browse browse) {
    return browse.action() == BrowseAction.COMPARE
        || browse.referrer() == Referrer.PRICE_COMPARISON;
  }

  static boolean isInspection(VisitStep step) {
    return INSPECTION.contains(step.action());
  }

  List<VisitStep> inspections(List<VisitStep> among, String family, long from, long to) {
    return among.stream()
        .filter(ReferenceView::isInspection)
        .filter(step -> step.time() >= from && step.time() <= to)
        .filter(step -> isOf(family, step.sku(), step.time()))
        .toList();
  }

  List<Bought> orders(String scope, long from, long to) {
    return orders.stream()
        .filter(order -> order.time() >= from && order.time() <= to)
        .filter(
            order -> order.lines().stream().anyMatch(line -> isOf(scope, line.sku(), order.time())))
        .toList();
  }

  /** Event id of the first purchase by the customer, else by somebody of the household; or null. */
  String purchase(String scope, long from, long to) {
    List<Bought> own = orders(scope, from, to);
    if (!own.isEmpty()) {
      return own.get(0).eventId();
    }
    return household.stream()
        .filter(bought -> bought.time() >= from && bought.time() <= to)
        .filter(bought -> bought.skus().stream().anyMatch(sku -> isOf(scope, sku, bought.time())))
        .map(MemberBought::eventId)
        .findFirst()
        .orElse(null);
  }

  static Set<String> idsOf(List<? extends Fact> facts) {
    Set<String> ids = new LinkedHashSet<>();
    facts.forEach(fact -> ids.add(fact.eventId()));
    return ids;
  }

  // ---- excuses

  boolean isStaff(long time) {
    boolean staff = false;
    for (ProfileStated profile : of(ProfileStated.class)) {
      staff = profile.time() <= time ? profile.staff() : staff;
    }
    return staff;
  }

  /** Event id of a case that is open about the scope or about nothing in particular; or null. */
  String openCase(String scope, long time) {
    Map<String, CaseChanged> last = new LinkedHashMap<>();
    for (CaseChanged change : of(CaseChanged.class)) {
      if (change.time() <= time) {
        last.put(change.caseId(), change);
      }
    }
    for (CaseChanged change : last.values()) {
      if (change.open()
          && time - change.time() <= 180 * DAY
          && (change.sku() == null || isOf(scope, change.sku(), change.time()))) {
        return change.eventId();
      }
    }
    return null;
  }

  boolean isExcused(String scope, long time) {
    return isStaff(time) || openCase(scope, time) != null;
  }
}
