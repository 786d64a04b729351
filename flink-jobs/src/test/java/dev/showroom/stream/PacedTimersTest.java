package dev.showroom.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.stream.PacedHarness.Inputs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.SavepointType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Timers in slices: what keys, and who comes next in the graph, see of it, and when. */
class PacedTimersTest {
  private static final long TURN = 50;

  /** One timer at a time, and what arrives has its turn after each. */
  private static final Pace STEP = new Pace(Duration.ZERO, Duration.ofMillis(TURN));

  @ParameterizedTest
  @EnumSource
  void timers_due_at_once_fire_in_slices_and_the_watermark_goes_on_with_the_last(Inputs inputs)
      throws Exception {
    try (PacedHarness job = new PacedHarness(inputs, STEP)) {
      job.element("a@10").element("b@10").element("c@11").watermark(9);
      assertThat(job.told()).endsWith("watermark 9");
      assertThat(job.watermark(11).told()).hasSize(1).allMatch(line -> line.contains("@10 fires"));
      assertThat(job.later(1).told()).hasSize(1).allMatch(line -> line.contains("@10 fires"));
      assertThat(job.later(1).told()).containsExactly("c@11 fires, 11");
      assertThat(job.later(1).told()).containsExactly("watermark 11");
      assertThat(job.later(100).told()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void where_the_pace_is_unbroken_all_fire_in_one_go(Inputs inputs) throws Exception {
    try (PacedHarness job = new PacedHarness(inputs, Pace.UNBROKEN)) {
      job.element("a@10").element("b@11").watermark(11);
      assertThat(job.told())
          .containsExactly(
              "a@10 seen, none",
              "b@11 seen, none",
              "a@10 fires, 11",
              "b@11 fires, 11",
              "watermark 11");
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_fits_into_a_slice_fires_in_one_go(Inputs inputs) throws Exception {
    try (PacedHarness job =
        new PacedHarness(inputs, new Pace(Duration.ofMinutes(10), Duration.ofMillis(TURN)))) {
      job.element("a@10").element("b@11").forget().watermark(11);
      assertThat(job.told()).containsExactly("a@10 fires, 11", "b@11 fires, 11", "watermark 11");
    }
  }

  @ParameterizedTest
  @EnumSource
  void elements_have_their_turn_between_slices_for_as_long_as_they_keep_arriving(Inputs inputs)
      throws Exception {
    try (PacedHarness job = new PacedHarness(inputs, STEP)) {
      job.element("a@10").element("b@11").element("c@12").element("d@13").watermark(13).forget();
      for (int i = 0; i < 5; i++) {
        assertThat(job.element("x@20").told()).containsExactly("x@20 seen, 13");
        assertThat(job.later(1).told()).isEmpty();
      }
      assertThat(job.later(1).told()).containsExactly("b@11 fires, 13");
      assertThat(job.later(1).told()).containsExactly("c@12 fires, 13");
    }
  }

  @ParameterizedTest
  @EnumSource
  void and_not_for_longer_than_their_turn(Inputs inputs) throws Exception {
    try (PacedHarness job = new PacedHarness(inputs, STEP)) {
      job.element("a@10").element("b@11").watermark(13).forget();
      for (int i = 1; i < TURN; i++) {
        job.element("x@20").later(1);
      }
      assertThat(job.told()).hasSize((int) TURN - 1).containsOnly("x@20 seen, 13");
      assertThat(job.element("x@20").later(1).told())
          .containsExactly("x@20 seen, 13", "b@11 fires, 13");
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_keys_own_timer_fires_before_an_element_of_the_key_and_not_again(Inputs inputs)
      throws Exception {
    try (PacedHarness job = new PacedHarness(inputs, STEP)) {
      job.element("a@10").element("b@11").element("c@12").watermark(12).forget();
      job.element("c@20");
      assertThat(job.told()).containsExactly("c@12 fires, 12", "c@20 seen, 12");
      assertThat(job.drained()).containsExactly("b@11 fires, 12", "watermark 12");
      assertThat(job.watermark(20).drained()).containsExactly("c@20 fires, 20", "watermark 20");
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_timer_that_is_not_due_yet_is_not_brought_forward(Inputs inputs) throws Exception {
    try (PacedHarness job = new PacedHarness(inputs, STEP)) {
      job.element("a@10").element("b@11").element("c@13").watermark(12).forget();
      assertThat(job.element("c@30").told()).containsExactly("c@30 seen, 12");
      assertThat(job.element("b@30").told()).containsExactly("b@11 fires, 12", "b@30 seen, 12");
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_timer_set_while_catching_up_fires_as_well_if_it_is_due(Inputs inputs) throws Exception {
    try (PacedHarness job = new PacedHarness(inputs, STEP)) {
      // Fires at 11, 13, 15 and so on while it is told to.
      job.element("a@10").element("again@11").element("z@12").watermark(14).forget();
      assertThat(job.element("again@40").told())
          .containsExactly("again@11 fires, 14", "again@13 fires, 14", "again@40 seen, 14");
      assertThat(job.drained()).containsExactly("z@12 fires, 14", "watermark 14");
      assertThat(job.watermark(40).drained()).containsExactly("again@40 fires, 40", "watermark 40");
    }
  }

  @ParameterizedTest
  @EnumSource
  void one_set_behind_the_watermark_meanwhile_fires_before_the_watermark_goes_on(Inputs inputs)
      throws Exception {
    try (PacedHarness job = new PacedHarness(inputs, STEP)) {
      job.element("a@10").element("b@11").watermark(12).forget();
      job.element("late@5");
      assertThat(job.drained())
          .containsExactly("late@5 seen, 12", "late@5 fires, 12", "b@11 fires, 12", "watermark 12");
    }
  }

  @ParameterizedTest
  @EnumSource
  void of_watermarks_that_come_meanwhile_the_last_follows_and_elements_see_it_at_once(Inputs inputs)
      throws Exception {
    try (PacedHarness job = new PacedHarness(inputs, STEP)) {
      job.element("a@10").element("b@11").element("c@20").element("d@30").watermark(12).forget();
      job.watermark(15).watermark(25);
      assertThat(job.element("x@90").told()).containsExactly("x@90 seen, 25");
      assertThat(job.element("c@91").told()).containsExactly("c@20 fires, 25", "c@91 seen, 25");
      assertThat(job.drained()).containsExactly("b@11 fires, 12", "watermark 12", "watermark 25");
    }
  }

  @Test
  void what_is_broadcast_sees_as_the_watermark_up_to_when_all_has_fired() throws Exception {
    try (PacedHarness job = new PacedHarness(Inputs.WITH_BROADCAST, STEP)) {
      job.element("a@5").watermark(5).drained();
      job.element("a@10").element("b@11").watermark(12).forget();
      assertThat(job.broadcast("all").told()).containsExactly("all heard, 5");
      assertThat(job.element("x@90").told()).containsExactly("x@90 seen, 12");
      job.drained();
      assertThat(job.broadcast("all").told()).containsExactly("all heard, 12");
    }
  }

  @ParameterizedTest
  @EnumSource
  void that_the_input_is_idle_is_told_after_the_watermark(Inputs inputs) throws Exception {
    try (PacedHarness job = new PacedHarness(inputs, STEP)) {
      job.element("a@10").element("b@11").watermark(12).forget();
      assertThat(job.idle(true).told()).isEmpty();
      assertThat(job.drained()).containsExactly("b@11 fires, 12", "watermark 12", "IDLE");
      assertThat(job.idle(false).told()).containsExactly("ACTIVE");

      job.element("a@20").element("b@21").watermark(22).forget();
      job.idle(true).idle(false);
      assertThat(job.drained()).containsExactly("b@21 fires, 22", "watermark 22");
      assertThat(job.idle(true).told()).containsExactly("IDLE");
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_end_of_input_waits_for_all_that_was_due_before(Inputs inputs) throws Exception {
    try (PacedHarness job = new PacedHarness(inputs, STEP)) {
      job.element("a@10").element("b@11").element("c@12").element("d@99").watermark(12).forget();
      job.watermark(Long.MAX_VALUE);
      assertThat(job.told())
          .containsExactly(
              "b@11 fires, 12",
              "c@12 fires, 12",
              "watermark 12",
              "d@99 fires, end",
              "watermark end");
      assertThat(job.later(1).told()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void an_operator_that_is_told_to_finish_fires_what_is_due(Inputs inputs) throws Exception {
    try (PacedHarness job = new PacedHarness(inputs, STEP)) {
      job.element("a@10").element("b@11").element("d@99").watermark(12).forget();
      assertThat(job.finish().told()).containsExactly("b@11 fires, 12", "watermark 12");
    }
  }

  @ParameterizedTest
  @EnumSource
  void after_the_savepoint_that_a_job_stops_with_nothing_fires_any_more(Inputs inputs)
      throws Exception {
    OperatorSubtaskState savepoint;
    try (PacedHarness job = new PacedHarness(inputs, STEP)) {
      job.element("a@10").element("b@11").watermark(12).forget();
      savepoint = job.snapshot(SavepointType.suspend(SavepointFormatType.CANONICAL));
      assertThat(job.later(TURN).told()).isEmpty();
    }
    try (PacedHarness job = new PacedHarness(inputs, STEP, savepoint)) {
      assertThat(job.watermark(11).drained()).containsExactly("b@11 fires, 11", "watermark 11");
    }
  }

  @ParameterizedTest
  @EnumSource
  void after_one_that_it_goes_on_from_the_rest_fires(Inputs inputs) throws Exception {
    try (PacedHarness job = new PacedHarness(inputs, STEP)) {
      job.element("a@10").element("b@11").watermark(12).forget();
      job.snapshot(SavepointType.savepoint(SavepointFormatType.CANONICAL));
      assertThat(job.drained()).containsExactly("b@11 fires, 12", "watermark 12");
    }
  }

  /** As Flink does between the end of the input and that savepoint. */
  @ParameterizedTest
  @EnumSource
  void once_the_clock_is_stopped_nothing_fires(Inputs inputs) throws Exception {
    try (PacedHarness job = new PacedHarness(inputs, STEP)) {
      job.element("a@10").element("b@11").watermark(12).forget();
      job.harness.getProcessingTimeService().quiesce();
      assertThat(job.later(TURN).told()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_snapshot_amidst_slices_holds_the_timers_that_have_not_fired(Inputs inputs)
      throws Exception {
    OperatorSubtaskState snapshot;
    try (PacedHarness job = new PacedHarness(inputs, STEP)) {
      job.element("a@10").element("b@11").element("c@12").element("d@13").watermark(12).forget();
      job.element("c@20");
      snapshot = job.snapshot();
      assertThat(job.drained()).as("it goes on").contains("b@11 fires, 12", "watermark 12");
    }
    try (PacedHarness job = new PacedHarness(inputs, STEP, snapshot)) {
      assertThat(job.watermark(13).drained())
          .containsExactly("b@11 fires, 13", "d@13 fires, 13", "watermark 13");
    }
  }

  /** With crashes between, whatever the pace. */
  @ParameterizedTest
  @EnumSource
  void each_key_sees_the_same_in_the_same_order_at_any_pace(Inputs inputs) throws Exception {
    for (int seed = 0; seed < 4; seed++) {
      assertThat(byKey(inputs, STEP, seed)).isEqualTo(byKey(inputs, Pace.UNBROKEN, seed));
    }
  }

  private static Map<String, List<String>> byKey(Inputs inputs, Pace pace, int seed)
      throws Exception {
    Random random = new Random(seed);
    // Apart, so that both paces get the same.
    Random turns = new Random(seed + 1_000);
    List<String> told = new ArrayList<>();
    PacedHarness job = new PacedHarness(inputs, pace);
    try {
      long time = 0;
      for (int i = 0; i < 600; i++) {
        String key = "k" + random.nextInt(12);
        job.element(key + "@" + (time + 1 + random.nextInt(40)));
        if (random.nextInt(10) == 0) {
          time += random.nextInt(30);
          job.watermark(time);
        }
        if (turns.nextInt(3) == 0) {
          job.later(1 + turns.nextInt((int) TURN));
        }
        if (turns.nextInt(100) == 0) {
          // What an operator has not come to is due again with the first watermark.
          OperatorSubtaskState snapshot = job.snapshot();
          told.addAll(job.told());
          job.close();
          job = new PacedHarness(inputs, pace, snapshot);
          job.watermark(time);
        }
      }
      told.addAll(job.watermark(time + 100).drained());
    } finally {
      job.close();
    }
    Map<String, List<String>> byKey = new TreeMap<>();
    for (String line : told) {
      if (!line.startsWith("watermark")) {
        // With which watermark a timer fires depends on which came together.
        byKey
            .computeIfAbsent(line.substring(0, line.indexOf('@')), any -> new ArrayList<>())
            .add(line.substring(0, line.indexOf(',')));
      }
    }
    assertThat(byKey).hasSize(12);
    return byKey;
  }
}
