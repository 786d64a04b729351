package dev.showroom.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.kafka.KafkaIo;
import dev.showroom.schemas.Alert;
import dev.showroom.schemas.CouponDecision;
import dev.showroom.schemas.Outcome;
import dev.showroom.schemas.codec.JsonRecords;
import dev.showroom.schemas.codec.MalformedRecordException;
import dev.showroom.schemas.codec.OutTopic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/** What a job said, as JSON by name, from Kafka or from the files of a replay. */
final class Said {
  /** A stream that leaves the job, and how its records are told apart. */
  record Stream<T extends SpecificRecord>(
      OutTopic topic, Class<T> type, Function<T, String> name, Function<T, Instant> at) {}

  static final Stream<Alert> ALERTS =
      new Stream<>(
          OutTopic.ALERTS,
          Alert.class,
          alert -> alert.getAlertId() + "#" + alert.getRevision(),
          Alert::getDecidedAt);
  static final Stream<CouponDecision> DECISIONS =
      new Stream<>(
          OutTopic.COUPON_DECISIONS,
          CouponDecision.class,
          CouponDecision::getDecisionId,
          CouponDecision::getDecidedAt);
  static final Stream<Outcome> OUTCOMES =
      new Stream<>(
          OutTopic.OUTCOMES,
          Outcome.class,
          outcome -> outcome.getDecisionId() + "#" + outcome.getRevision(),
          Outcome::getDecidedAt);

  private Said() {}

  /**
   * What stands in the topic and was decided up to {@code until} (event time). Copies must be the
   * same to the letter.
   */
  static <T extends SpecificRecord> Map<String, String> inTopic(
      KafkaIo kafka, Stream<T> stream, long until) {
    return byName(kafka.read(stream.topic(), stream.type()), stream, until);
  }

  /** How many records stand there, copies and all. */
  static <T extends SpecificRecord> long count(KafkaIo kafka, Stream<T> stream, long until) {
    return kafka.read(stream.topic(), stream.type()).stream()
        .filter(record -> stream.at().apply(record).toEpochMilli() <= until)
        .count();
  }

  static <T extends SpecificRecord> Map<String, String> inFile(Path directory, Stream<T> stream) {
    JsonRecords<T> reader = new JsonRecords<>(stream.topic().schema());
    try {
      List<T> records =
          Files.readAllLines(directory.resolve(stream.topic().file())).stream()
              .map(
                  line -> {
                    try {
                      return reader.read(line.getBytes(StandardCharsets.UTF_8));
                    } catch (MalformedRecordException e) {
                      throw new AssertionError(line, e);
                    }
                  })
              .toList();
      return byName(records, stream, Long.MAX_VALUE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T extends SpecificRecord> Map<String, String> byName(
      List<T> records, Stream<T> stream, long until) {
    Map<String, String> byName = new TreeMap<>();
    for (T record : records) {
      if (stream.at().apply(record).toEpochMilli() <= until) {
        String json = JsonRecords.write(record);
        String before = byName.put(stream.name().apply(record), json);
        assertThat(before == null || before.equals(json)).as("copies of " + json).isTrue();
      }
    }
    return byName;
  }
}
