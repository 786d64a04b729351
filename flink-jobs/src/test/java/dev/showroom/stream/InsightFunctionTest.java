package dev.showroom.stream;

import static dev.showroom.core.insight.GivenNotices.DAY;
import static dev.showroom.core.insight.GivenNotices.HOUR;
import static dev.showroom.core.insight.GivenNotices.MINUTE;
import static dev.showroom.core.insight.GivenNotices.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.insight.GivenNotices;
import dev.showroom.schemas.AlertStatus;
import dev.showroom.schemas.CouponState;
import dev.showroom.schemas.Insight;
import dev.showroom.schemas.OutcomeKind;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When figures are told, and when they are forgotten. */
class InsightFunctionTest {
  /** A minute, an hour and a day begin here. */
  private static final long T0 = Instant.parse("2026-02-02T00:00:00Z").toEpochMilli();

  private static final long DAY_SETTLED = T0 + 61 * DAY;

  @ParameterizedTest
  @EnumSource
  void a_minute_is_told_when_it_is_over(Backend backend) throws Exception {
    try (var chain = live(backend)) {
      chain.watermark(T0 - 1);
      chain.give(given("a", T0 + 5 * SECOND).suspected());
      chain.give(given("b", T0 + 59 * SECOND).suspected());
      chain.watermark(T0 + MINUTE - 1);
      assertThat(chain.taken()).isEmpty();

      chain.watermark(T0 + MINUTE);
      List<Insight> told = chain.taken();
      assertThat(told).as("three windows of four groups, one status").hasSize(12);
      assertThat(told).extracting(Insight::getValue).containsOnly(2.0);

      chain.watermark(T0 + 2 * MINUTE);
      assertThat(chain.taken()).as("nothing changed").isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_changes_within_a_minute_is_told_at_once_and_only_that(Backend backend)
      throws Exception {
    try (var chain = live(backend)) {
      GivenNotices given = given("a", T0);
      chain.give(given.suspected(), given.decision());
      chain.give(given.coupon(1, CouponState.ISSUED, given.decidedAt()));
      chain.watermark(T0 + MINUTE);
      chain.taken();

      chain.crashAndRestore();
      chain.watermark(T0 + 10 * MINUTE + SECOND);
      chain.give(given.coupon(2, CouponState.DELIVERED, T0 + 10 * MINUTE + 2 * SECOND));
      chain.give(given.coupon(3, CouponState.VIEWED, T0 + 10 * MINUTE + 30 * SECOND));
      chain.watermark(T0 + 11 * MINUTE - 1);
      assertThat(chain.taken()).isEmpty();
      chain.crashAndRestore();
      chain.watermark(T0 + 11 * MINUTE);

      List<Insight> told = chain.taken();
      assertThat(told)
          .extracting(Insight::getMetric)
          .containsOnly("coupons", "push.seconds", "push.secondsMost");
      assertThat(told).as("three windows of five groups, five figures").hasSize(75);
      assertThat(wholeDay(told))
          .containsExactlyInAnyOrder(
              "coupons ISSUED 0.0",
              "coupons DELIVERED 0.0",
              "coupons VIEWED 1.0",
              "push.seconds null 602.0",
              "push.secondsMost null 602.0");
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_comes_late_for_a_window_that_still_counts_is_told_within_the_minute(Backend backend)
      throws Exception {
    try (var chain = live(backend)) {
      chain.watermark(T0 + HOUR + 30 * SECOND);
      chain.give(given("a", T0).suspected());
      chain.watermark(T0 + HOUR + MINUTE - 1);
      assertThat(chain.taken()).isEmpty();
      chain.watermark(T0 + HOUR + MINUTE);
      assertThat(chain.taken()).hasSize(12);
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_comes_for_a_settled_window_changes_nothing_and_makes_no_new_figure(Backend backend)
      throws Exception {
    try (var chain = live(backend)) {
      chain.give(given("a", T0).suspected());
      chain.watermark(DAY_SETTLED - 1);
      chain.taken();
      chain.give(given("b", T0).suspected());
      chain.watermark(DAY_SETTLED);
      List<Insight> intime = chain.taken();
      assertThat(intime).extracting(Insight::getValue).hasSize(12).containsOnly(2.0);

      chain.give(given("c", T0).suspected());
      chain.watermark(DAY_SETTLED + HOUR);
      assertThat(chain.taken()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_minute_that_is_not_over_waits_while_others_of_its_day_are_told(Backend backend)
      throws Exception {
    try (var chain = live(backend)) {
      chain.give(given("a", T0).suspected());
      chain.give(given("b", T0 + 5 * MINUTE).suspected());
      chain.watermark(T0 + MINUTE);
      assertThat(chain.taken()).hasSize(12).extracting(Insight::getValue).containsOnly(1.0);
      chain.crashAndRestore();
      chain.watermark(T0 + 6 * MINUTE - 1);
      assertThat(chain.taken()).isEmpty();
      chain.watermark(T0 + 6 * MINUTE);
      List<Insight> told = chain.taken();
      assertThat(told).hasSize(12);
      assertThat(told).filteredOn(i -> length(i) == MINUTE).allMatch(i -> i.getValue() == 1);
      assertThat(told).filteredOn(i -> length(i) > MINUTE).allMatch(i -> i.getValue() == 2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void all_is_forgotten_when_the_last_window_is_settled(Backend backend) throws Exception {
    try (var chain = live(backend)) {
      GivenNotices given = given("a", T0);
      chain.give(given.suspected(), given.decision());
      chain.give(given.coupon(1, CouponState.ISSUED, given.decidedAt()));
      chain.give(GivenNotices.budget("spring", "st-1", T0, 3));
      assertThat(chain.keysInState()).as("a case, accounts by group").isEqualTo(1 + 6);
      assertThat(chain.timers()).isEqualTo(chain.keysInState());
      chain.give(given.outcome(1, OutcomeKind.SAVED, T0 + DAY, 900));
      chain.crashAndRestore();
      chain.watermark(DAY_SETTLED - 1);
      assertThat(chain.keysInState()).isEqualTo(1 + 6);
      assertThat(chain.timers()).isEqualTo(chain.keysInState());
      chain.watermark(DAY_SETTLED);
      assertThat(chain.keysInState()).as("a case lasts up to two days longer").isLessThan(2);
      chain.watermark(DAY_SETTLED + 2 * DAY);

      assertThat(chain.keysInState()).isZero();
      assertThat(chain.timers()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_settled_window_tells_what_was_untold(Backend backend) throws Exception {
    try (var chain = inTheEnd(backend)) {
      chain.give(given("a", T0).suspected());
      chain.watermark(DAY_SETTLED - 1);
      assertThat(chain.taken()).isEmpty();
      chain.watermark(DAY_SETTLED);
      assertThat(chain.taken()).hasSize(12);
      chain.watermark(DAY_SETTLED + 2 * DAY);
      assertThat(chain.taken()).isEmpty();
      assertThat(chain.keysInState()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_end_of_the_input_tells_what_there_is_and_settles_nothing(Backend backend)
      throws Exception {
    try (var chain = inTheEnd(backend)) {
      GivenNotices given = given("a", T0);
      chain.give(given.suspected());
      chain.give(given.alert(2, AlertStatus.CONFIRMED, T0 + HOUR));
      chain.watermark(T0 + HOUR);
      chain.watermark(Long.MAX_VALUE);

      List<Insight> told = chain.taken();
      assertThat(told).hasSize(24);
      assertThat(told).extracting(Insight::getValue).contains(0.0, 1.0);
      assertThat(chain.keysInState()).isEqualTo(1 + 4);
    }
  }

  @ParameterizedTest
  @EnumSource
  void in_the_end_live_and_replay_have_said_the_same(Backend backend) throws Exception {
    try (var live = live(backend);
        var replay = inTheEnd(backend)) {
      for (InsightChain chain : List.of(live, replay)) {
        GivenNotices given = given("a", T0);
        chain.give(given.suspected(), given.decision());
        chain.watermark(T0 + 5 * MINUTE);
        chain.give(given.coupon(1, CouponState.ISSUED, T0 + 6 * MINUTE));
        chain.watermark(T0 + HOUR);
        chain.give(given.outcome(1, OutcomeKind.SAVED, T0 + 2 * HOUR, 900));
        chain.watermark(T0 + 9 * HOUR);
        chain.give(given.outcome(2, OutcomeKind.CLAWED_BACK, T0 + 3 * DAY, 0));
        chain.watermark(Long.MAX_VALUE);
      }

      assertThat(live.newest()).isEqualTo(replay.newest()).hasSizeGreaterThan(40);
    }
  }

  @Test
  void no_state_names_anybody() throws Exception {
    try (var chain = live(Backend.HEAP)) {
      GivenNotices given = given("a-1234567890", T0);
      chain.give(given.suspected(), given.decision());
      chain.give(given.coupon(1, CouponState.ISSUED, given.decidedAt()));
      chain.give(given.outcome(1, OutcomeKind.SAVED, T0 + DAY, 900));

      assertThat(chain.stateHolds("st-1")).isTrue();
      for (String id :
          List.of(
              given.alertId(),
              given.suspected().customerId(),
              given.decision().decisionId(),
              given.decision().couponId())) {
        assertThat(chain.stateHolds(id)).as(id).isFalse();
      }
    }
  }

  private static GivenNotices given(String alertId, long raisedAt) {
    return GivenNotices.of(alertId, raisedAt);
  }

  private static InsightChain live(Backend backend) throws Exception {
    return new InsightChain(backend, InsightFunction.EACH_MINUTE);
  }

  private static InsightChain inTheEnd(Backend backend) throws Exception {
    return new InsightChain(backend, InsightFunction.IN_THE_END);
  }

  private static long length(Insight insight) {
    return insight.getWindowEnd().toEpochMilli() - insight.getWindowStart().toEpochMilli();
  }

  private static List<String> wholeDay(List<Insight> told) {
    return told.stream()
        .filter(insight -> length(insight) == DAY && insight.getStoreId() == null)
        .filter(insight -> insight.getCategory() == null && insight.getPattern() == null)
        .filter(insight -> insight.getOffer() == null)
        .map(i -> i.getMetric() + " " + i.getLabel() + " " + i.getValue())
        .toList();
  }
}
