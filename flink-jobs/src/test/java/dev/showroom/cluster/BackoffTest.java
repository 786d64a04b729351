package dev.showroom.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private final Backoff backoff = new Backoff();

  @Test
  void what_dies_at_once_is_waited_for_twice_as_long_each_time_up_to_half_a_minute() {
    assertThat(IntStream.range(0, 11).mapToObj(i -> backoff.afterDeath(Duration.ZERO).toMillis()))
        .containsExactly(
            100L, 200L, 400L, 800L, 1600L, 3200L, 6400L, 12800L, 25600L, 30000L, 30000L);
  }

  @Test
  void what_has_lived_for_ten_seconds_starts_again_at_once_and_what_lived_shorter_does_not() {
    backoff.afterDeath(Duration.ZERO);
    backoff.afterDeath(Duration.ZERO);
    assertThat(backoff.afterDeath(Backoff.MENDED_AFTER.minusNanos(1)))
        .isEqualTo(Duration.ofMillis(400));
    assertThat(backoff.afterDeath(Backoff.MENDED_AFTER)).isEqualTo(Backoff.FIRST);
  }
}
