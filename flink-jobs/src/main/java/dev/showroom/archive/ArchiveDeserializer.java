package dev.showroom.archive;

import dev.showroom.core.intake.ArchivedRecord;
import dev.showroom.files.ArchivedStream;
import dev.showroom.schemas.DeadLetter;
import dev.showroom.schemas.DeadLetterReason;
import dev.showroom.schemas.codec.AvroRecords;
import dev.showroom.schemas.codec.MalformedRecordException;
import dev.showroom.schemas.codec.WriterSchemas;
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
import org.apache.kafka.common.record.TimestampType;

/**
 * Kafka records on their way into an archive. What cannot be read, or tells a time that no folder
 * should be dated by, goes there as a dead letter with its bytes.
 */
final class ArchiveDeserializer implements KafkaRecordDeserializationSchema<ArchivedRecord> {
  private static final long serialVersionUID = 1L;

  private static final byte[] NOTHING = new byte[0];

  private final String prefix;
  private final Duration futureTolerance;
  private transient Map<String, ArchivedStream> streams;
  private final WriterSchemas.Source writers;
  private transient Map<String, AvroRecords<SpecificRecord>> readers;
  private transient AvroRecords<DeadLetter> deadLetters;

  /**
   * @param prefix of the cluster's topics
   * @param futureTolerance how far an event time may lie past when it was reported
   * @param writers schemas of what is in Confluent's wire format; the archive needs none of them
   */
  ArchiveDeserializer(String prefix, Duration futureTolerance, WriterSchemas.Source writers) {
    this.prefix = prefix;
    this.futureTolerance = futureTolerance;
    this.writers = writers;
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    streams = new HashMap<>();
    readers = new HashMap<>();
    WriterSchemas registered = writers.open();
    for (String name : ArchivedStream.names()) {
      ArchivedStream stream = ArchivedStream.of(name);
      streams.put(prefix + name, stream);
      readers.put(prefix + name, new AvroRecords<>(stream.recordClass(), registered));
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
    AvroRecords<SpecificRecord> reader = readers.get(record.topic());
    SpecificRecord value = reader.read(record.value());
    Instant time = stream.time(value);
    return new ArchivedRecord(
        stream.name(),
        record.partition(),
        time == null ? stamp(record) : PlausibleTime.of(time, reportedAt(record), futureTolerance),
        reader.withoutRegistry(record.value(), value));
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

  private static long stamp(ConsumerRecord<byte[], byte[]> record) {
    return PlausibleTime.nearest(record.timestamp(), System.currentTimeMillis());
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
        ArchivedStream.DEAD_LETTERS, record.partition(), stamp(record), deadLetters.write(letter));
  }

  @Override
  public TypeInformation<ArchivedRecord> getProducedType() {
    return Packings.ARCHIVED_RECORD.as(ArchivedRecord.class);
  }
}
