package dev.showroom.stream;

import static dev.showroom.stream.Given.DAY;
import static dev.showroom.stream.Given.HOUR;
import static dev.showroom.stream.Given.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.catalogue.FeedReport;
import dev.showroom.core.fact.Bought;
import dev.showroom.core.fact.Returned;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.notice.DecisionNotice;
import dev.showroom.core.notice.OutcomeNotice;
import dev.showroom.core.outcome.Decided;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.OutcomeKind;
import dev.showroom.schemas.ReturnCondition;
import dev.showroom.schemas.ReturnReason;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Outcomes as the operator tells them, on both state backends. */
class OutcomeFunctionTest {
  private static final long DECIDED = T0 + 10 * DAY;
  private static final long END = DECIDED + 7 * DAY;
  private static final long BOUGHT = DECIDED + DAY;
  private static final int MOST_ORDERS_A_DAY = 50;
  private static final long END_OF_TIME = Long.MAX_VALUE;

  @ParameterizedTest
  @EnumSource
  void an_outcome_leaves_when_the_watermark_is_there_and_not_before(Backend backend)
      throws Exception {
    try (OutcomeHarness outcomes = started(backend)) {
      outcomes.decide(decision("anna")).decide(decision("ben"));
      outcomes.give(Given.bought("anna", BOUGHT)).watermark(BOUGHT - 1);
      assertThat(outcomes.out()).isEmpty();
      outcomes.watermark(BOUGHT);
      assertThat(told(outcomes)).containsExactly("anna 2 SAVED 49900 9900");

      outcomes.watermark(END - 1);
      assertThat(outcomes.out()).hasSize(1);
      outcomes.watermark(END);
      assertThat(told(outcomes)).endsWith("ben 2 LOST 0 0").hasSize(2);

      outcomes.give(returned("anna", BOUGHT, BOUGHT + 14 * DAY)).watermark(BOUGHT + 14 * DAY);
      assertThat(told(outcomes)).endsWith("anna 3 CLAWED_BACK 0 0").hasSize(3);
      outcomes.watermark(END + 300 * DAY);
      assertThat(outcomes.out()).hasSize(3);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_customer_never_holds_more_than_one_timer_and_at_last_none_and_no_state(Backend backend)
      throws Exception {
    try (OutcomeHarness outcomes = started(backend)) {
      String[] customers = {"anna", "ben", "cleo", "dan"};
      for (String customer : customers) {
        outcomes.give(Given.bought(customer, T0 + DAY));
        outcomes.give(returned(customer, T0 + DAY, T0 + 2 * DAY));
        assertThat(outcomes.timers()).isEqualTo(outcomes.keysInState());
      }
      outcomes.decide(decision("anna")).decide(decision("ben")).decide(toKeep("cleo"));
      outcomes.give(Given.bought("anna", BOUGHT));
      assertThat(outcomes.timers()).isEqualTo(4);
      for (long time = T0; time < T0 + 120 * DAY; time += 5 * HOUR) {
        outcomes.watermark(time);
        assertThat(outcomes.timers()).isEqualTo(outcomes.keysInState());
      }

      assertThat(outcomes.out())
          .extracting(OutcomeNotice::outcome)
          .contains(OutcomeKind.SAVED, OutcomeKind.SETTLED, OutcomeKind.LOST);
      assertThat(outcomes.timers()).isZero();
      assertThat(outcomes.processingTimers()).isZero();
      assertThat(outcomes.keysInState()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void all_windows_passing_at_once_tell_the_same_and_leave_nothing_either(Backend backend)
      throws Exception {
    try (OutcomeHarness slow = started(backend);
        OutcomeHarness quick = started(backend)) {
      for (OutcomeHarness outcomes : List.of(slow, quick)) {
        outcomes.decide(decision("anna")).decide(decision("ben"));
        outcomes.give(Given.bought("anna", BOUGHT));
      }
      for (long time = T0; time < T0 + 400 * DAY; time += 11 * HOUR) {
        slow.watermark(time);
      }
      quick.watermark(T0 + 400 * DAY);

      assertThat(quick.out()).isEqualTo(slow.out()).hasSize(3);
      assertThat(quick.timers()).isZero();
      assertThat(quick.keysInState()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_crash_at_any_step_does_not_show(Backend backend) throws Exception {
    List<OutcomeNotice> undisturbed = run(backend, -1);

    assertThat(undisturbed).hasSize(7);
    for (int crash = 0; crash < 12; crash++) {
      assertThat(run(backend, crash)).as("crash at %d", crash).isEqualTo(undisturbed);
    }
  }

  private static List<OutcomeNotice> run(Backend backend, int crash) throws Exception {
    try (OutcomeHarness outcomes = started(backend)) {
      List<Step> steps = new ArrayList<>();
      steps.add(() -> outcomes.give(Given.bought("cleo", DECIDED - DAY)).watermark(DECIDED - 1));
      steps.add(() -> outcomes.announce(new FeedReport("store:s", DECIDED, DECIDED)));
      steps.add(() -> outcomes.decide(decision("anna")).decide(decision("ben")));
      steps.add(() -> outcomes.decide(keep("cleo", DECIDED - DAY)).watermark(DECIDED));
      steps.add(() -> outcomes.give(Given.bought("anna", BOUGHT)).watermark(END + DAY));
      steps.add(() -> outcomes.announce(new FeedReport("store:s", END + 2 * DAY, END)));
      steps.add(() -> outcomes.watermark(END + 3 * DAY));
      steps.add(() -> outcomes.give(Given.late(Given.bought("ben", END), "p:1", END + 3 * DAY)));
      steps.add(() -> outcomes.watermark(END + 4 * DAY));
      steps.add(() -> outcomes.watermark(END + 15 * DAY));
      steps.add(() -> outcomes.watermark(END + 16 * DAY));
      for (int i = 0; i < steps.size(); i++) {
        if (i == crash) {
          outcomes.crashAndRestore();
        }
        steps.get(i).run();
      }
      return List.copyOf(outcomes.out());
    }
  }

  private interface Step {
    void run() throws Exception;
  }

  // ---- the tills, and the end

  @ParameterizedTest
  @EnumSource
  void lost_leaves_soon_after_the_tills_have_reported_with_the_time_of_the_report(Backend backend)
      throws Exception {
    try (OutcomeHarness outcomes = started(backend)) {
      outcomes.announce(new FeedReport("store:s", T0, T0)).decide(decision("ben"));
      for (long time = DECIDED; time <= END + DAY; time += HOUR) {
        outcomes.watermark(time);
      }
      assertThat(outcomes.out()).isEmpty();

      long report = END + DAY + HOUR;
      outcomes.announce(new FeedReport("store:s", report, END)).watermark(report);
      outcomes.watermark(report + 2 * HOUR);
      assertThat(outcomes.out())
          .singleElement()
          .satisfies(lost -> assertThat(lost.time()).isEqualTo(report))
          .satisfies(lost -> assertThat(lost.outcome()).isEqualTo(OutcomeKind.LOST));
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_end_of_input_is_not_the_end_of_time(Backend backend) throws Exception {
    try (OutcomeHarness outcomes = started(backend)) {
      outcomes.decide(decision("anna")).decide(decision("ben"));
      outcomes.give(Given.bought("anna", BOUGHT)).watermark(END - 1).watermark(END_OF_TIME);

      assertThat(told(outcomes)).containsExactly("anna 2 SAVED 49900 9900");
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_the_tills_have_reported_by_the_end_of_input_counts(Backend backend) throws Exception {
    try (OutcomeHarness outcomes = started(backend)) {
      outcomes.announce(new FeedReport("store:s", T0, T0)).decide(decision("ben"));
      outcomes.watermark(END + 3 * DAY);
      outcomes.announce(new FeedReport("store:s", END + 3 * DAY + 1, END));
      outcomes.watermark(END + 3 * DAY + 2);
      assertThat(outcomes.out()).as("it is not asked about at once").isEmpty();

      outcomes.watermark(END_OF_TIME);
      assertThat(told(outcomes)).containsExactly("ben 2 LOST 0 0");
    }
  }

  // ---- erasure

  @ParameterizedTest
  @EnumSource
  void of_an_erased_customer_nothing_is_told_any_more_and_a_mark_is_kept(Backend backend)
      throws Exception {
    try (OutcomeHarness outcomes = started(backend)) {
      outcomes.decide(decision("anna")).give(Given.bought("anna", BOUGHT));
      outcomes.give(Given.erased("anna", BOUGHT + DAY)).watermark(BOUGHT + DAY - 1);
      assertThat(outcomes.out()).hasSize(1);
      if (backend == Backend.HEAP) {
        assertThat(outcomes.stateHolds("anna")).isTrue();
      }

      outcomes.watermark(BOUGHT + DAY);
      if (backend == Backend.HEAP) {
        assertThat(outcomes.stateHolds("anna")).isFalse();
      }
      outcomes.crashAndRestore();
      outcomes.give(returned("anna", BOUGHT, BOUGHT + 2 * DAY), Given.bought("anna", END));
      outcomes.decide(decision("anna")).watermark(END + 300 * DAY);
      assertThat(outcomes.out()).hasSize(1);
      assertThat(outcomes.timers()).isZero();
      assertThat(outcomes.keysInState()).isEqualTo(1);
      assertThat(outcomes.bytesOf("anna")).isLessThan(60);
    }
  }

  @ParameterizedTest
  @EnumSource
  void an_erasure_of_somebody_unheard_of_is_remembered_too(Backend backend) throws Exception {
    try (OutcomeHarness outcomes = started(backend)) {
      outcomes.give(Given.erased("anna", T0)).watermark(T0);
      outcomes.decide(decision("anna")).watermark(END + DAY);

      assertThat(outcomes.out()).isEmpty();
      assertThat(outcomes.timers()).isZero();
    }
  }

  // ---- how much is kept

  @Test
  void what_a_decision_and_an_ordinary_customer_cost() throws Exception {
    try (OutcomeHarness outcomes = started(Backend.HEAP)) {
      outcomes.give(Given.bought("cleo", T0));
      outcomes.watermark(T0);
      assertThat(outcomes.bytesOf("cleo")).isLessThan(170);
      outcomes.watermark(T0 + 18 * DAY);
      assertThat(outcomes.bytesOf("cleo")).isZero();

      outcomes.decide(decision("cleo")).watermark(END);
      assertThat(outcomes.bytesOf("cleo")).isLessThan(400);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_machine_that_orders_without_end_is_kept_within_bounds(Backend backend) throws Exception {
    try (OutcomeHarness outcomes = started(backend)) {
      outcomes.decide(decision("bot"));
      long most = 0;
      int orders = 2 * MOST_ORDERS_A_DAY;
      for (int day = 10; day < 40; day++) {
        for (int i = 0; i < orders; i++) {
          long time = T0 + day * DAY + i * (DAY / orders);
          outcomes.give(order("bot", time, i % 3 == 0 ? Given.SKU : "other-" + i % 7));
        }
        outcomes.watermark(T0 + (day + 1) * DAY - 1);
        most = Math.max(most, outcomes.bytesOf("bot"));
      }

      int days = 18 + 7;
      assertThat(most)
          .as("what is being tried out, what is not tidied yet, and what the decision asks about")
          .isBetween(MOST_ORDERS_A_DAY * 17 * 50L, MOST_ORDERS_A_DAY * days * 100L);
      assertThat(outcomes.timers()).isEqualTo(1);
    }
  }

  private static OutcomeHarness started(Backend backend) throws Exception {
    return new OutcomeHarness(backend).announce(Given.product());
  }

  private static DecisionNotice decision(String customer) {
    return Decided.coupon("d-" + customer, DECIDED).notice(customer);
  }

  private static DecisionNotice toKeep(String customer) {
    return keep(customer, T0 + DAY);
  }

  private static DecisionNotice keep(String customer, long bought) {
    return Decided.toKeep(
            "k-" + customer, DECIDED, "o-" + customer + "-" + bought, Given.SKU, bought + 14 * DAY)
        .notice(customer);
  }

  private static Envelope order(String customer, long time, String sku) {
    return Envelope.of(
        customer,
        false,
        new Bought(
            "p-" + time,
            time,
            "o-" + time,
            Channel.ONLINE,
            null,
            List.of(new Bought.Line(sku, 1, 49_900, -1))));
  }

  private static Envelope returned(String customer, long bought, long time) {
    return Envelope.of(
        customer,
        false,
        new Returned(
            "r-" + customer + "-" + time,
            time,
            "o-" + customer + "-" + bought,
            null,
            List.of(new Returned.Line(Given.SKU, 1, 49_900)),
            ReturnReason.CHANGED_MIND,
            ReturnCondition.OPENED));
  }

  private static List<String> told(OutcomeHarness outcomes) {
    return outcomes.out().stream()
        .map(
            notice ->
                "%s %d %s %d %d"
                    .formatted(
                        notice.decision().alert().customerId(),
                        notice.revision(),
                        notice.outcome(),
                        notice.revenueMinor(),
                        notice.marginMinor()))
        .toList();
  }
}
