package dev.showroom.simulate;

import dev.showroom.schemas.Actor;
import dev.showroom.schemas.ActorKind;
import dev.showroom.schemas.BrowseAction;
import dev.showroom.schemas.BrowseEvent;
import dev.showroom.schemas.CaseChange;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.ProductReturn;
import dev.showroom.schemas.Purchase;
import dev.showroom.schemas.PurchaseLine;
import dev.showroom.schemas.Referrer;
import dev.showroom.schemas.ServiceCase;
import dev.showroom.schemas.VisitAction;
import dev.showroom.schemas.VisitEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What is certain about one customer when all is in: their diary with every link applied, and
 * without what machines did in their name. Purchases include those of who lives with them.
 */
final class Life {
  private static final int MOST_HUMAN_EVENTS_PER_MINUTE = 120;
  private static final Set<BrowseAction> RESEARCH =
      EnumSet.of(
          BrowseAction.VIEW,
          BrowseAction.SEARCH,
          BrowseAction.COMPARE,
          BrowseAction.STOCK_CHECK,
          BrowseAction.WISHLIST_ADD,
          BrowseAction.CART_ADD);
  private static final Set<BrowseAction> PRICE_CHECK =
      EnumSet.of(BrowseAction.COMPARE, BrowseAction.BARCODE_SCAN, BrowseAction.PRICE_MATCH_REQUEST);

  record Look(long time, long knownFrom, String family, BrowseAction action, boolean ofPrices) {
    boolean isResearch() {
      return RESEARCH.contains(action);
    }

    boolean isPriceCheck() {
      return PRICE_CHECK.contains(action);
    }
  }

  /**
   * @param mine whether the customer paid, and not who lives with them
   */
  record Bought(
      long time, String family, Channel channel, String order, PurchaseLine line, boolean mine) {}

  record Order(long time, int coupons) {}

  record Returned(long time, ProductReturn goods) {}

  record Case(long opened, long closed, String family) {}

  final List<Look> looks = new ArrayList<>();
  final List<VisitTold> visits = new ArrayList<>();
  final List<Bought> purchases = new ArrayList<>();
  final List<Order> orders = new ArrayList<>();
  final List<Returned> returns = new ArrayList<>();
  final Map<String, Case> cases = new HashMap<>();

  private final Function<String, String> familyOf;
  private final Owners owners;
  private final Map<Actor, VisitTold> open = new HashMap<>();

  private Life(Function<String, String> familyOf, Owners owners) {
    this.familyOf = familyOf;
    this.owners = owners;
  }

  /**
   * @param events in any order
   * @param familyOf the family of a sku
   */
  static Life of(
      String customerId, List<SimulatedEvent> events, Function<String, String> familyOf) {
    List<SimulatedEvent> ordered = events.stream().sorted(SimulatedEvent.ORDER).toList();
    Life life = new Life(familyOf, new Owners(customerId, ordered));
    Set<SimulatedEvent> byMachines = bursts(ordered);
    ordered.stream().filter(event -> !byMachines.contains(event)).forEach(life::take);
    return life;
  }

  boolean bought(String family, long from, long until) {
    return purchases.stream()
        .anyMatch(b -> b.family().equals(family) && b.time() >= from && b.time() <= until);
  }

  private static Set<SimulatedEvent> bursts(List<SimulatedEvent> events) {
    Set<SimulatedEvent> found = new HashSet<>();
    Deque<SimulatedEvent> minute = new ArrayDeque<>();
    for (SimulatedEvent event : events) {
      if (event.record() instanceof BrowseEvent) {
        minute.add(event);
        while (event.eventTime() - minute.peek().eventTime() >= Times.MINUTE) {
          minute.remove();
        }
        if (minute.size() > MOST_HUMAN_EVENTS_PER_MINUTE) {
          found.addAll(minute);
        }
      }
    }
    return found;
  }

  private void take(SimulatedEvent event) {
    long time = event.eventTime();
    if (event.record() instanceof BrowseEvent browse) {
      long known = owners.knownFrom(browse.getActor(), time);
      if (known != Owners.NEVER) {
        boolean ofPrices =
            browse.getAction() == BrowseAction.COMPARE
                || browse.getReferrer() == Referrer.PRICE_COMPARISON;
        String family = familyOf.apply(browse.getSku());
        looks.add(new Look(time, known, family, browse.getAction(), ofPrices));
      }
    } else if (event.record() instanceof VisitEvent step) {
      long known = owners.knownFrom(step.getActor(), time);
      if (known != Owners.NEVER) {
        take(step, time, known);
      }
    } else if (event.record() instanceof Purchase purchase) {
      take(purchase, time);
    } else if (event.record() instanceof ProductReturn goods) {
      returns.add(new Returned(time, goods));
    } else if (event.record() instanceof ServiceCase service) {
      String family = service.getSku() == null ? null : familyOf.apply(service.getSku());
      Case before = cases.get(service.getCaseId());
      cases.put(
          service.getCaseId(),
          service.getChange() == CaseChange.OPENED
              ? new Case(time, Long.MAX_VALUE, family)
              : new Case(before.opened(), time, family));
    }
  }

  private void take(VisitEvent step, long time, long known) {
    // Where a link's look-back begins within a visit, the rest of the visit is all that is known.
    if (step.getAction() == VisitAction.ENTER || !open.containsKey(step.getActor())) {
      VisitTold visit = new VisitTold(step.getStoreId(), time);
      open.put(step.getActor(), visit);
      visits.add(visit);
    }
    String family = step.getSku() == null ? null : familyOf.apply(step.getSku());
    open.get(step.getActor()).take(step, time, known, family);
  }

  private void take(Purchase purchase, long time) {
    Actor payer = purchase.getActor();
    boolean mine =
        payer.getKind() != ActorKind.CUSTOMER || owners.knownFrom(payer, time) != Owners.NEVER;
    for (PurchaseLine line : purchase.getLines()) {
      String family = familyOf.apply(line.getSku());
      purchases.add(
          new Bought(time, family, purchase.getChannel(), purchase.getOrderId(), line, mine));
    }
    if (mine) {
      orders.add(new Order(time, purchase.getCouponIds().size()));
    }
  }
}
