package dev.showroom.schemas.codec;

import dev.showroom.schemas.DeadLetterReason;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reads one record type in Confluent's wire format, whichever schema it was written with: each
 * record that can be resolved to ours is one, by Avro's rules of schema resolution.
 */
final class RegisteredRecords<T extends SpecificRecord> {
  /** Far more schemas than a topic has; other teams' ids on it must not fill the memory. */
  private static final int MOST_WRITERS = 1_000;

  /** Of which this build's is no symbol; Avro has no type for it. */
  private static final String NO_SYMBOL = "No match for ";

  private static final int LONGEST_DETAIL = 200;

  private final SpecificData model;
  private final Schema reader;
  private final WriterSchemas schemas;
  private final Map<Integer, Writer<T>> writers =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Writer<T>> eldest) {
          return size() > MOST_WRITERS;
        }
      };
  private Writer<T> last;
  private BinaryDecoder decoder;

  private record Writer<T>(int id, Schema schema, DatumReader<T> records) {}

  RegisteredRecords(SpecificData model, Schema reader, WriterSchemas schemas) {
    this.model = model;
    this.reader = reader;
    this.schemas = schemas;
  }

  T read(byte[] bytes) throws MalformedRecordException {
    Writer<T> writer = writer(ConfluentFormat.id(bytes));
    int start = ConfluentFormat.HEADER_BYTES;
    if (!AvroExtent.fits(writer.schema, bytes, start)) {
      throw misfit(writer);
    }
    decoder = DecoderFactory.get().binaryDecoder(bytes, start, bytes.length - start, decoder);
    try {
      return writer.records.read(null, decoder);
    } catch (AvroTypeException e) {
      throw unresolvable(writer, e);
    } catch (IOException | RuntimeException e) {
      throw misfit(writer);
    }
  }

  private Writer<T> writer(int id) throws MalformedRecordException {
    if (last == null || last.id != id) {
      Writer<T> known = writers.get(id);
      if (known == null) {
        Schema schema = schemas.byId(id);
        known = new Writer<>(id, schema, new SpecificDatumReader<>(schema, reader, model));
        writers.put(id, known);
      }
      last = known;
    }
    return last;
  }

  /** What Avro says here is of names in schemas, and of no value. */
  private MalformedRecordException unresolvable(Writer<T> writer, AvroTypeException e) {
    String said = String.valueOf(e.getMessage()).replaceAll("\\s+", " ").strip();
    if (said.startsWith(NO_SYMBOL)) {
      return new MalformedRecordException(
          DeadLetterReason.UNKNOWN_ENUM,
          "this build does not know the enum symbol %s of schema id %d"
              .formatted(cut(said.substring(NO_SYMBOL.length())), writer.id));
    }
    return new MalformedRecordException(
        DeadLetterReason.SCHEMA_VIOLATION,
        "schema id %d cannot be read as %s: %s".formatted(writer.id, reader.getName(), cut(said)));
  }

  private MalformedRecordException misfit(Writer<T> writer) {
    return new MalformedRecordException(
        DeadLetterReason.UNDECODABLE, "the Avro bytes do not fit schema id " + writer.id);
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_DETAIL ? text : text.substring(0, LONGEST_DETAIL - 1) + "…";
  }
}
