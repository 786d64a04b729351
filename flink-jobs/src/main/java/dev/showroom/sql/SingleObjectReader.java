package dev.showroom.sql;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.formats.avro.typeutils.GenericRecordAvroTypeInfo;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/**
 * Reads single objects of any of the project's streams, of which it keeps the fields that a table
 * has, in its order: Flink's converter finds them by position.
 */
final class SingleObjectReader implements DeserializationSchema<GenericRecord> {
  private static final long serialVersionUID = 1L;
  private static final int HEADER_BYTES = 10;
  private static final short MARKER = (short) 0xC301;

  private final RowType columns;
  private final boolean ignoreErrors;
  private transient Map<Long, Schema> writers;
  private transient Map<Long, GenericDatumReader<GenericRecord>> readers;
  private transient BinaryDecoder decoder;

  SingleObjectReader(RowType columns, boolean ignoreErrors) {
    this.columns = columns;
    this.ignoreErrors = ignoreErrors;
  }

  @Override
  public void open(InitializationContext context) {
    writers = new HashMap<>();
    readers = new HashMap<>();
    for (Schema schema : SqlTables.streams().values()) {
      writers.put(SchemaNormalization.parsingFingerprint64(schema), schema);
    }
  }

  /**
   * @return null for what is left out
   */
  @Override
  public GenericRecord deserialize(byte[] message) throws IOException {
    try {
      return read(message);
    } catch (IOException | RuntimeException e) {
      if (ignoreErrors) {
        return null;
      }
      throw new IOException("A value cannot be read as a single object of a stream", e);
    }
  }

  private GenericRecord read(byte[] message) throws IOException {
    if (message.length < HEADER_BYTES || ByteBuffer.wrap(message).getShort() != MARKER) {
      throw new IOException("it is not in Avro's single-object encoding");
    }
    long fingerprint = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
    GenericDatumReader<GenericRecord> reader = readers.get(fingerprint);
    if (reader == null) {
      Schema writer = writers.get(fingerprint);
      if (writer == null) {
        throw new IOException("the writer's schema fingerprint is not known");
      }
      reader = new GenericDatumReader<>(writer, projected(writer, columns));
      readers.put(fingerprint, reader);
    }
    decoder =
        DecoderFactory.get()
            .binaryDecoder(message, HEADER_BYTES, message.length - HEADER_BYTES, decoder);
    return reader.read(null, decoder);
  }

  /** What of the schema a column's type has. */
  private static Schema projected(Schema schema, LogicalType type) throws IOException {
    return switch (schema.getType()) {
      case UNION -> {
        List<Schema> branches = new ArrayList<>();
        for (Schema branch : schema.getTypes()) {
          branches.add(branch.getType() == Schema.Type.NULL ? branch : projected(branch, type));
        }
        yield Schema.createUnion(branches);
      }
      case ARRAY ->
          type instanceof ArrayType array
              ? Schema.createArray(projected(schema.getElementType(), array.getElementType()))
              : schema;
      case RECORD -> type instanceof RowType row ? record(schema, row) : schema;
      default -> schema;
    };
  }

  private static Schema record(Schema schema, RowType row) throws IOException {
    List<Schema.Field> fields = new ArrayList<>();
    for (RowType.RowField column : row.getFields()) {
      Schema.Field field = schema.getField(column.getName());
      if (field == null) {
        throw new IOException(schema.getName() + " has no field '" + column.getName() + "'");
      }
      fields.add(
          new Schema.Field(field.name(), projected(field.schema(), column.getType()), null, null));
    }
    return Schema.createRecord(schema.getName(), null, schema.getNamespace(), false, fields);
  }

  @Override
  public boolean isEndOfStream(GenericRecord next) {
    return false;
  }

  @Override
  public TypeInformation<GenericRecord> getProducedType() {
    return new GenericRecordAvroTypeInfo(Schema.createRecord("any", null, null, false, List.of()));
  }
}
