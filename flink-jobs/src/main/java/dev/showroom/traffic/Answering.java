package dev.showroom.traffic;

import dev.showroom.schemas.Coupon;
import dev.showroom.schemas.CouponDecision;
import dev.showroom.schemas.CouponState;
import dev.showroom.simulate.DecisionMade;
import dev.showroom.simulate.SimulatedEvent;
import dev.showroom.simulate.Simulation;
import dev.showroom.simulate.SimulationOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Simulated shoppers hear of what a running detector decided about them, and go on with their lives
 * as that makes them. What they would have done before they heard of it is sent late. For use by
 * one thread.
 */
public final class Answering {
  private final Simulation simulation;
  private final Agenda agenda;
  private final long from;
  private final Map<String, Coupon> coupons = new HashMap<>();
  private final Map<String, List<DecisionMade>> decisions = new HashMap<>();
  private final Set<String> known = new HashSet<>();

  /**
   * @param options of the world that the agenda is of
   * @param from what was decided before is history, and is not answered
   */
  public Answering(SimulationOptions options, Agenda agenda, long from) {
    this.simulation = new Simulation(options);
    this.agenda = agenda;
    this.from = from;
  }

  /** A coupon, which comes before its decision does: that one waits for its checkpoint. */
  public void hear(Coupon coupon) {
    if (coupon.getState() == CouponState.ISSUED) {
      coupons.put(coupon.getCouponId(), coupon);
    }
  }

  public void hear(CouponDecision decision) {
    boolean isNews =
        !decision.getShadow()
            && decision.getDecidedAt().toEpochMilli() >= from
            && known.add(decision.getDecisionId());
    if (!isNews) {
      return;
    }
    String customer = decision.getCustomerId();
    List<DecisionMade> about = decisions.computeIfAbsent(customer, id -> new ArrayList<>());
    Set<SimulatedEvent> before = new HashSet<>(simulation.lifeOf(customer, about));
    about.add(DecisionMade.of(decision, coupons.remove(decision.getCouponId())));
    Set<SimulatedEvent> after = new HashSet<>(simulation.lifeOf(customer, about));
    long now = agenda.now();
    agenda.change(
        after.stream()
            .filter(event -> !before.contains(event))
            .map(
                event ->
                    new Sending(
                        event.eventTime(),
                        event.topic(),
                        event.key(),
                        event.record(),
                        null,
                        event.eventTime() < now ? Sending.Kind.LATE : Sending.Kind.ORDERLY))
            .toList(),
        before.stream()
            .filter(event -> !after.contains(event))
            .map(SimulatedEvent::record)
            .toList());
  }
}
