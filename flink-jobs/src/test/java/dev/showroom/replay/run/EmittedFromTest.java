package dev.showroom.replay.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.outbound.Outbound;
import dev.showroom.schemas.LateEvent;
import dev.showroom.schemas.LateReason;
import dev.showroom.schemas.codec.AvroRecords;
import dev.showroom.schemas.codec.OutTopic;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmittedFromTest {
  private static final Instant FROM = Instant.parse("2026-01-31T08:00:00Z");

  @Test
  void what_came_late_is_told_if_it_came_after_the_warm_up_however_long_ago_it_happened()
      throws Exception {
    assertThat(isTold(FROM.minusSeconds(9), FROM.minusMillis(1))).isFalse();
    assertThat(isTold(FROM.minusSeconds(9), FROM)).isTrue();
  }

  private static boolean isTold(Instant eventTime, Instant watermark) throws Exception {
    LateEvent late =
        new LateEvent(
            "purchases",
            "purchases-0-1",
            eventTime,
            watermark,
            LateReason.APPLIED,
            List.of(),
            ByteBuffer.allocate(0));
    return new EmittedFrom(FROM.toEpochMilli())
        .filter(
            new Outbound(
                OutTopic.LATE_EVENTS, "", new AvroRecords<LateEvent>(LateEvent.class).write(late)));
  }
}
