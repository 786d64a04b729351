package dev.showroom.simulate;

import dev.showroom.schemas.Actor;
import dev.showroom.schemas.ActorKind;
import dev.showroom.schemas.BrowseAction;
import dev.showroom.schemas.BrowseEvent;
import dev.showroom.schemas.CaseChange;
import dev.showroom.schemas.CustomerProfile;
import dev.showroom.schemas.ErasureRequest;
import dev.showroom.schemas.IdentityLink;
import dev.showroom.schemas.LinkChange;
import dev.showroom.schemas.LinkConfidence;
import dev.showroom.schemas.Product;
import dev.showroom.schemas.ProductReturn;
import dev.showroom.schemas.Purchase;
import dev.showroom.schemas.PurchaseLine;
import dev.showroom.schemas.Referrer;
import dev.showroom.schemas.ServiceCase;
import dev.showroom.schemas.VisitAction;
import dev.showroom.schemas.VisitEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Everything that ever happened in a world, given to whom it belongs in the end. */
final class EverythingKnown {
  private static final long LOOK_BACK = 30 * Times.DAY;
  private static final int MOST_PER_MINUTE = 120;

  record Look(long time, Actor actor, String family, BrowseAction action, boolean ofPrices) {}

  record Bought(long time, String customer, String family, Purchase order, PurchaseLine line) {}

  record Back(long time, ProductReturn goods) {}

  record Step(long time, VisitAction action, String family, int seconds) {}

  record Complaint(long from, long until, String family) {}

  static final class Visit {
    final String storeId;
    final long enter;
    long close;
    boolean exited;
    final List<Step> steps = new ArrayList<>();

    Visit(String storeId, long enter) {
      this.storeId = storeId;
      this.enter = enter;
      this.close = enter + 2 * Times.HOUR;
    }

    boolean inspected(String family, long until) {
      int actions = 0;
      int seconds = 0;
      for (Step step : steps) {
        if (step.time() <= until && step.family().equals(family)) {
          actions++;
          seconds += step.seconds();
        }
      }
      return actions >= 2 || seconds >= 120;
    }

    int adviceSeconds() {
      return steps.stream()
          .filter(step -> step.action() == VisitAction.ASSIST)
          .mapToInt(Step::seconds)
          .sum();
    }

    boolean advised() {
      return steps.stream().anyMatch(step -> step.action() == VisitAction.ASSIST);
    }
  }

  static final class Person {
    boolean staff;
    boolean erased;
    String household;
    final List<Look> looks = new ArrayList<>();
    final List<Bought> purchases = new ArrayList<>();
    final Map<Long, Purchase> orders = new TreeMap<>();
    final List<Back> returns = new ArrayList<>();
    final List<Visit> visits = new ArrayList<>();
    final Map<String, Complaint> complaints = new HashMap<>();
    private final Map<Actor, Visit> open = new HashMap<>();
  }

  final Map<String, Person> people = new TreeMap<>();
  final Map<String, List<String>> accessoryFor = new HashMap<>();
  final Set<String> families = new HashSet<>();
  private final Map<String, String> familyOf = new HashMap<>();
  private final Map<Actor, List<IdentityLink>> links = new HashMap<>();
  private final Map<String, List<Bought>> byHome = new HashMap<>();

  EverythingKnown(SimulatedWorld world) {
    for (SimulatedEvent event : world.events()) {
      if (event.record() instanceof Product product) {
        familyOf.put(product.getSku(), product.getFamily());
        families.add(product.getFamily());
        accessoryFor.put(product.getFamily(), product.getAccessoryForFamilies());
      } else if (event.record() instanceof IdentityLink link
          && link.getConfidence() == LinkConfidence.DETERMINISTIC) {
        links.computeIfAbsent(link.getActor(), actor -> new ArrayList<>()).add(link);
      }
    }
    world.events().forEach(this::take);
    people.values().forEach(EverythingKnown::leaveOutMachines);
  }

  boolean bought(String customer, String family, long from, long until) {
    return byHome.getOrDefault(home(customer), List.of()).stream()
        .anyMatch(b -> b.family().equals(family) && b.time() >= from && b.time() <= until);
  }

  private String home(String customer) {
    String household = person(customer).household;
    return household == null ? customer : household;
  }

  /** Any sixty seconds with more than so many acts are a machine's, all of them. */
  private static void leaveOutMachines(Person person) {
    Set<Look> machines = new HashSet<>();
    for (int i = MOST_PER_MINUTE; i < person.looks.size(); i++) {
      if (person.looks.get(i).time() - person.looks.get(i - MOST_PER_MINUTE).time()
          < Times.MINUTE) {
        machines.addAll(person.looks.subList(i - MOST_PER_MINUTE, i + 1));
      }
    }
    person.looks.removeAll(machines);
  }

  private void take(SimulatedEvent event) {
    long time = event.eventTime();
    if (event.record() instanceof CustomerProfile profile) {
      person(profile.getCustomerId()).staff = profile.getStaff();
      person(profile.getCustomerId()).household = profile.getHouseholdId();
    } else if (event.record() instanceof ErasureRequest erasure) {
      person(erasure.getCustomerId()).erased = true;
    } else if (event.record() instanceof ServiceCase service) {
      Map<String, Complaint> complaints = person(service.getCustomerId()).complaints;
      if (service.getChange() == CaseChange.OPENED) {
        String family = familyOf.get(service.getSku());
        complaints.put(service.getCaseId(), new Complaint(time, Long.MAX_VALUE, family));
      } else {
        complaints.computeIfPresent(
            service.getCaseId(), (id, open) -> new Complaint(open.from(), time, open.family()));
      }
    } else if (event.record() instanceof BrowseEvent browse) {
      String customer = customer(browse.getActor(), time);
      if (customer != null) {
        boolean ofPrices =
            browse.getAction() == BrowseAction.COMPARE
                || browse.getReferrer() == Referrer.PRICE_COMPARISON;
        String family = familyOf.get(browse.getSku());
        person(customer)
            .looks
            .add(new Look(time, browse.getActor(), family, browse.getAction(), ofPrices));
      }
    } else if (event.record() instanceof VisitEvent step) {
      String customer = customer(step.getActor(), time);
      if (customer != null) {
        take(person(customer), step, time);
      }
    } else if (event.record() instanceof Purchase purchase) {
      String customer = customer(purchase.getActor(), time);
      person(customer).orders.put(time, purchase);
      for (PurchaseLine line : purchase.getLines()) {
        Bought bought = new Bought(time, customer, familyOf.get(line.getSku()), purchase, line);
        person(customer).purchases.add(bought);
        byHome.computeIfAbsent(home(customer), id -> new ArrayList<>()).add(bought);
      }
    } else if (event.record() instanceof ProductReturn goods) {
      person(customer(goods.getActor(), time)).returns.add(new Back(time, goods));
    }
  }

  private void take(Person person, VisitEvent step, long time) {
    if (step.getAction() == VisitAction.ENTER || !person.open.containsKey(step.getActor())) {
      Visit visit = new Visit(step.getStoreId(), time);
      person.visits.add(visit);
      person.open.put(step.getActor(), visit);
    }
    Visit visit = person.open.get(step.getActor());
    visit.exited = step.getAction() == VisitAction.EXIT;
    visit.close = visit.exited ? time : time + 2 * Times.HOUR;
    if (step.getSku() != null) {
      int seconds = step.getSeconds() == null ? 0 : step.getSeconds();
      visit.steps.add(new Step(time, step.getAction(), familyOf.get(step.getSku()), seconds));
    }
  }

  private Person person(String customer) {
    return people.computeIfAbsent(customer, id -> new Person());
  }

  /** Null if the actor is nobody, everybody, or too late known to be anybody. */
  private String customer(Actor actor, long time) {
    if (actor.getKind() == ActorKind.CUSTOMER) {
      return actor.getId();
    }
    List<IdentityLink> all = links.getOrDefault(actor, List.of());
    Set<String> before = new HashSet<>();
    String owner = null;
    for (IdentityLink link : all) {
      boolean isLink = link.getChange() == LinkChange.LINK;
      if (at(link) <= time && isLink) {
        owner = link.getCustomerId();
        before.add(owner);
      }
    }
    if (before.isEmpty() && !all.isEmpty() && at(all.get(0)) - time <= LOOK_BACK) {
      owner = all.get(0).getCustomerId();
    }
    String taken = owner;
    boolean takenBack =
        all.stream()
            .anyMatch(
                link ->
                    link.getChange() == LinkChange.UNLINK && link.getCustomerId().equals(taken));
    if (takenBack) {
      // Whoever it is linked to next, not long after, is whose it was.
      owner =
          all.stream()
              .filter(link -> link.getChange() == LinkChange.LINK)
              .filter(link -> !link.getCustomerId().equals(taken))
              .filter(link -> at(link) > time && at(link) - time <= LOOK_BACK)
              .map(IdentityLink::getCustomerId)
              .findFirst()
              .orElse(null);
    }
    return before.size() > 4 ? null : owner;
  }

  private static long at(IdentityLink link) {
    return link.getEventTime().toEpochMilli();
  }
}
