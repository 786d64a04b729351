package dev.showroom.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IsoTimeTest {
  private static final long END_OF_9999 = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

  @Test
  void what_is_formatted_is_parsed_back_the_same() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      long time = (random.nextLong() & Long.MAX_VALUE) % END_OF_9999 * (i % 7 == 0 ? -1 : 1);
      time = i % 3 == 0 ? time / 1_000 * 1_000 : time;
      assertThat(IsoTime.parse(IsoTime.format(time))).isEqualTo(time);
    }
  }

  @Test
  void the_quick_way_agrees_with_java_time_on_any_mistreated_text() {
    Random random = new Random(2);
    String letters = "0123456789TZtz:-+. /٣x";
    int parsed = 0;
    for (int i = 0; i < 100_000; i++) {
      long time = (random.nextLong() & Long.MAX_VALUE) % END_OF_9999;
      StringBuilder text =
          new StringBuilder(IsoTime.format(i % 2 == 0 ? time : time / 1_000 * 1_000));
      for (int changes = random.nextInt(3); changes > 0; changes--) {
        text.setCharAt(
            random.nextInt(text.length()), letters.charAt(random.nextInt(letters.length())));
      }
      Long quick = quick(text.toString());
      assertThat(quick).as(text.toString()).isEqualTo(slow(text.toString()));
      parsed += quick == null ? 0 : 1;
    }
    assertThat(parsed).isBetween(30_000, 90_000);
  }

  private static Long quick(String text) {
    try {
      return IsoTime.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static Long slow(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant().toEpochMilli();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
