package dev.showroom.archive;

import dev.showroom.core.intake.ArchivedRecord;
import dev.showroom.files.ArchivedStream;
import dev.showroom.schemas.DeadLetter;
import dev.showroom.schemas.DeadLetterReason;
import dev.showroom.schemas.codec.AvroRecords;
import dev.showroom.schemas.codec.MalformedRecordException;
import dev.showroom.stream.type.Packings;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Kafka records on their way into an archive. What cannot be read, or tells a time that no folder
 * should be dated by, goes there as a dead letter with its bytes.
 */
final class ArchiveDeserializer implements KafkaRecordDeserializationSchema<ArchivedRecord> {
  private static final long serialVersionUID = 1L;

  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final byte[] NOTHING = new byte[0];

  private final String prefix;
  private final Duration futureTolerance;
  private transient Map<String, ArchivedStream> streams;
  private transient Map<String, AvroRecords<?>> readers;
  private transient AvroRecords<DeadLetter> deadLetters;

  /**
   * @param prefix of the cluster's topics
   * @param futureTolerance how far an event time may lie past when it was reported
   */
  ArchiveDeserializer(String prefix, Duration futureTolerance) {
    this.prefix = prefix;
    this.futureTolerance = futureTolerance;
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    streams = new HashMap<>();
    readers = new HashMap<>();
    for (String name : ArchivedStream.names()) {
      ArchivedStream stream = ArchivedStream.of(name);
      streams.put(prefix + name, stream);
      readers.put(prefix + name, new AvroRecords<>(stream.recordClass()));
    }
    deadLetters = new AvroRecords<>(DeadLetter.class);
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<ArchivedRecord> out) {
    try {
      out.collect(read(record));
    } catch (MalformedRecordException e) {
      out.collect(dead(record, e));
    }
  }

  private ArchivedRecord read(ConsumerRecord<byte[], byte[]> record)
      throws MalformedRecordException {
    if (record.value() == null) {
      throw new MalformedRecordException(DeadLetterReason.UNDECODABLE, "the record has no value");
    }
    ArchivedStream stream = streams.get(record.topic());
    SpecificRecord value = readers.get(record.topic()).read(record.value());
    Instant time = stream.time(value);
    if (time == null) {
      time = Instant.ofEpochMilli(record.timestamp());
    } else if (time.isBefore(EARLIEST) || time.isAfter(latest(record))) {
      throw new MalformedRecordException(
          DeadLetterReason.TIME_OUT_OF_RANGE, "the time is before 2000 or has yet to come");
    }
    return new ArchivedRecord(
        stream.name(), record.partition(), time.toEpochMilli(), record.value());
  }

  /** A producer's stamp may be anything; what has yet to come by this clock is not believed. */
  private Instant latest(ConsumerRecord<byte[], byte[]> record) {
    Instant stamp = Instant.ofEpochMilli(record.timestamp());
    Instant now = Instant.now();
    return (stamp.isBefore(now) ? now : stamp).plus(futureTolerance);
  }

  private ArchivedRecord dead(ConsumerRecord<byte[], byte[]> record, MalformedRecordException why) {
    DeadLetter letter =
        new DeadLetter(
            record.topic().substring(prefix.length()),
            record.topic() + "-" + record.partition() + "-" + record.offset(),
            why.reason(),
            why.getMessage(),
            ByteBuffer.wrap(record.value() == null ? NOTHING : record.value()));
    return new ArchivedRecord(
        ArchivedStream.DEAD_LETTERS,
        record.partition(),
        record.timestamp(),
        deadLetters.write(letter));
  }

  @Override
  public TypeInformation<ArchivedRecord> getProducedType() {
    return Packings.ARCHIVED_RECORD.as(ArchivedRecord.class);
  }
}
