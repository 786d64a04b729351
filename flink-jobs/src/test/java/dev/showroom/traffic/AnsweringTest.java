package dev.showroom.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.schemas.Arm;
import dev.showroom.schemas.CouponDecision;
import dev.showroom.schemas.CouponEvent;
import dev.showroom.schemas.DecisionOutcome;
import dev.showroom.schemas.Offer;
import dev.showroom.schemas.OfferKind;
import dev.showroom.simulate.DecisionMade;
import dev.showroom.simulate.SimulatedWorld;
import dev.showroom.simulate.Simulation;
import dev.showroom.simulate.SimulationOptions;
import dev.showroom.simulate.TruthLabel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** Shoppers hear of decisions while the shops send. */
class AnsweringTest {
  private static final SimulationOptions OPTIONS = SimulationOptions.of(200, 45, 3);
  private static final SimulatedWorld WORLD = new Simulation(OPTIONS).world();
  private static final long PACED = OPTIONS.start().plus(Duration.ofDays(10)).toEpochMilli();

  private final Agenda agenda = new Agenda(Schedule.orderly(WORLD).sendings());
  private final Answering answering = new Answering(OPTIONS, agenda, PACED);

  @Test
  void what_is_sent_is_the_world_with_the_answers() {
    List<CouponDecision> decisions = decisions();
    decisions.forEach(answering::hear);
    Set<SpecificRecord> expected = new HashSet<>();
    new Simulation(OPTIONS)
        .answered(decisions.stream().map(d -> DecisionMade.of(d, null)).toList(), done -> {})
        .world()
        .events()
        .forEach(event -> expected.add(event.record()));
    List<SpecificRecord> sent = sendAll();
    assertThat(decisions).hasSizeGreaterThan(10);
    assertThat(sent).hasSameSizeAs(expected);
    assertThat(new HashSet<>(sent).equals(expected)).isTrue();
    assertThat(sent).anyMatch(record -> isNewsOf(record, decisions));
  }

  @Test
  void a_decision_that_comes_twice_is_answered_once() {
    CouponDecision decision = decisions().get(0);
    answering.hear(decision);
    answering.hear(decision);
    List<SpecificRecord> sent = sendAll();
    assertThat(new HashSet<>(sent)).hasSameSizeAs(sent);
  }

  @Test
  void history_and_what_is_only_looked_at_are_not_answered() {
    CouponDecision decision = decisions().get(0);
    CouponDecision shadow = CouponDecision.newBuilder(decision).setShadow(true).build();
    answering.hear(shadow);
    new Answering(OPTIONS, agenda, decision.getDecidedAt().toEpochMilli() + 1).hear(decision);
    assertThat(sendAll()).hasSize(WORLD.events().size());
  }

  private static boolean isNewsOf(SpecificRecord record, List<CouponDecision> decisions) {
    return record instanceof CouponEvent news
        && decisions.stream().anyMatch(d -> news.getCouponId().equals(d.getCouponId()));
  }

  private List<SpecificRecord> sendAll() {
    List<SpecificRecord> sent = new ArrayList<>();
    while (agenda.nextDue() < Long.MAX_VALUE) {
      sent.add(agenda.takeDueBy(Long.MAX_VALUE - 1).record());
    }
    return sent;
  }

  /** Each sale that leaves after the clock began to decide is sent a coupon. */
  private static List<CouponDecision> decisions() {
    return WORLD.truth().stream()
        .filter(TruthLabel::positive)
        .filter(label -> label.family() != null)
        .filter(label -> label.knowableTime().toEpochMilli() >= PACED)
        .map(AnsweringTest::issued)
        .toList();
  }

  private static CouponDecision issued(TruthLabel label) {
    String id = label.customerId() + label.pattern() + label.family() + label.anchorTime();
    return CouponDecision.newBuilder()
        .setDecisionId("d-" + id)
        .setAlertId("a-" + id)
        .setCustomerId(label.customerId())
        .setOutcome(DecisionOutcome.ISSUED)
        .setReason("BEST_OFFER")
        .setOffer(new Offer(OfferKind.COUPON, 500L, null, label.family()))
        .setArm(Arm.TREATED)
        .setPolicyVersion(1)
        .setDecidedAt(label.knowableTime())
        .setCouponId("k-" + id)
        .setPattern(label.pattern())
        .setFamily(label.family())
        .build();
  }
}
