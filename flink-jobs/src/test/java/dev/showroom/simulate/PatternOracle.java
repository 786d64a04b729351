package dev.showroom.simulate;

import dev.showroom.schemas.Actor;
import dev.showroom.schemas.ActorKind;
import dev.showroom.schemas.BrowseAction;
import dev.showroom.schemas.BrowseEvent;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.CustomerProfile;
import dev.showroom.schemas.IdentityLink;
import dev.showroom.schemas.LinkConfidence;
import dev.showroom.schemas.Product;
import dev.showroom.schemas.ProductReturn;
import dev.showroom.schemas.Purchase;
import dev.showroom.schemas.PurchaseLine;
import dev.showroom.schemas.Referrer;
import dev.showroom.schemas.ReturnCondition;
import dev.showroom.schemas.ReturnLine;
import dev.showroom.schemas.ReturnReason;
import dev.showroom.schemas.VisitAction;
import dev.showroom.schemas.VisitEvent;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The patterns' definitions, word for word, over everything that ever happened: slow, plain, and
 * ignorant of how the world was made.
 */
final class PatternOracle {
  private static final Set<BrowseAction> RESEARCH =
      EnumSet.of(
          BrowseAction.VIEW,
          BrowseAction.SEARCH,
          BrowseAction.COMPARE,
          BrowseAction.STOCK_CHECK,
          BrowseAction.WISHLIST_ADD,
          BrowseAction.CART_ADD);
  private static final Set<ReturnReason> SUSPICIOUS =
      EnumSet.of(ReturnReason.CHANGED_MIND, ReturnReason.OTHER, ReturnReason.UNKNOWN);
  private static final long LOOK_BACK = 30 * Times.DAY;

  private record Look(long time, String family, boolean ofPrices) {}

  private record Bought(
      long time, String family, Channel channel, String order, PurchaseLine line) {}

  private record Back(long time, ProductReturn goods) {}

  private record Inspection(String family, int seconds) {}

  private static final class Visit {
    final String storeId;
    final long enter;
    long close;
    final List<Inspection> inspections = new ArrayList<>();

    Visit(String storeId, long enter) {
      this.storeId = storeId;
      this.enter = enter;
      this.close = enter + 2 * Times.HOUR;
    }

    boolean inspected(String family) {
      List<Inspection> of = inspections.stream().filter(i -> i.family().equals(family)).toList();
      return of.size() >= 2 || of.stream().mapToInt(Inspection::seconds).sum() >= 120;
    }
  }

  private static final class Person {
    boolean staff;
    String household;
    final List<Look> looks = new ArrayList<>();
    final List<Bought> purchases = new ArrayList<>();
    final List<Back> returns = new ArrayList<>();
    final List<Visit> visits = new ArrayList<>();
    final Map<Actor, Visit> open = new HashMap<>();
  }

  private final Map<String, String> familyOf = new HashMap<>();
  private final Map<Actor, IdentityLink> links = new HashMap<>();
  private final Map<String, Person> people = new HashMap<>();
  private final Map<String, List<Bought>> householdPurchases = new HashMap<>();

  PatternOracle(SimulatedWorld world) {
    for (SimulatedEvent event : world.events()) {
      if (event.record() instanceof Product product) {
        familyOf.put(product.getSku(), product.getFamily());
      } else if (event.record() instanceof IdentityLink link
          && link.getConfidence() == LinkConfidence.DETERMINISTIC) {
        links.put(link.getActor(), link);
      }
    }
    world.events().forEach(this::take);
  }

  /** Each as {@code customer family}. */
  Set<String> of(Pattern pattern) {
    Set<String> found = new TreeSet<>();
    people.forEach(
        (customer, person) -> {
          if (!person.staff) {
            for (String family : Set.copyOf(familyOf.values())) {
              if (holds(pattern, customer, person, family)) {
                found.add(customer + " " + family);
              }
            }
          }
        });
    return found;
  }

  private boolean holds(Pattern pattern, String customer, Person person, String family) {
    return switch (pattern) {
      case RESEARCH_INSPECT_LEAVE ->
          person.visits.stream().anyMatch(visit -> leaves(customer, person, visit, family));
      case STORE_HOP -> hops(customer, person, family);
      case TRIAL_RETURN ->
          person.purchases.stream()
              .filter(bought -> bought.family().equals(family))
              .anyMatch(bought -> trialReturn(customer, person, bought));
      case TRIAL_AT_RISK ->
          person.purchases.stream()
              .filter(bought -> bought.family().equals(family))
              .anyMatch(bought -> atRisk(person, bought));
      default -> throw new IllegalArgumentException(pattern.name());
    };
  }

  private boolean leaves(String customer, Person person, Visit visit, String family) {
    long research =
        person.looks.stream()
            .filter(look -> look.family().equals(family))
            .filter(look -> look.time() < visit.enter)
            .filter(look -> look.time() >= visit.enter - 14 * Times.DAY)
            .count();
    return research >= 3
        && visit.inspected(family)
        && !bought(customer, family, visit.enter, visit.close + 7 * Times.DAY);
  }

  private boolean hops(String customer, Person person, String family) {
    List<Visit> inspected = person.visits.stream().filter(v -> v.inspected(family)).toList();
    for (Visit first : inspected) {
      for (Visit second : inspected) {
        if (!first.storeId.equals(second.storeId)
            && first.close < second.close
            && second.close - first.close <= 7 * Times.DAY
            && !bought(customer, family, first.enter, second.close + 7 * Times.DAY)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean trialReturn(String customer, Person person, Bought bought) {
    return bought.channel() == Channel.STORE
        && person.returns.stream()
            .filter(back -> whollyReturns(back, bought))
            .filter(back -> back.time() - bought.time() <= 14 * Times.DAY)
            .filter(back -> back.goods().getCondition() != ReturnCondition.SEALED)
            .filter(back -> SUSPICIOUS.contains(back.goods().getReason()))
            .filter(back -> lookedUpAround(person, bought.family(), back.time()))
            .anyMatch(
                back ->
                    !bought(customer, bought.family(), back.time(), back.time() + 14 * Times.DAY));
  }

  private static boolean lookedUpAround(Person person, String family, long time) {
    return person.looks.stream()
        .filter(look -> look.family().equals(family))
        .anyMatch(look -> Math.abs(look.time() - time) <= 72 * Times.HOUR);
  }

  private boolean atRisk(Person person, Bought bought) {
    long until =
        Math.min(
            bought.time() + 14 * Times.DAY,
            person.returns.stream()
                .filter(back -> whollyReturns(back, bought))
                .mapToLong(Back::time)
                .min()
                .orElse(Long.MAX_VALUE));
    List<Look> looks =
        person.looks.stream()
            .filter(look -> look.family().equals(bought.family()))
            .filter(look -> look.time() >= bought.time() + Times.DAY && look.time() < until)
            .toList();
    return bought.channel() == Channel.STORE
        && looks.size() >= 3
        && looks.stream().anyMatch(Look::ofPrices);
  }

  private static boolean whollyReturns(Back back, Bought bought) {
    return back.goods().getOrderId().equals(bought.order())
        && back.goods().getLines().stream()
                .filter(line -> line.getSku().equals(bought.line().getSku()))
                .mapToInt(ReturnLine::getQuantity)
                .sum()
            >= bought.line().getQuantity();
  }

  /** By the customer, or by anybody they live with. */
  private boolean bought(String customer, String family, long from, long until) {
    return householdPurchases.getOrDefault(home(customer), List.of()).stream()
        .anyMatch(b -> b.family().equals(family) && b.time() >= from && b.time() <= until);
  }

  private String home(String customer) {
    String household = people.get(customer).household;
    return household == null ? customer : household;
  }

  private void take(SimulatedEvent event) {
    if (event.record() instanceof CustomerProfile profile) {
      Person person = person(profile.getCustomerId());
      person.staff = profile.getStaff();
      person.household = profile.getHouseholdId();
    } else if (event.record() instanceof BrowseEvent browse) {
      String customer = customer(browse.getActor(), event.eventTime());
      if (customer != null && RESEARCH.contains(browse.getAction())) {
        boolean ofPrices =
            browse.getAction() == BrowseAction.COMPARE
                || browse.getReferrer() == Referrer.PRICE_COMPARISON;
        person(customer)
            .looks
            .add(new Look(event.eventTime(), familyOf.get(browse.getSku()), ofPrices));
      }
    } else if (event.record() instanceof VisitEvent step) {
      String customer = customer(step.getActor(), event.eventTime());
      if (customer != null) {
        take(person(customer), step, event.eventTime());
      }
    } else if (event.record() instanceof Purchase purchase) {
      String customer = customer(purchase.getActor(), event.eventTime());
      for (PurchaseLine line : purchase.getLines()) {
        Bought bought =
            new Bought(
                event.eventTime(),
                familyOf.get(line.getSku()),
                purchase.getChannel(),
                purchase.getOrderId(),
                line);
        person(customer).purchases.add(bought);
        householdPurchases.computeIfAbsent(home(customer), id -> new ArrayList<>()).add(bought);
      }
    } else if (event.record() instanceof ProductReturn goods) {
      person(customer(goods.getActor(), event.eventTime()))
          .returns
          .add(new Back(event.eventTime(), goods));
    }
  }

  private void take(Person person, VisitEvent step, long time) {
    if (step.getAction() == VisitAction.ENTER) {
      Visit visit = new Visit(step.getStoreId(), time);
      person.visits.add(visit);
      person.open.put(step.getActor(), visit);
      return;
    }
    Visit visit = person.open.get(step.getActor());
    visit.close = step.getAction() == VisitAction.EXIT ? time : time + 2 * Times.HOUR;
    if (step.getSku() != null) {
      int seconds = step.getSeconds() == null ? 0 : step.getSeconds();
      visit.inspections.add(new Inspection(familyOf.get(step.getSku()), seconds));
    }
  }

  private Person person(String customer) {
    return people.computeIfAbsent(customer, id -> new Person());
  }

  /** Null if the actor is never, or too late, known to be anybody. */
  private String customer(Actor actor, long time) {
    if (actor.getKind() == ActorKind.CUSTOMER) {
      return actor.getId();
    }
    IdentityLink link = links.get(actor);
    boolean known = link != null && link.getEventTime().toEpochMilli() - time <= LOOK_BACK;
    return known ? link.getCustomerId() : null;
  }
}
