package dev.showroom.replay.spool;

import dev.showroom.core.intake.Arrival;
import dev.showroom.core.intake.Encoding;
import dev.showroom.core.intake.HistoryRecord;
import dev.showroom.core.intake.Intake;
import dev.showroom.files.StreamInputs;
import dev.showroom.schemas.DeadLetterReason;
import dev.showroom.schemas.codec.AvroRecords;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.JsonRecords;
import dev.showroom.schemas.codec.KnownSchemas;
import dev.showroom.stream.Counters;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/** Records of the past to arrivals, at any parallelism. */
final class DecodeHistory extends RichFlatMapFunction<HistoryRecord, Arrival> {
  private static final long serialVersionUID = 1L;

  private final Duration futureTolerance;
  private final long emitFrom;
  private final EnumMap<InTopic, List<String>> writers;
  private final KnownSchemas registered;
  private transient LongCounter leftOut;
  private transient Intake intake;
  private transient Map<InTopic, AvroRecords<?>> avro;
  private transient Map<InTopic, JsonRecords<?>> json;

  /**
   * @param emitFrom dead letters of what came before this event time are left out: a warm-up tells
   *     nothing
   * @param writers schemas, as JSON, that records in Avro may have been written with
   * @param registered what the schema registry said when the records were fetched
   */
  DecodeHistory(
      Duration futureTolerance,
      long emitFrom,
      EnumMap<InTopic, List<String>> writers,
      KnownSchemas registered) {
    this.futureTolerance = futureTolerance;
    this.emitFrom = emitFrom;
    this.writers = writers;
    this.registered = registered;
  }

  @Override
  public void open(OpenContext context) {
    leftOut = Counters.of(getRuntimeContext(), Counters.LEFT_OUT);
    intake = new Intake(futureTolerance);
    avro = new EnumMap<>(InTopic.class);
    json = new EnumMap<>(InTopic.class);
    for (InTopic topic : InTopic.values()) {
      avro.put(topic, StreamInputs.decoder(topic, writers, registered));
      json.put(topic, new JsonRecords<>(topic.schema()));
    }
  }

  @Override
  public void flatMap(HistoryRecord record, Collector<Arrival> out) {
    if (record.isEnd()) {
      return;
    }
    Arrival arrival = decode(record);
    if (arrival.isDead() && record.time() < emitFrom) {
      leftOut.add(1);
      return;
    }
    out.collect(arrival);
  }

  private Arrival decode(HistoryRecord record) {
    if (record.bytes().length == 0) {
      return Intake.dead(
          record.topic(),
          record.origin(),
          record.bytes(),
          DeadLetterReason.UNDECODABLE,
          "the record has no value");
    }
    Intake.Decoder decoder =
        record.encoding() == Encoding.AVRO
            ? avro.get(record.topic())::read
            : json.get(record.topic())::read;
    return intake.accept(
        record.topic(), record.origin(), record.bytes(), record.arrivedAt(), decoder);
  }
}
