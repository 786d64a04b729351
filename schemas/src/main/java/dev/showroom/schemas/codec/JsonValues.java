package dev.showroom.schemas.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** Values as JSON, in the form that {@link JsonRecords} reads. */
final class JsonValues {
  private JsonValues() {}

  static void write(JsonGenerator out, Schema declared, Object value) throws IOException {
    Schema schema = JsonRecords.nonNull(declared);
    switch (schema.getType()) {
      case RECORD:
        SpecificRecord record = (SpecificRecord) value;
        out.writeStartObject();
        for (Schema.Field field : schema.getFields()) {
          Object fieldValue = record.get(field.pos());
          if (fieldValue != null) {
            out.writeFieldName(field.name());
            write(out, field.schema(), fieldValue);
          }
        }
        out.writeEndObject();
        break;
      case ARRAY:
        out.writeStartArray();
        for (Object element : (Collection<?>) value) {
          write(out, schema.getElementType(), element);
        }
        out.writeEndArray();
        break;
      case LONG:
        if (JsonRecords.isInstant(schema)) {
          out.writeString(IsoTime.format(((Instant) value).toEpochMilli()));
        } else {
          out.writeNumber((Long) value);
        }
        break;
      case INT:
        out.writeNumber((Integer) value);
        break;
      case DOUBLE:
        out.writeNumber((Double) value);
        break;
      case BOOLEAN:
        out.writeBoolean((Boolean) value);
        break;
      case BYTES:
        ByteBuffer bytes = ((ByteBuffer) value).duplicate();
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        out.writeString(Base64.getEncoder().encodeToString(copy));
        break;
      default:
        out.writeString(value.toString());
    }
  }
}
