package dev.showroom.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PaceTest {
  @Test
  void the_lateness_bound_is_a_quarter_of_a_second_on_the_wall() {
    assertThat(new Pace(10).latenessBound()).isEqualTo(Duration.ofMinutes(36));
    assertThat(new Pace(100).latenessBound()).isEqualTo(Duration.ofSeconds(216));
  }

  @Test
  void but_never_more_than_the_configuration_allows_nor_less_than_its_default() {
    assertThat(new Pace(1).latenessBound()).isEqualTo(Duration.ofHours(1));
    assertThat(new Pace(86_400).latenessBound()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void the_simulated_world_is_over_before_today() {
    Instant now = Instant.parse("2026-11-22T15:00:00Z");
    Instant end = Schedule.startOfWorld(now, 90).plus(Duration.ofDays(90));
    assertThat(end).isEqualTo(Instant.parse("2026-11-21T00:00:00Z"));
  }
}
