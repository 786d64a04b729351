package dev.showroom.sql;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** A record of any stream, every field of which says something. */
final class Samples {
  static final Instant TIME = Instant.parse("2026-02-01T12:00:00.250Z");

  private Samples() {}

  static SpecificRecord of(Schema schema) {
    SpecificRecord record = (SpecificRecord) SpecificData.get().newRecord(null, schema);
    for (Schema.Field field : schema.getFields()) {
      record.put(field.pos(), value(field.name(), field.schema()));
    }
    return record;
  }

  private static Object value(String name, Schema schema) {
    return switch (schema.getType()) {
      case UNION ->
          value(
              name,
              schema.getTypes().stream()
                  .filter(branch -> branch.getType() != Schema.Type.NULL)
                  .findFirst()
                  .orElseThrow());
      case RECORD -> of(schema);
      case ARRAY -> List.of(value(name, schema.getElementType()));
      case STRING -> "a-" + name;
      case ENUM -> SpecificData.get().createEnum(schema.getEnumSymbols().get(0), schema);
      case INT -> 7;
      case LONG -> schema.getLogicalType() instanceof LogicalTypes.TimestampMillis ? TIME : 70L;
      case DOUBLE -> 0.5;
      case BOOLEAN -> true;
      case BYTES -> ByteBuffer.wrap(new byte[] {1, 2});
      default -> throw new AssertionError(schema);
    };
  }
}
