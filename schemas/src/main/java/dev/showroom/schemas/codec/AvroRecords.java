package dev.showroom.schemas.codec;

import dev.showroom.schemas.DeadLetterReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.message.BadHeaderException;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.message.MissingSchemaException;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * One record type in Avro's single-object encoding: two marker bytes, the writer schema's 64-bit
 * fingerprint, the binary record (Avro specification, "Single-object encoding"). The form of Kafka
 * values where no schema registry is set, and everywhere else.
 *
 * <p>With a registry, what is in Confluent's wire format is read as well: the first byte tells the
 * two apart, so that both may be on one topic while a team moves over.
 *
 * <p>Not thread-safe: one instance for each reader.
 */
public final class AvroRecords<T extends SpecificRecord> {
  private static final int MARKER_BYTES = 2;
  private static final int HEADER_BYTES = MARKER_BYTES + Long.BYTES;

  private final SpecificData model;
  private final BinaryMessageDecoder<T> decoder;
  private final BinaryMessageEncoder<T> encoder;
  private final Map<Long, Schema> writers = new HashMap<>();
  private final RegisteredRecords<T> registered;

  public AvroRecords(Class<? extends T> type) {
    this(type, List.of(), WriterSchemas.NONE);
  }

  /**
   * @param registered schemas of what is in Confluent's wire format
   */
  public AvroRecords(Class<? extends T> type, WriterSchemas registered) {
    this(type, List.of(), registered);
  }

  /**
   * @param olderWriters schemas of earlier releases whose records are still on the topic
   */
  public AvroRecords(Class<? extends T> type, Collection<Schema> olderWriters) {
    this(type, olderWriters, WriterSchemas.NONE);
  }

  /** Both of these. */
  public AvroRecords(
      Class<? extends T> type, Collection<Schema> olderWriters, WriterSchemas registered) {
    Schema schema = SpecificData.get().getSchema(type);
    this.model = SpecificData.getForClass(type);
    this.decoder = new BinaryMessageDecoder<>(model, schema);
    this.encoder = new BinaryMessageEncoder<>(model, schema, true);
    olderWriters.forEach(decoder::addSchema);
    olderWriters.forEach(this::know);
    know(schema);
    this.registered = new RegisteredRecords<>(model, schema, registered);
  }

  private void know(Schema writer) {
    writers.put(SchemaNormalization.parsingFingerprint64(writer), writer);
  }

  public byte[] write(T record) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(128);
    try {
      encoder.encode(record, out);
    } catch (IOException e) {
      throw new UncheckedIOException("a byte array cannot fail", e);
    }
    return out.toByteArray();
  }

  /**
   * @throws MalformedRecordException for anything that is not one whole record of a known schema
   */
  public T read(byte[] bytes) throws MalformedRecordException {
    if (ConfluentFormat.is(bytes)) {
      return registered.read(bytes);
    }
    if (bytes.length >= HEADER_BYTES) {
      Schema writer = writers.get(fingerprint(bytes));
      if (writer != null && !AvroExtent.fits(writer, bytes, HEADER_BYTES)) {
        throw new MalformedRecordException(
            DeadLetterReason.UNDECODABLE, "the Avro bytes do not fit their schema");
      }
    }
    try {
      return decoder.decode(bytes);
    } catch (MissingSchemaException e) {
      throw new MalformedRecordException(
          DeadLetterReason.UNKNOWN_SCHEMA, "the writer's schema fingerprint is not known");
    } catch (BadHeaderException e) {
      throw new MalformedRecordException(
          DeadLetterReason.UNDECODABLE, "not in Avro single-object encoding");
    } catch (IOException | RuntimeException e) {
      // Broken bytes make Avro throw anything from EOFException to NegativeArraySizeException.
      throw new MalformedRecordException(
          DeadLetterReason.UNDECODABLE, "the Avro bytes do not fit their schema");
    }
  }

  /**
   * The bytes of a record that was read, in a form that needs no registry: as they are, or written
   * anew by this build's schema.
   */
  public byte[] withoutRegistry(byte[] bytes, T record) {
    return ConfluentFormat.is(bytes) ? write(record) : bytes;
  }

  private static long fingerprint(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(MARKER_BYTES);
  }
}
