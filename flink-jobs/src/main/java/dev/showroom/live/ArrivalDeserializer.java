package dev.showroom.live;

import dev.showroom.core.intake.Arrival;
import dev.showroom.core.intake.Intake;
import dev.showroom.kafka.Topics;
import dev.showroom.metrics.Meters;
import dev.showroom.schemas.DeadLetterReason;
import dev.showroom.schemas.codec.AvroRecords;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.WriterSchemas;
import dev.showroom.stream.type.Packings;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;

/**
 * Kafka records to arrivals. What cannot be read is an arrival too, a dead one. Throws only where
 * it cannot be known whether a record can be read, as the schema registry does not answer.
 */
final class ArrivalDeserializer implements KafkaRecordDeserializationSchema<Arrival> {
  private static final long serialVersionUID = 1L;
  private static final byte[] NOTHING = new byte[0];

  private final Topics topics;
  private final Duration futureTolerance;
  private final WriterSchemas.Source writers;
  private transient Intake intake;
  private transient Map<InTopic, AvroRecords<?>> readers;
  private transient StoreClocks clocks;
  private transient SpecificRecord read;
  private transient Map<String, InTopic> streams;

  ArrivalDeserializer(Topics topics, Duration futureTolerance, WriterSchemas.Source writers) {
    this.topics = topics;
    this.futureTolerance = futureTolerance;
    this.writers = writers;
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    intake = new Intake(futureTolerance);
    readers = new EnumMap<>(InTopic.class);
    streams = new HashMap<>();
    WriterSchemas registered = writers.open();
    clocks = new StoreClocks(Meters.in(context.getMetricGroup()));
    for (InTopic stream : InTopic.values()) {
      readers.put(stream, new AvroRecords<>(stream.recordClass(), registered));
      streams.put(topics.name(stream), stream);
    }
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Arrival> out) {
    InTopic stream = streams.get(record.topic());
    String origin = record.topic() + "-" + record.partition() + "-" + record.offset();
    if (record.value() == null) {
      out.collect(
          Intake.dead(
              stream, origin, NOTHING, DeadLetterReason.UNDECODABLE, "the record has no value"));
      return;
    }
    AvroRecords<?> reader = readers.get(stream);
    Arrival arrival =
        intake.accept(
            stream, origin, record.value(), reportedAt(record), bytes -> read = reader.read(bytes));
    if (!arrival.isDead() && record.timestampType() == TimestampType.LOG_APPEND_TIME) {
      clocks.seen(read, record.timestamp());
    }
    out.collect(arrival);
  }

  /**
   * When the record was reported. The broker's stamp is that; a producer's may be the event's own
   * time, so it is believed only as far as it has come to pass.
   */
  private static long reportedAt(ConsumerRecord<byte[], byte[]> record) {
    return record.timestampType() == TimestampType.LOG_APPEND_TIME
        ? record.timestamp()
        : Math.min(record.timestamp(), System.currentTimeMillis());
  }

  @Override
  public TypeInformation<Arrival> getProducedType() {
    return Packings.ARRIVAL.as(Arrival.class);
  }
}
