package dev.showroom.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.schemas.CouponChange;
import dev.showroom.schemas.CouponEvent;
import dev.showroom.schemas.DecisionOutcome;
import dev.showroom.schemas.OfferKind;
import dev.showroom.schemas.VisitAction;
import dev.showroom.schemas.VisitEvent;
import dev.showroom.schemas.codec.InTopic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who stages what brings coupons, and learns. */
class CouponHunterTest {
  private static final int CUSTOMERS = 5_000;
  private static final SimulationOptions OPTIONS = SimulationOptions.of(CUSTOMERS, 150, 3);
  private static final Simulation SIMULATION = new Simulation(OPTIONS);
  private static final Catalogue CATALOGUE = new Catalogue(new Dice(OPTIONS.seed(), 0));
  private static final List<String> HUNTERS =
      IntStream.rangeClosed(1, CUSTOMERS)
          .filter(number -> Archetypes.of(number, OPTIONS) instanceof CouponHunter)
          .mapToObj(Ids::customer)
          .toList();

  /**
   * @param isShow whether it is the whole show, which raises an alert
   * @param end its last step
   */
  private record Try(String customer, String family, boolean isShow, long end) {}

  @Test
  void aFewOfAThousandAreHunters() {
    assertThat(HUNTERS.size()).isBetween(CUSTOMERS * 3 / 1_000, CUSTOMERS * 5 / 1_000);
  }

  @Test
  void whoIsSentNothingTriesByTurnsAndBuysNothing() {
    for (String hunter : HUNTERS) {
      assertThat(SIMULATION.lifeOf(hunter, List.of()))
          .noneMatch(event -> event.topic() == InTopic.PURCHASES);
      List<Try> tries = tries(hunter, List.of());
      assertThat(tries).hasSizeBetween(8, 20);
      for (int i = 3; i < tries.size(); i++) {
        assertThat(tries.get(i).isShow()).isEqualTo(tries.get(i - 3).isShow());
      }
      assertThat(tries.subList(0, 3)).filteredOn(Try::isShow).hasSize(1);
    }
  }

  @Test
  void whatBroughtACouponIsDoneAgainAndSooner() {
    for (String hunter : HUNTERS) {
      List<Try> before = tries(hunter, List.of());
      Try first = before.stream().filter(Try::isShow).findFirst().orElseThrow();
      List<Try> after = tries(hunter, List.of(issued(first)));
      int at = before.indexOf(first);
      assertThat(after).startsWith(before.subList(0, at + 1).toArray(Try[]::new));
      assertThat(after.subList(at, after.size())).allMatch(Try::isShow);
      if (after.size() > at + 1) {
        assertThat(after.get(at + 1).end() - first.end()).isLessThan(7 * Times.DAY);
      }
      if (before.size() > at + 1) {
        assertThat(before.get(at + 1).end() - first.end()).isGreaterThan(7 * Times.DAY);
      }
    }
  }

  @Test
  void eachCouponThatArrivesIsUsed() {
    for (String hunter : HUNTERS) {
      List<DecisionMade> decisions = untilNothingIsNew(hunter, Integer.MAX_VALUE);
      assertThat(decisions).hasSizeGreaterThan(8);
      List<SimulatedEvent> life = SIMULATION.lifeOf(hunter, decisions);
      Set<String> failed = coupons(life, CouponChange.FAILED);
      Set<String> used = coupons(life, CouponChange.REDEEMED);
      for (DecisionMade decision : decisions) {
        boolean isOver = decision.validUntil() < OPTIONS.endMillis();
        if (isOver && !failed.contains(decision.couponId())) {
          assertThat(used).contains(decision.couponId());
        }
      }
    }
  }

  @Test
  void whoIsSentNoMoreHopesForAMonthAndAHalfAndThenBuysAtTheFullPrice() {
    int with = 0;
    int hoping = 0;
    int boughtHoping = 0;
    int past = 0;
    int boughtPast = 0;
    for (String hunter : HUNTERS) {
      List<DecisionMade> decisions = untilNothingIsNew(hunter, 3);
      long last = decisions.get(2).decidedAt();
      for (Answered answer : SIMULATION.lived(hunter, decisions).answered()) {
        boolean bought = answer.madeAt() < Long.MAX_VALUE;
        if (answer.decision().isIssued()) {
          with += answer.sale().usedOffer() ? 1 : 0;
        } else if (answer.decision().decidedAt() <= last + 45 * Times.DAY) {
          hoping++;
          boughtHoping += bought ? 1 : 0;
        } else {
          past++;
          boughtPast += bought ? 1 : 0;
        }
      }
    }
    assertThat(with).isBetween(2 * HUNTERS.size(), 3 * HUNTERS.size());
    assertThat((double) boughtHoping / hoping).isBetween(0.05, 0.25);
    assertThat((double) boughtPast / past).isBetween(0.75, 0.95);
  }

  @Test
  void threeCouponsUsedAndHardlyAnythingElseBoughtIsFishing() {
    long fishing =
        HUNTERS.stream()
            .map(h -> SIMULATION.lived(h, untilNothingIsNew(h, Integer.MAX_VALUE)))
            .flatMap(lived -> lived.shopper().truth().stream())
            .filter(TruthLabel::positive)
            .filter(label -> label.label().equals(CouponHunter.LABEL))
            .filter(label -> Pattern.COUPON_FISHING.name().equals(label.pattern()))
            .count();
    assertThat(fishing).isEqualTo(HUNTERS.size());
  }

  /** Decides about each whole show in turn; after {@code most} coupons none is sent. */
  private static List<DecisionMade> untilNothingIsNew(String hunter, int most) {
    List<DecisionMade> decisions = new ArrayList<>();
    while (true) {
      List<Try> shows = tries(hunter, decisions).stream().filter(Try::isShow).toList();
      if (shows.size() <= decisions.size()) {
        return decisions;
      }
      Try next = shows.get(decisions.size());
      decisions.add(
          decisions.size() < most
              ? issued(next)
              : decision(next, DecisionOutcome.SUPPRESSED, "ABUSE"));
    }
  }

  private static DecisionMade issued(Try show) {
    return decision(show, DecisionOutcome.ISSUED, "BEST_OFFER");
  }

  private static DecisionMade decision(Try show, DecisionOutcome outcome, String reason) {
    return MadeUpDesk.decision(
        "a-" + show.customer() + show.family(),
        show.customer(),
        "RESEARCH_INSPECT_LEAVE",
        show.family(),
        outcome,
        reason,
        OfferKind.COUPON,
        500,
        show.end() + 1);
  }

  /** In the order of time; each is a chapter of the diary. */
  private static List<Try> tries(String hunter, List<DecisionMade> decisions) {
    Map<String, List<SimulatedEvent>> chapters = new TreeMap<>();
    for (SimulatedEvent event : SIMULATION.lifeOf(hunter, decisions)) {
      String[] id = event.eventId().split("-");
      if (id.length == 4 && id[2].startsWith("h")) {
        chapters.computeIfAbsent(id[2], chapter -> new ArrayList<>()).add(event);
      }
    }
    return chapters.values().stream().map(events -> tryOf(hunter, events)).toList();
  }

  private static Try tryOf(String hunter, List<SimulatedEvent> events) {
    long research = events.stream().filter(e -> e.topic() == InTopic.BROWSING).count();
    List<VisitEvent> handled =
        events.stream()
            .filter(event -> event.record() instanceof VisitEvent step && step.getSku() != null)
            .map(event -> (VisitEvent) event.record())
            .toList();
    int seconds = handled.stream().mapToInt(s -> s.getSeconds() == null ? 0 : s.getSeconds()).sum();
    boolean left =
        events.stream()
            .anyMatch(e -> e.record() instanceof VisitEvent v && v.getAction() == VisitAction.EXIT);
    String sku =
        events.stream()
            .map(e -> e.record().get(e.record().getSchema().getField("sku").pos()))
            .filter(Objects::nonNull)
            .findFirst()
            .orElseThrow()
            .toString();
    return new Try(
        hunter,
        CATALOGUE.familyOf(sku),
        left && research >= 3 && (handled.size() >= 2 || seconds >= 120),
        events.stream().mapToLong(SimulatedEvent::eventTime).max().orElseThrow());
  }

  private static Set<String> coupons(List<SimulatedEvent> life, CouponChange change) {
    return life.stream()
        .filter(event -> event.record() instanceof CouponEvent)
        .map(event -> (CouponEvent) event.record())
        .filter(event -> event.getChange() == change)
        .map(CouponEvent::getCouponId)
        .collect(Collectors.toSet());
  }
}
