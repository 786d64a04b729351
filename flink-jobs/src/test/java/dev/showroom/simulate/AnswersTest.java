package dev.showroom.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.showroom.schemas.CouponChange;
import dev.showroom.schemas.CouponEvent;
import dev.showroom.schemas.DecisionOutcome;
import dev.showroom.schemas.OfferKind;
import dev.showroom.schemas.ProductReturn;
import dev.showroom.schemas.Purchase;
import dev.showroom.schemas.codec.InTopic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What shoppers do about offers, in a world whose positives are decided about. */
class AnswersTest {
  private static final Simulation SIMULATION = new Simulation(SimulationOptions.of(3_000, 45, 21));
  private static final SimulatedWorld BASE = SIMULATION.world();
  private static final List<DecisionMade> DECISIONS =
      new MadeUpDesk(0.3, OfferKind.COUPON, 0.1, false).decide(BASE);
  private static final AnsweredWorld ANSWERED = SIMULATION.answered(DECISIONS, done -> {});

  @Test
  void aWorldInWhichNothingIsDecidedIsTheWorldAsItWas() {
    AnsweredWorld nothing = SIMULATION.answered(List.of(), done -> {});
    assertThat(nothing.world().events()).isEqualTo(BASE.events());
    assertThat(nothing.answered()).isEmpty();
  }

  @Test
  void theSameDecisionsInAnyOrderGiveTheSameWorld() {
    List<DecisionMade> reversed = new ArrayList<>(DECISIONS);
    Collections.reverse(reversed);
    assertThat(SIMULATION.answered(reversed, done -> {}).world().events())
        .isEqualTo(ANSWERED.world().events());
  }

  @Test
  void nothingChangesBeforeTheFirstDecisionAboutACustomer() {
    Map<String, Long> first = new HashMap<>();
    DECISIONS.forEach(d -> first.merge(d.customerId(), d.decidedAt(), Math::min));
    Set<String> coupons =
        DECISIONS.stream().map(DecisionMade::couponId).collect(Collectors.toSet());
    for (int number = 1; number <= BASE.options().customers(); number++) {
      String customer = Ids.customer(number);
      long from = first.getOrDefault(customer, Long.MAX_VALUE);
      List<DecisionMade> about =
          DECISIONS.stream().filter(d -> d.customerId().equals(customer)).toList();
      Predicate<SimulatedEvent> before = event -> event.eventTime() <= from;
      assertThat(SIMULATION.lifeOf(customer, about).stream().filter(before).toList())
          .as(customer)
          .isEqualTo(SIMULATION.lifeOf(customer, List.of()).stream().filter(before).toList());
    }
    assertThat(coupons).hasSizeGreaterThan(100);
  }

  @Test
  void aDecisionChangesNothingThatWasAnsweredBeforeIt() {
    for (DecisionMade late : DECISIONS) {
      List<DecisionMade> about =
          DECISIONS.stream().filter(d -> d.customerId().equals(late.customerId())).toList();
      List<DecisionMade> without = new ArrayList<>(about);
      without.remove(late);
      Predicate<SimulatedEvent> before = event -> event.eventTime() <= late.decidedAt();
      assertThat(sorted(SIMULATION.lifeOf(late.customerId(), about), before))
          .isEqualTo(sorted(SIMULATION.lifeOf(late.customerId(), without), before));
    }
  }

  @Test
  void heldOutOrRefusedByAnyGateOneDoesTheSame() {
    for (DecisionMade decision : DECISIONS.subList(0, 200)) {
      List<SimulatedEvent> heldOut = events(alone(decision, DecisionOutcome.HELD_OUT, "HOLD_OUT"));
      assertThat(events(alone(decision, DecisionOutcome.SUPPRESSED, "BUDGET"))).isEqualTo(heldOut);
    }
  }

  @Test
  void whoBuysUnaskedBuysTheSameAtTheSameTimeWithAnOffer() {
    int bought = 0;
    int used = 0;
    for (DecisionMade decision : DECISIONS) {
      Simulation.Lived heldOut = alone(decision, DecisionOutcome.HELD_OUT, "HOLD_OUT");
      Answered answer = heldOut.answered().get(0);
      if (decision.pattern().equals("TRIAL_AT_RISK")
          || answer.archetype().equals(CouponHunter.LABEL)
          || !answer.unasked()) {
        continue;
      }
      Simulation.Lived issued = alone(decision, DecisionOutcome.ISSUED, "BEST_OFFER");
      assertThat(issued.answered().get(0).madeAt()).isEqualTo(answer.madeAt());
      assertThat(goods(issued)).isEqualTo(goods(heldOut));
      bought++;
      used += issued.answered().get(0).sale().usedOffer() ? 1 : 0;
    }
    assertThat(bought).isGreaterThan(10);
    assertThat(used).isBetween(1, bought - 1);
  }

  @Test
  void anOfferThatIsNotSeenChangesNothingAndPersuadesNobody() {
    Map<String, List<CouponChange>> lives = lives(ANSWERED.world());
    Set<String> states = new TreeSet<>();
    for (Answered answer : ANSWERED.answered()) {
      if (answer.decision().isIssued() && !answer.follows()) {
        List<CouponChange> life = lives.get(answer.decision().couponId());
        states.add(String.valueOf(life));
        if (!life.contains(CouponChange.VIEWED)) {
          assertThat(answer.sale().usedOffer()).isFalse();
          assertThat(answer.madeAt() < Long.MAX_VALUE).isEqualTo(answer.unasked());
        }
      }
    }
    assertThat(states)
        .contains(
            "[DELIVERED]", "[DELIVERED, VIEWED]", "[DELIVERED, VIEWED, REDEEMED]", "[FAILED]");
  }

  @Test
  void offersAreUsedOnceByWhoGotThemWhileTheyAreValid() {
    Map<String, DecisionMade> issued =
        MadeUpDesk.of(DECISIONS, DecisionOutcome.ISSUED)
            .collect(Collectors.toMap(DecisionMade::couponId, d -> d));
    Map<String, Purchase> orders = new HashMap<>();
    ANSWERED
        .world()
        .of(InTopic.PURCHASES)
        .map(event -> (Purchase) event.record())
        .forEach(order -> orders.put(order.getOrderId(), order));
    int used = 0;
    for (SimulatedEvent event : ANSWERED.world().of(InTopic.COUPON_EVENTS).toList()) {
      CouponEvent coupon = (CouponEvent) event.record();
      DecisionMade decision = issued.get(coupon.getCouponId());
      if (decision != null && coupon.getChange() == CouponChange.REDEEMED) {
        used++;
        assertThat(event.eventTime()).isBetween(decision.decidedAt() + 1, decision.validUntil());
        if (!decision.pattern().equals("TRIAL_AT_RISK")) {
          assertThat(orders.get(coupon.getOrderId()).getCouponIds())
              .containsExactly(coupon.getCouponId());
        }
      }
    }
    assertThat(used)
        .isGreaterThan(30)
        .isEqualTo(
            ANSWERED.answered().stream()
                .filter(a -> a.sale().usedOffer() && a.madeAt() < BASE.options().endMillis())
                .count());
  }

  @Test
  void aTrialThatAnOfferSavesIsNotBroughtBack() {
    List<DecisionMade> trials =
        DECISIONS.stream().filter(d -> d.pattern().equals("TRIAL_AT_RISK")).toList();
    int saved = 0;
    for (DecisionMade decision : trials) {
      long without = returns(alone(decision, DecisionOutcome.HELD_OUT, "HOLD_OUT"));
      Simulation.Lived issued = alone(decision, DecisionOutcome.ISSUED, "BEST_OFFER");
      boolean kept = issued.answered().get(0).madeAt() < Long.MAX_VALUE;
      assertThat(returns(issued)).isEqualTo(without - (kept ? 1 : 0));
      saved += kept ? 1 : 0;
    }
    assertThat(saved).isBetween(1, trials.size() - 1);
  }

  @Test
  void theTruthOfAnAnsweredWorldIsStillWhatTheDefinitionsFind() {
    PatternOracle oracle = new PatternOracle(ANSWERED.world());
    for (Pattern pattern : Pattern.values()) {
      Set<String> labelled =
          ANSWERED.world().truth().stream()
              .filter(TruthLabel::positive)
              .filter(label -> label.pattern().equals(pattern.name()))
              .map(label -> label.customerId() + " " + label.family())
              .collect(Collectors.toCollection(TreeSet::new));
      Set<String> found = new TreeSet<>(oracle.of(pattern));
      Set<String> both = new TreeSet<>(labelled);
      both.retainAll(found);
      labelled.removeAll(both);
      found.removeAll(both);
      assertThat(labelled).as(pattern + " labelled, not found").isEmpty();
      assertThat(found).as(pattern + " found, not labelled").isEmpty();
    }
    assertThat(ANSWERED.world().truth()).isNotEqualTo(BASE.truth());
  }

  @Test
  void eventIdsStayUnique() {
    Set<String> seen = new HashSet<>();
    assertThat(ANSWERED.world().events()).allMatch(event -> seen.add(event.eventId()));
  }

  /** Of some twenty thousand, a per cent is three standard errors. */
  @Test
  void asManyKeepTheSaleAsTheTruthSaysInBothArms() {
    String family =
        BASE.truth().stream().filter(l -> l.family() != null).findFirst().orElseThrow().family();
    Simulation simulation = new Simulation(SimulationOptions.of(10_000, 9, 4));
    for (DecisionOutcome arm : List.of(DecisionOutcome.ISSUED, DecisionOutcome.HELD_OUT)) {
      List<DecisionMade> decisions = new ArrayList<>();
      for (int i = 1; i <= 10_000; i++) {
        long at = SimulationOptions.DEFAULT_START.toEpochMilli() + Times.DAY;
        decisions.add(
            MadeUpDesk.decision(
                "a-" + i,
                Ids.customer(i),
                "STORE_HOP",
                family,
                arm,
                "BEST_OFFER",
                OfferKind.COUPON,
                500,
                at));
      }
      AnsweredWorld world = simulation.answered(decisions, done -> {});
      UpliftTruth.Effect truth = world.uplift().all();
      double kept =
          world.answered().stream()
                  .filter(a -> a.madeAt() < Long.MAX_VALUE && !a.sale().cameBack())
                  .count()
              / (double) world.answered().size();
      assertThat(truth.uplift()).isGreaterThan(0.05);
      assertThat(kept)
          .isCloseTo(arm == DecisionOutcome.ISSUED ? truth.with() : truth.without(), within(0.012));
    }
  }

  /** The customer's life with this one decision, or another in its place, and no other. */
  private static Simulation.Lived alone(
      DecisionMade decision, DecisionOutcome outcome, String reason) {
    return SIMULATION.lived(
        decision.customerId(),
        List.of(
            MadeUpDesk.decision(
                decision.alertId(),
                decision.customerId(),
                decision.pattern(),
                decision.family(),
                outcome,
                reason,
                decision.kind(),
                decision.valueMinor(),
                decision.decidedAt())));
  }

  private static List<SimulatedEvent> events(Simulation.Lived life) {
    return life.shopper().diary().events();
  }

  private static List<SimulatedEvent> sorted(
      Collection<SimulatedEvent> events, Predicate<SimulatedEvent> wanted) {
    return events.stream().filter(wanted).sorted(SimulatedEvent.ORDER).toList();
  }

  private static Map<String, List<CouponChange>> lives(SimulatedWorld world) {
    Map<String, List<CouponChange>> lives = new HashMap<>();
    world
        .of(InTopic.COUPON_EVENTS)
        .map(event -> (CouponEvent) event.record())
        .forEach(
            coupon ->
                lives
                    .computeIfAbsent(coupon.getCouponId(), id -> new ArrayList<>())
                    .add(coupon.getChange()));
    return lives;
  }

  private static long returns(Simulation.Lived life) {
    return events(life).stream().filter(e -> e.record() instanceof ProductReturn).count();
  }

  private static List<String> goods(Simulation.Lived life) {
    return events(life).stream()
        .filter(event -> event.record() instanceof Purchase)
        .map(event -> event.eventTime() + " " + ((Purchase) event.record()).getLines())
        .toList();
  }
}
