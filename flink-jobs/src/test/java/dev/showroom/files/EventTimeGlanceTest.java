package dev.showroom.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeGlanceTest {

  @ParameterizedTest
  @CsvSource({
    "2026-01-31T08:15:30Z, 2026-01-31T08:15:30Z",
    "2026-01-31T08:15:30.123Z, 2026-01-31T08:15:30.123Z",
    "2026-01-31T10:15:30+02:00, 2026-01-31T08:15:30Z",
    "2026-01-31T08:15Z, 2026-01-31T08:15:00Z",
  })
  void the_time_is_found_wherever_it_stands(String text, Instant time) {
    String field = "\"eventTime\":\"" + text + "\"";

    assertThat(at("{" + field + "}")).isEqualTo(time.toEpochMilli());
    assertThat(at("{\"eventId\":\"e1\"," + field + "}")).isEqualTo(time.toEpochMilli());
    assertThat(at("{" + field + ",\"eventId\":\"e1\"}")).isEqualTo(time.toEpochMilli());
    assertThat(at("{" + field.replace(":\"", " :\t \"") + " }")).isEqualTo(time.toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "not json",
        "{\"eventTime\"",
        "{\"eventTime\":",
        "{\"eventTime\":\"2026-01-31T08:15:30",
        "{\"eventTime\":1769847330000,\"padding\":\"xxxxxxxxxxxxxxxxxxxx\"}",
        "{\"eventTime\":\"yesterday at about five o'clock\"}",
        "{\"eventTime\":\"+999999999-12-31T23:59:59Z\"}",
        "{\"eventtime\":\"2026-01-31T08:15:30Z\"}",
      })
  void what_tells_no_time_is_unknown(String line) {
    assertThat(at(line)).isEqualTo(EventTimeGlance.UNKNOWN);
  }

  @Test
  void a_line_cut_anywhere_tells_its_time_or_none() {
    String line = "{\"eventId\":\"e1\",\"eventTime\":\"2026-01-31T08:15:30Z\",\"sku\":\"s\"}";
    long time = Instant.parse("2026-01-31T08:15:30Z").toEpochMilli();
    for (int length = 0; length <= line.length(); length++) {
      assertThat(at(line.substring(0, length))).isIn(time, EventTimeGlance.UNKNOWN);
    }
    assertThat(at(line)).isEqualTo(time);
  }

  private static long at(String line) {
    return EventTimeGlance.at(line.getBytes(StandardCharsets.UTF_8));
  }
}
