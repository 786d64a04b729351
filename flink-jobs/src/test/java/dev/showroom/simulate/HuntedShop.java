package dev.showroom.simulate;

import dev.showroom.core.notice.Standing;
import dev.showroom.core.policy.Policy;
import dev.showroom.schemas.Purchase;
import dev.showroom.schemas.VisitAction;
import dev.showroom.schemas.VisitEvent;
import java.util.List;
import java.util.Set;

/** A shop whose customers are coupon hunters, all of them; each whole show raises an alert. */
final class HuntedShop extends ShopWithDesk {
  private static final String SHOW = "RESEARCH_INSPECT_LEAVE";
  private final CouponHunter hunter = new CouponHunter();

  HuntedShop(int customers, int days, long seed, Policy policy) {
    super(SimulationOptions.of(customers, days, seed), policy);
    for (int number = 1; number <= customers; number++) {
      people.put(Ids.customer(number), new Person());
      goOn(Ids.customer(number), Long.MIN_VALUE);
    }
  }

  @Override
  Simulation.Lived live(int number, List<DecisionMade> decisions) {
    Shopper shopper = new Shopper(number, options, catalogue, decisions);
    hunter.live(shopper);
    return new Simulation.Lived(
        shopper, Answers.write(shopper, CouponHunter.LABEL, catalogue, options.seed()));
  }

  /** Who leaves a store where a thing that was studied was handled, and is given no reason to. */
  @Override
  void sees(String customerId, Person person, SimulatedEvent event) {
    if (!(event.record() instanceof VisitEvent step) || step.getAction() != VisitAction.EXIT) {
      return;
    }
    long now = event.eventTime();
    Life life = Life.of(customerId, person.events, catalogue::familyOf);
    VisitTold visit = life.visits.stream().filter(v -> v.close() == now).findFirst().orElseThrow();
    for (String id : visit.families()) {
      long looks =
          life.looks.stream()
              .filter(look -> look.isResearch() && look.family().equals(id))
              .filter(look -> look.time() < visit.enter())
              .count();
      if (visit.inspected(id) && looks >= 3) {
        Family family = catalogue.family(id);
        raise(
            person,
            suspected(
                "a-" + customerId + id,
                customerId,
                SHOW,
                family,
                family.items().get(0),
                now,
                standing(person, now)));
      }
    }
  }

  private static Standing standing(Person person, long now) {
    boolean fishes = isFishing(person, now);
    return new Standing(
        null,
        true,
        true,
        "UTC",
        null,
        null,
        false,
        false,
        true,
        fishes ? Set.of(SHOW, "COUPON_FISHING") : Set.of(SHOW));
  }

  /** Whether the alert was ever raised: it stands. */
  static boolean isFishing(Person person, long now) {
    List<Purchase> orders =
        person.events.stream()
            .filter(event -> event.eventTime() <= now)
            .filter(event -> event.record() instanceof Purchase)
            .sorted(SimulatedEvent.ORDER)
            .map(event -> (Purchase) event.record())
            .toList();
    int with = 0;
    for (int i = 0; i < orders.size(); i++) {
      with += orders.get(i).getCouponIds().isEmpty() ? 0 : 1;
      if (!orders.get(i).getCouponIds().isEmpty() && with >= 3 && 10 * with >= 8 * (i + 1)) {
        return true;
      }
    }
    return false;
  }
}
