package dev.showroom.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.intake.Arrival;
import dev.showroom.core.intake.Intake;
import dev.showroom.schemas.DeadLetterReason;
import dev.showroom.schemas.codec.InTopic;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.util.clock.ManualClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveWatermarksTest {
  private static final long NOW = Instant.parse("2026-02-01T12:00:00Z").toEpochMilli();
  private static final long SECOND = 1_000;
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long BOUND = 5 * SECOND;
  private static final long SLOW_BOUND = 60 * SECOND;
  private static final long QUIET = 2 * SECOND;
  private static final long IDLE = 30 * SECOND;
  private static final long STRIDE = 10 * SECOND;
  private static final byte[] NOTHING = new byte[0];

  private final ManualClock activity = new ManualClock();
  private final ManualClock timeOfDay = new ManualClock(Duration.ofMillis(NOW).toNanos());
  private final Output output = new Output();
  private LiveWatermarks watermarks;

  @BeforeEach
  void openPartition() {
    Map<InTopic, Long> bounds = new EnumMap<>(InTopic.class);
    for (InTopic topic : InTopic.values()) {
      bounds.put(topic, topic == InTopic.PURCHASES ? SLOW_BOUND : BOUND);
    }
    watermarks =
        new LiveWatermarks(
            new LiveWatermarks.Settings(bounds, QUIET, IDLE, STRIDE), activity, timeOfDay);
  }

  @Test
  void while_records_come_it_stays_the_streams_bound_behind_the_newest() {
    event(InTopic.BROWSING, NOW - 100);
    tick();
    assertThat(output.watermark).isEqualTo(NOW - 100 - BOUND - 1);

    event(InTopic.BROWSING, NOW);
    tick();
    assertThat(output.watermark).isEqualTo(NOW - BOUND - 1);
  }

  @Test
  void a_slow_stream_has_its_own_bound() {
    event(InTopic.PURCHASES, NOW);
    tick();
    assertThat(output.watermark).isEqualTo(NOW - SLOW_BOUND - 1);
  }

  @Test
  void a_record_exactly_at_the_bound_is_still_punctual_and_one_behind_it_is_not() {
    event(InTopic.BROWSING, NOW);
    tick();
    // The gate takes for late what is not after the watermark.
    assertThat(NOW - BOUND).isGreaterThan(output.watermark);
    assertThat(NOW - BOUND - 1).isLessThanOrEqualTo(output.watermark);
  }

  @Test
  void a_backlog_that_runs_ahead_is_told_of_without_waiting_for_the_clock() {
    long history = NOW - 10 * 24 * HOUR;
    event(InTopic.BROWSING, history);
    tick();
    for (int i = 0; i < 999; i++) {
      event(InTopic.BROWSING, history + HOUR);
    }
    assertThat(output.watermark).as("few records").isEqualTo(history - BOUND - 1);
    event(InTopic.BROWSING, history + HOUR);
    assertThat(output.watermark).isEqualTo(history + HOUR - BOUND - 1);

    for (int i = 0; i < 1_200; i++) {
      event(InTopic.BROWSING, history + HOUR + STRIDE - BOUND - 1);
    }
    assertThat(output.watermark).as("not far").isEqualTo(history + HOUR - BOUND - 1);
    event(InTopic.BROWSING, history + HOUR + STRIDE - BOUND);
    assertThat(output.watermark).isEqualTo(history + HOUR + STRIDE - 2 * BOUND - 1);
  }

  @Test
  void before_the_first_record_it_says_nothing() {
    tick();
    assertThat(output.watermark).isEqualTo(Long.MIN_VALUE);
    assertThat(output.idle).isFalse();
  }

  @Test
  void a_partition_that_never_had_a_record_is_idle_after_a_while_and_names_no_time() {
    pass(IDLE - 1);
    tick();
    assertThat(output.idle).isFalse();
    pass(1);
    tick();
    assertThat(output.idle).isTrue();
    assertThat(output.watermark).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void quiet_and_live_it_follows_the_clock() {
    event(InTopic.BROWSING, NOW);
    pass(QUIET - 1);
    tick();
    assertThat(output.watermark).as("not quiet yet").isEqualTo(NOW - BOUND - 1);

    pass(1);
    tick();
    assertThat(output.watermark).isEqualTo(NOW + QUIET - QUIET - BOUND - 1);
    pass(10 * SECOND);
    tick();
    assertThat(output.watermark).isEqualTo(NOW + 10 * SECOND - BOUND - 1);
    assertThat(output.idle).isFalse();
  }

  @Test
  void quiet_and_live_it_follows_the_clock_for_days() {
    event(InTopic.BROWSING, NOW);
    for (int hour = 0; hour < 7 * 24; hour++) {
      pass(HOUR / 2);
      tick();
      pass(HOUR / 2);
      tick();
    }
    assertThat(output.watermark).isEqualTo(NOW + 7 * 24 * HOUR - QUIET - BOUND - 1);
    assertThat(output.idle).isFalse();
  }

  @Test
  void event_time_an_hour_behind_the_clock_is_live_and_one_more_millisecond_is_history() {
    event(InTopic.BROWSING, NOW - HOUR + QUIET);
    pass(QUIET);
    tick();
    assertThat(output.watermark).isEqualTo(NOW - BOUND - 1);

    openPartition();
    output.watermark = Long.MIN_VALUE;
    long late = timeOfDay.absoluteTimeMillis() - HOUR + QUIET - 1;
    event(InTopic.BROWSING, late);
    pass(QUIET);
    tick();
    assertThat(output.watermark).isEqualTo(late - BOUND - 1);
  }

  @Test
  void quiet_and_history_it_waits_and_goes_idle_only_after_long() {
    long history = NOW - 10 * 24 * HOUR;
    event(InTopic.BROWSING, history);
    pass(IDLE - 1);
    tick();
    assertThat(output.idle).isFalse();
    assertThat(output.watermark).as("no deadline passes").isEqualTo(history - BOUND - 1);

    pass(1);
    tick();
    assertThat(output.idle).isTrue();
    assertThat(output.watermark).isEqualTo(history - BOUND - 1);

    event(InTopic.BROWSING, history + SECOND);
    tick();
    assertThat(output.idle).as("active again with the next record").isFalse();
    assertThat(output.watermark).isEqualTo(history + SECOND - BOUND - 1);
  }

  @Test
  void held_back_by_back_pressure_it_is_not_quiet() {
    event(InTopic.BROWSING, NOW);
    // The clock goes on and the input-activity clock stands still.
    timeOfDay.advanceTime(Duration.ofSeconds(60));
    tick();
    assertThat(output.watermark).isEqualTo(NOW - BOUND - 1);
  }

  @Test
  void it_never_goes_back() {
    event(InTopic.BROWSING, NOW);
    tick();
    event(InTopic.BROWSING, NOW - HOUR);
    tick();
    assertThat(output.watermark).isEqualTo(NOW - BOUND - 1);

    pass(20 * SECOND);
    tick();
    long ahead = output.watermark;
    event(InTopic.BROWSING, NOW + SECOND);
    tick();
    assertThat(output.watermark).as("a record behind the clock it followed").isEqualTo(ahead);
  }

  @Test
  void it_does_not_go_back_when_the_clock_does() {
    event(InTopic.BROWSING, NOW);
    pass(20 * SECOND);
    tick();
    long before = output.watermark;
    activity.advanceTime(Duration.ofSeconds(20));
    timeOfDay.advanceTime(Duration.ofSeconds(-15));
    tick();
    assertThat(output.watermark).isEqualTo(before);
  }

  @Test
  void a_dead_letter_does_not_move_it() {
    event(InTopic.BROWSING, NOW - HOUR / 2);
    tick();
    long before = output.watermark;
    dead(InTopic.BROWSING);
    tick();
    assertThat(output.watermark).isEqualTo(before);

    openPartition();
    output.watermark = Long.MIN_VALUE;
    dead(InTopic.BROWSING);
    tick();
    assertThat(output.watermark).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void a_time_in_the_far_future_never_moves_it() {
    event(InTopic.BROWSING, NOW);
    byte[] line =
        """
        {"eventId":"e","eventTime":"2099-01-01T00:00:00Z","customerId":"c"}\
        """
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    Arrival far =
        new Intake(Duration.ofMinutes(10))
            .accept(
                InTopic.ERASURES,
                "erasures-0-1",
                line,
                NOW,
                new dev.showroom.schemas.codec.JsonRecords<>(InTopic.ERASURES.schema())::read);
    assertThat(far.reason()).isEqualTo(DeadLetterReason.TIME_IN_FUTURE);

    watermarks.onEvent(far, far.time(), output);
    tick();
    assertThat(output.watermark).isEqualTo(NOW - BOUND - 1);
  }

  private void event(InTopic topic, long time) {
    watermarks.onEvent(
        new Arrival(topic, topic.topic() + "-0-1", NOTHING, time, null, null, null, null),
        time,
        output);
  }

  private void dead(InTopic topic) {
    // Whatever time it says.
    Arrival dead =
        new Arrival(
            topic,
            topic.topic() + "-0-1",
            NOTHING,
            NOW + HOUR,
            null,
            null,
            DeadLetterReason.TIME_IN_FUTURE,
            "broken");
    watermarks.onEvent(dead, dead.time(), output);
  }

  private void pass(long millis) {
    activity.advanceTime(Duration.ofMillis(millis));
    timeOfDay.advanceTime(Duration.ofMillis(millis));
  }

  private void tick() {
    watermarks.onPeriodicEmit(output);
  }

  /** As Flink's: a watermark makes active, and is never taken back. */
  private static final class Output implements WatermarkOutput {
    long watermark = Long.MIN_VALUE;
    boolean idle;

    @Override
    public void emitWatermark(Watermark next) {
      assertThat(next.getTimestamp()).isGreaterThanOrEqualTo(watermark);
      watermark = next.getTimestamp();
      idle = false;
    }

    @Override
    public void markIdle() {
      idle = true;
    }

    @Override
    public void markActive() {
      idle = false;
    }
  }
}
