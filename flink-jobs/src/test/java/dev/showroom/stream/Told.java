package dev.showroom.stream;

import dev.showroom.core.outbound.Outbound;
import dev.showroom.schemas.Alert;
import dev.showroom.schemas.DeadLetter;
import dev.showroom.schemas.Insight;
import dev.showroom.schemas.LateEvent;
import dev.showroom.schemas.codec.AvroRecords;
import dev.showroom.schemas.codec.JsonRecords;
import dev.showroom.schemas.codec.MalformedRecordException;
import dev.showroom.schemas.codec.OutTopic;
import java.util.Collection;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** Reads what left the graph. */
final class Told {
  private Told() {}

  static List<Alert> alerts(Collection<Outbound> outbound) {
    return of(OutTopic.ALERTS, Alert.class, outbound);
  }

  static List<LateEvent> lateEvents(Collection<Outbound> outbound) {
    return of(OutTopic.LATE_EVENTS, LateEvent.class, outbound);
  }

  static List<DeadLetter> deadLetters(Collection<Outbound> outbound) {
    return of(OutTopic.DEAD_LETTERS, DeadLetter.class, outbound);
  }

  static List<Insight> insights(Collection<Outbound> outbound) {
    return of(OutTopic.INSIGHTS, Insight.class, outbound);
  }

  /** As lines of JSON, behind the name of their stream. */
  static List<String> lines(Collection<Outbound> outbound) {
    return outbound.stream()
        .map(
            one ->
                one.topic() + " " + JsonRecords.write(read(one.topic().recordClass(), one.value())))
        .toList();
  }

  private static <T extends SpecificRecord> List<T> of(
      OutTopic topic, Class<T> type, Collection<Outbound> outbound) {
    return outbound.stream()
        .filter(one -> one.topic() == topic)
        .map(one -> type.cast(read(type, one.value())))
        .toList();
  }

  private static <T extends SpecificRecord> T read(Class<? extends T> type, byte[] value) {
    try {
      return new AvroRecords<T>(type).read(value);
    } catch (MalformedRecordException e) {
      throw new AssertionError("a record of our own could not be read", e);
    }
  }
}
