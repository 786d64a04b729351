package dev.showroom.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.intake.ArchivedRecord;
import dev.showroom.files.ArchivedStream;
import dev.showroom.schemas.DeadLetter;
import dev.showroom.schemas.ErasureRequest;
import dev.showroom.schemas.codec.AvroRecords;
import dev.showroom.schemas.codec.WriterSchemas;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** What records are dated by, and whose clock is believed. */
class ArchiveDeserializerTest {
  private static final long REPORTED = Instant.parse("2026-01-10T00:00:00Z").toEpochMilli();
  private static final long FAR = Instant.parse("9999-12-31T00:00:00Z").toEpochMilli();
  private static final Duration TOLERANCE = Duration.ofMinutes(10);

  @Test
  void nothing_happened_after_it_was_reported_but_for_the_tolerance() {
    long latest = REPORTED + TOLERANCE.toMillis();
    for (TimestampType type : List.of(TimestampType.LOG_APPEND_TIME, TimestampType.CREATE_TIME)) {
      assertThat(read(type, REPORTED, erasure(latest)).time()).isEqualTo(latest);
      assertThat(read(type, REPORTED, erasure(latest)).stream()).isEqualTo("erasures");
      assertThat(read(type, REPORTED, erasure(latest + 1)).stream())
          .isEqualTo(ArchivedStream.DEAD_LETTERS);
    }
  }

  @Test
  void a_producer_whose_clock_runs_ahead_does_not_make_its_times_plausible() {
    ArchivedRecord record = read(TimestampType.CREATE_TIME, FAR, erasure(FAR));

    assertThat(record.stream()).isEqualTo(ArchivedStream.DEAD_LETTERS);
    assertThat(record.time()).isBetween(REPORTED, System.currentTimeMillis());
  }

  @Test
  void a_dead_letter_is_dated_by_a_stamp_from_2000_to_now() {
    byte[] garbage = {1, 2, 3};

    assertThat(read(TimestampType.CREATE_TIME, REPORTED, garbage).time()).isEqualTo(REPORTED);
    assertThat(read(TimestampType.CREATE_TIME, 0, garbage).time())
        .isEqualTo(Instant.parse("2000-01-01T00:00:00Z").toEpochMilli());
    assertThat(read(TimestampType.CREATE_TIME, FAR, garbage).time())
        .isBetween(REPORTED, System.currentTimeMillis());
  }

  @Test
  void what_a_registry_is_needed_for_is_archived_so_that_none_is() throws Exception {
    byte[] singleObject = erasure(REPORTED);
    byte[] registered =
        ByteBuffer.allocate(singleObject.length - 5)
            .put((byte) 0)
            .putInt(7)
            .put(singleObject, 10, singleObject.length - 10)
            .array();
    byte[] unknown = registered.clone();
    unknown[4] = 8;
    WriterSchemas.Source writers =
        () ->
            id -> {
              if (id == 7) {
                return ErasureRequest.getClassSchema();
              }
              throw WriterSchemas.unknown(id);
            };

    ArchivedRecord record = read(TimestampType.CREATE_TIME, REPORTED, registered, writers);
    assertThat(record.stream()).isEqualTo("erasures");
    assertThat(record.value()).isEqualTo(singleObject);
    ArchivedRecord dead = read(TimestampType.CREATE_TIME, REPORTED, unknown, writers);
    assertThat(dead.stream()).isEqualTo(ArchivedStream.DEAD_LETTERS);
    assertThat(new AvroRecords<DeadLetter>(DeadLetter.class).read(dead.value()).getPayload())
        .isEqualTo(ByteBuffer.wrap(unknown));
  }

  private static byte[] erasure(long time) {
    return new AvroRecords<>(ErasureRequest.class)
        .write(new ErasureRequest("e", Instant.ofEpochMilli(time), "anna"));
  }

  private static ArchivedRecord read(TimestampType type, long stamp, byte[] value) {
    return read(type, stamp, value, WriterSchemas.Source.NONE);
  }

  private static ArchivedRecord read(
      TimestampType type, long stamp, byte[] value, WriterSchemas.Source writers) {
    ArchiveDeserializer deserializer = new ArchiveDeserializer("t.", TOLERANCE, writers);
    deserializer.open(null);
    List<ArchivedRecord> out = new ArrayList<>();
    deserializer.deserialize(
        new ConsumerRecord<>(
            "t.erasures",
            0,
            0,
            stamp,
            type,
            -1,
            value.length,
            null,
            value,
            new RecordHeaders(),
            Optional.empty()),
        new ListCollector<>(out));
    assertThat(out).hasSize(1);
    return out.get(0);
  }
}
