package dev.showroom.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HeadwayTest {
  private long millis = 7;
  private final Headway headway = new Headway(Duration.ofSeconds(30), () -> millis * 1_000_000);

  @Test
  void reading_is_stuck_when_nothing_has_come_for_as_long_as_patience_lasts() {
    assertThat(headway.isStuck(10)).isFalse();
    millis += 29_999;
    assertThat(headway.isStuck(10)).isFalse();
    millis += 1;
    assertThat(headway.isStuck(10)).isTrue();
  }

  @Test
  void one_record_is_enough_to_wait_again() {
    assertThat(headway.isStuck(10)).isFalse();
    millis += 29_999;
    assertThat(headway.isStuck(9)).isFalse();
    millis += 29_999;
    assertThat(headway.isStuck(9)).isFalse();
    millis += 1;
    assertThat(headway.isStuck(9)).isTrue();
  }
}
