package dev.showroom.live.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.push.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PushQueueTest {
  private static final Verdict WELL = Verdict.received();
  private static final Verdict WRONG = Verdict.again("HTTP 500", 0);
  private static final long PAUSE = 1_000;

  private long now = 10_000;
  private final PushQueue queue =
      new PushQueue(new Circuit(Duration.ofMillis(PAUSE), new TestClock()), 3);

  private Optional<String> next() {
    return queue.next(now);
  }

  private void one(Verdict verdict) {
    String id = next().orElseThrow();
    queue.answered(id, verdict);
  }

  @Test
  void who_is_due_first_goes_first_and_nobody_before_the_time() {
    queue.add("b", 10_002);
    queue.add("a", 10_001);
    queue.add("c", 10_002);
    assertThat(next()).isEmpty();
    assertThat(queue.lookAgainAt(now)).contains(10_001L);

    now = 10_001;
    assertThat(next()).contains("a");
    assertThat(next()).isEmpty();
    now = 10_002;
    assertThat(next()).contains("b");
    assertThat(next()).contains("c");
  }

  @Test
  void no_more_are_under_way_than_allowed() {
    for (String id : new String[] {"a", "b", "c", "d"}) {
      queue.add(id, now);
    }
    next();
    next();
    assertThat(next()).contains("c");
    assertThat(next()).isEmpty();
    assertThat(queue.lookAgainAt(now)).as("an answer will tell").isEmpty();

    queue.answered("b", WELL);
    assertThat(next()).contains("d");
  }

  @Test
  void who_is_put_in_another_place_has_left_the_first() {
    queue.add("a", now);
    queue.add("a", now + 5);
    assertThat(queue.waiting()).isEqualTo(1);
    assertThat(next()).isEmpty();
    now += 5;
    assertThat(next()).contains("a");
    assertThat(next()).isEmpty();
    assertThat(queue.waiting()).isZero();
  }

  @Test
  void a_wish_of_the_provider_stops_all() {
    queue.add("a", now);
    queue.add("b", now);
    String first = next().orElseThrow();
    queue.answered(first, Verdict.tooMany("HTTP 429", now + 500));
    assertThat(next()).isEmpty();
    assertThat(queue.lookAgainAt(now)).contains(now + 500);

    now += 499;
    assertThat(next()).isEmpty();
    now += 1;
    assertThat(next()).contains("b");
  }

  @Test
  void the_circuit_stays_closed_while_fewer_than_half_fail() {
    for (int i = 0; i < 50; i++) {
      queue.add("k-" + i, now);
      one(i % 5 % 2 == 1 ? WRONG : WELL);
    }
    queue.add("last", now);
    assertThat(next()).contains("last");
  }

  @Test
  void the_circuit_opens_at_the_fifth_of_five_failures_and_not_at_the_fourth() {
    for (int i = 0; i < 4; i++) {
      queue.add("k-" + i, now);
      one(WRONG);
    }
    queue.add("fifth", now);
    one(WRONG);
    queue.add("sixth", now);

    assertThat(next()).isEmpty();
    assertThat(queue.waiting()).isEqualTo(1);
    assertThat(queue.lookAgainAt(now)).contains(now + PushQueue.LOOK_AGAIN);
  }

  @Test
  void after_a_pause_two_go_for_a_trial_and_all_when_both_went_well() {
    open();
    now += PAUSE;
    assertThat(next()).isEmpty();
    now += 1;
    String first = next().orElseThrow();
    String second = next().orElseThrow();
    assertThat(next()).isEmpty();
    queue.answered(first, WELL);
    assertThat(next()).as("one of them is not answered").isEmpty();
    queue.answered(second, WELL);
    assertThat(next()).isPresent();
    assertThat(next()).isPresent();
    assertThat(next()).isPresent();
  }

  @Test
  void after_trials_that_fail_the_pause_is_twice_as_long_and_eight_times_at_the_most() {
    open();
    long pause = PAUSE;
    for (int i = 0; i < 6; i++) {
      now += pause;
      assertThat(next()).as("pause of %d ms", pause).isEmpty();
      now += 1;
      one(WRONG);
      one(WRONG);
      pause = Math.min(pause * 2, PAUSE * 8);
    }
  }

  @Test
  void a_trial_that_says_nothing_of_the_provider_leaves_its_place_to_another() {
    open();
    now += PAUSE + 1;
    String first = next().orElseThrow();
    String second = next().orElseThrow();
    queue.skipped(first);
    queue.answered(second, Verdict.tooMany("HTTP 429", 0));
    one(WELL);
    one(WELL);
    assertThat(next()).isPresent();
    assertThat(next()).isPresent();
    assertThat(next()).isPresent();
  }

  @Test
  void who_is_refused_has_found_a_provider_that_is_well() {
    for (int i = 0; i < 30; i++) {
      queue.add("k-" + i, now);
      one(Verdict.refused("HTTP 400"));
    }
    queue.add("last", now);
    assertThat(next()).contains("last");
  }

  private void open() {
    for (int i = 0; i < 5; i++) {
      queue.add("k-" + i, now);
      one(WRONG);
    }
    for (int i = 0; i < 40; i++) {
      queue.add("w-" + i, now);
    }
    assertThat(next()).isEmpty();
  }

  private final class TestClock extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(now);
    }
  }
}
