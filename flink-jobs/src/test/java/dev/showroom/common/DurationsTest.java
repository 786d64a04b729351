package dev.showroom.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "0s, PT0S, 0s",
    "500ms, PT0.5S, 500ms",
    "1000ms, PT1S, 1s",
    "90s, PT1M30S, 90s",
    "120s, PT2M, 2m",
    "24h, PT24H, 1d",
    "14 d, PT336H, 14d",
    "36525d, PT876600H, 36525d",
  })
  void reads_a_length_of_time_and_writes_it_in_its_largest_whole_unit(
      String text, Duration length, String written) {
    assertThat(Durations.parse(text)).contains(length);
    assertThat(Durations.format(length)).isEqualTo(written);
    assertThat(Durations.parse(written)).contains(length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "5",
        "s",
        "-5s",
        "1.5h",
        "5 weeks",
        "PT5S",
        "5s 3ms",
        "36526d",
        "9999999999999s"
      })
  void reads_nothing_else(String text) {
    assertThat(Durations.parse(text)).isEmpty();
  }
}
