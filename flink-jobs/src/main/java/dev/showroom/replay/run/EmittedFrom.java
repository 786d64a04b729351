package dev.showroom.replay.run;

import dev.showroom.core.outbound.Outbound;
import dev.showroom.schemas.Alert;
import dev.showroom.schemas.CouponDecision;
import dev.showroom.schemas.Insight;
import dev.showroom.schemas.LateEvent;
import dev.showroom.schemas.Outcome;
import dev.showroom.schemas.codec.AvroRecords;
import dev.showroom.schemas.codec.MalformedRecordException;
import dev.showroom.schemas.codec.OutTopic;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.functions.FilterFunction;

/**
 * Leaves out what was decided in a warm-up. State is what a warm-up is for: what is decided later
 * is what a replay from long ago would have decided, by its revision, too.
 */
final class EmittedFrom implements FilterFunction<Outbound> {
  private static final long serialVersionUID = 1L;

  private final long from;
  private transient Map<OutTopic, AvroRecords<?>> records;

  /**
   * @param from event time, epoch milliseconds
   */
  EmittedFrom(long from) {
    this.from = from;
  }

  @Override
  public boolean filter(Outbound outbound) throws MalformedRecordException {
    if (records == null) {
      records = new EnumMap<>(OutTopic.class);
    }
    AvroRecords<?> reader =
        records.computeIfAbsent(outbound.topic(), topic -> new AvroRecords<>(topic.recordClass()));
    SpecificRecord record = reader.read(outbound.value());
    if (record instanceof Alert alert) {
      return isAfter(alert.getDecidedAt());
    } else if (record instanceof CouponDecision decision) {
      return isAfter(decision.getDecidedAt());
    } else if (record instanceof Outcome outcome) {
      return isAfter(outcome.getDecidedAt());
    } else if (record instanceof Insight insight) {
      // A window that was open then is told whole: the warm-up knows its first part.
      return insight.getWindowEnd().toEpochMilli() > from;
    } else if (record instanceof LateEvent late) {
      // It came when its watermark stood, however long ago it happened.
      return isAfter(late.getEventTime()) || isAfter(late.getWatermark());
    }
    return true; // Dead letters have no time; those of a warm-up were left out before.
  }

  private boolean isAfter(Instant time) {
    return time.toEpochMilli() >= from;
  }
}
