package dev.showroom.core.offer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.notice.AlertNotice;
import dev.showroom.core.notice.CouponNotice;
import dev.showroom.core.notice.DecisionReason;
import dev.showroom.core.notice.Notice;
import dev.showroom.core.policy.Campaign;
import dev.showroom.core.policy.Policy;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the invariants' tests are worth: whatever stands between the desk and a broken promise is
 * taken out in turn, and the promise is found broken in one of a few random worlds. (Of the second
 * look after a crash, stores and days are for {@link AdoptionTest}: worlds that need it are rare.)
 */
class GateTakenOutTest {
  private static final int WORLDS = 3_000;

  @ParameterizedTest
  @CsvSource({
    "NO_CONSENT, NO_CONSENT",
    "STAFF, STAFF",
    "SERVICE_CASE, SERVICE_CASE",
    "ERASED, ERASED",
    "TOO_LATE, TOO_LATE",
    "ABUSE, MONEY_FOR_ABUSE",
    "QUIET_HOURS, QUIET_HOURS",
    "CAP_FAMILY, CAP_FAMILY",
    "CAP_CUSTOMER, CAP_CUSTOMER",
    "CAP_HOUSEHOLD, CAP_HOUSEHOLD",
    "MARGIN_FLOOR, MARGIN_FLOOR"
  })
  void withoutAGateWhatItKeepsOutGetsThrough(DecisionReason gate, Broken promise) {
    assertFound(promise, seed -> punctual(seed, parts -> parts.gates = parts.gates.without(gate)));
  }

  @Test
  void withoutTheGatesThatAskWhetherItWasRetractedARetractedAlertGetsACoupon() {
    assertFound(
        Broken.RETRACTED,
        seed ->
            punctual(
                seed,
                parts ->
                    parts.gates =
                        parts
                            .gates
                            .without(DecisionReason.SOLD_MEANWHILE)
                            .without(DecisionReason.RETRACTED)));
  }

  @ParameterizedTest
  @CsvSource({
    "TOTAL, BUDGET_TOTAL",
    "STORE, BUDGET_STORE",
    "DAY, BUDGET_DAY",
    "POINTS, BUDGET_POINTS"
  })
  void withoutALimitItIsOverspent(Budgets.Limit limit, Broken promise) {
    assertFound(promise, seed -> punctual(seed, parts -> parts.unlimited = limit));
  }

  @Test
  void withoutThePaceADayIsSpentInTheMorning() {
    assertFound(Broken.BUDGET_PACE, seed -> punctual(seed, parts -> parts.paced = false));
  }

  @Test
  void whatIsReleasedTwiceIsOverspent() {
    assertFound(Broken.BUDGET_TOLD, seed -> punctual(seed, parts -> parts.releasesTwice = true));
  }

  @Test
  void withoutAMemoryAnAlertIsDecidedTwice() {
    assertFound(Broken.ONE_DECISION, seed -> punctual(seed, parts -> parts.remembers = false));
  }

  @Test
  void withoutAHoldOutEverybodyIsTreated() {
    assertFound(Broken.HOLD_OUT, seed -> punctual(seed, parts -> parts.holdsOut = false));
  }

  @Test
  void withoutRevocationARetractedAlertsCouponStaysGood() {
    assertFound(Broken.NOT_REVOKED, seed -> punctual(seed, parts -> parts.revokes = false));
  }

  @Test
  void aLeastPriceThatIsALittleTooLowOrTooHighIsFound() {
    for (long off : new long[] {-1, 1}) {
      assertFound(
          Broken.LEAST_PRICE,
          seed -> {
            DeskRun run = DeskRun.punctual(new DeskWorld(seed), seed + 1).run();
            run.told.replaceAll(notice -> withLeastPrice(notice, off));
            return run;
          });
    }
  }

  /** What goes wrong where coupons that were sent before a crash are not taken in. */
  @ParameterizedTest
  @EnumSource(
      value = Broken.class,
      names = {"SENT_TWICE", "SENT_UNDECIDED"})
  void withoutAdoptionACrashBreaksPromises(Broken promise) {
    assertFound(
        promise,
        seed ->
            DeskRun.punctual(new DeskWorld(seed), seed + 1)
                .late(0.4)
                .crashing(5, true)
                .withoutAdoption()
                .run());
  }

  @ParameterizedTest
  @EnumSource(
      value = Broken.class,
      names = {"CAP_FAMILY", "CAP_CUSTOMER", "CAP_HOUSEHOLD", "BUDGET_TOTAL", "BUDGET_POINTS"})
  void withoutTheSecondLookWhatWasSentAheadIsIgnored(Broken promise) {
    assertFound(
        promise,
        seed ->
            new DeskRun(new DeskWorld(seed), seed + 1, faulty(seed, p -> p.looksTwice = false))
                .late(0.4)
                .crashing(5, true)
                .run());
  }

  /** A way to run a world. */
  private interface Run {
    DeskRun of(long seed);
  }

  private static void assertFound(Broken promise, Run faulty) {
    for (long seed = 0; seed < WORLDS; seed++) {
      if (InvariantPropertyTest.brokenBy(faulty.of(seed)).containsKey(promise)) {
        return;
      }
    }
    assertThat(promise).as("found in none of %d worlds", WORLDS).isNull();
  }

  private static DeskRun punctual(long seed, Consumer<Faults> fault) {
    return new DeskRun(new DeskWorld(seed), seed + 1, faulty(seed, fault)).run();
  }

  private static DeskParts.Factory faulty(long seed, Consumer<Faults> fault) {
    Faults faults = new Faults();
    faults.world = new DeskWorld(seed);
    fault.accept(faults);
    return new FaultyFactory(faults);
  }

  private static Notice withLeastPrice(Notice notice, long off) {
    return notice instanceof CouponNotice c && c.money()
        ? new CouponNotice(
            c.couponId(),
            c.revision(),
            c.state(),
            c.stateAt(),
            c.decisionId(),
            c.alertId(),
            c.customerId(),
            c.pattern(),
            c.category(),
            c.storeId(),
            c.kind(),
            c.offerId(),
            c.campaign(),
            c.valueMinor(),
            c.costMinor(),
            c.sku(),
            c.family(),
            true,
            c.leastPriceMinor() + off,
            c.decidedAt(),
            c.validFrom(),
            c.validUntil(),
            c.householdKey())
        : notice;
  }

  /** What is taken out. */
  private static final class Faults {
    DeskWorld world;
    Gates gates = Gates.all(new Caps());
    Budgets.Limit unlimited;
    boolean paced = true;
    boolean releasesTwice;
    boolean remembers = true;
    boolean holdsOut = true;
    boolean revokes = true;
    boolean looksTwice = true;

    long perDay(String campaign) {
      long most = 0;
      for (Policy policy : world.policies) {
        for (Campaign one : policy.campaigns()) {
          most = one.id().equals(campaign) ? Math.max(most, one.perDayMinor()) : most;
        }
      }
      return most;
    }
  }

  /** Makes parts that do not do their duty. */
  private record FaultyFactory(Faults faults) implements DeskParts.Factory {
    @Override
    public AlertFiles files(DeskStore store) {
      return new AlertFiles(store) {
        @Override
        void decided(AlertNotice alert, Lane lane) {
          if (faults.remembers) {
            super.decided(alert, lane);
          }
        }
      };
    }

    @Override
    public Gates gates() {
      return faults.gates;
    }

    @Override
    public Budgets budgets(DeskStore store, Policies policies, Consumer<Notice> out) {
      return new Budgets(store, policies, out) {
        @Override
        boolean afford(Payer payer, boolean countsAhead) {
          Payer asked =
              faults.paced || payer.reservation().isOfPoints()
                  ? payer
                  : new Payer(
                      payer.reservation(),
                      payer.totalMinor(),
                      payer.storeMinor(),
                      faults.perDay(payer.reservation().payer()));
          return super.afford(asked, countsAhead);
        }

        @Override
        boolean hasRoom(Limit which, long limit, long used, long amount) {
          return which == faults.unlimited || super.hasRoom(which, limit, used, amount);
        }

        @Override
        Promise release(Promise promise, long now) {
          Promise released = super.release(promise, now);
          return faults.releasesTwice && released.money() == Promise.Money.RELEASED
              ? super.release(released.with(Promise.Money.RESERVED), now)
              : released;
        }
      };
    }

    @Override
    public CouponLife life(
        DeskStore store,
        Cards cards,
        Budgets budgets,
        Consumer<Notice> out,
        DeskObserver observer) {
      return new CouponLife(store, cards, budgets, out, observer) {
        @Override
        void retract(String alertId, AlertFile file, long now) {
          if (faults.revokes) {
            super.retract(alertId, file, now);
          }
        }
      };
    }

    @Override
    public Judge judge(Gates gates, Budgets budgets) {
      return new Judge(gates, budgets) {
        private Verdict first;

        @Override
        Verdict judge(Case c) {
          if (faults.looksTwice || !c.countsAhead()) {
            first = super.judge(c);
          }
          return first;
        }

        @Override
        boolean isHeldOut(Case c) {
          return faults.holdsOut && super.isHeldOut(c);
        }
      };
    }
  }
}
