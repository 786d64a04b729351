package dev.showroom.schemas.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.showroom.schemas.DeadLetterReason;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * One record type as a JSON object: the form of the JSON Lines files. The Avro schema drives it, so
 * that a field exists in one place only. Times are ISO-8601 text, enums their symbol, bytes base64;
 * absent and {@code null} are the same; fields that the schema does not know are passed over (a
 * newer writer may have them).
 *
 * <p>Immutable; may be shared between threads.
 */
public final class JsonRecords<T extends SpecificRecord> {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final RecordPlan plan;

  public JsonRecords(Schema schema) {
    this.plan = new RecordPlan(schema);
  }

  /**
   * Reads one object that fills the whole input.
   *
   * @throws MalformedRecordException typed, with the field's path
   */
  @SuppressWarnings("unchecked")
  public T read(byte[] json) throws MalformedRecordException {
    try (JsonParser parser = FACTORY.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new MalformedRecordException(
            DeadLetterReason.UNDECODABLE, "the line is not a JSON object");
      }
      T record = (T) readRecord(parser, plan, "");
      if (parser.nextToken() != null) {
        throw new MalformedRecordException(
            DeadLetterReason.UNDECODABLE, "something follows the JSON object");
      }
      return record;
    } catch (JsonProcessingException e) {
      // Jackson's own message quotes the input, which may be personal: only the place is told.
      throw notJson(e.getLocation());
    } catch (IOException e) {
      throw new MalformedRecordException(DeadLetterReason.UNDECODABLE, "not UTF-8 text");
    }
  }

  private static MalformedRecordException notJson(JsonLocation at) {
    return new MalformedRecordException(
        DeadLetterReason.UNDECODABLE,
        "not JSON" + (at == null ? "" : " at column " + at.getColumnNr()));
  }

  /** One line of JSON, without line end; absent optional fields are left out. */
  public static String write(SpecificRecord record) {
    StringWriter out = new StringWriter(256);
    try (JsonGenerator generator = FACTORY.createGenerator(out)) {
      JsonValues.write(generator, record.getSchema(), record);
    } catch (IOException e) {
      throw new UncheckedIOException("a string writer cannot fail", e);
    }
    return out.toString();
  }

  /** What to do with each field of a record, worked out once. */
  private static final class RecordPlan {
    final Schema schema;
    final Map<String, FieldPlan> byName = new HashMap<>();
    final List<FieldPlan> fields = new ArrayList<>();

    private final Supplier<SpecificRecordBase> constructor;

    RecordPlan(Schema schema) {
      this.schema = schema;
      this.constructor = constructor(schema);
      for (Schema.Field field : schema.getFields()) {
        FieldPlan plan = new FieldPlan(field);
        fields.add(plan);
        byName.put(field.name(), plan);
      }
    }

    SpecificRecordBase newRecord() {
      return constructor.get();
    }

    /** Avro's own way to a new record looks its class up each time. */
    private static Supplier<SpecificRecordBase> constructor(Schema schema) {
      try {
        Constructor<?> found = SpecificData.get().getClass(schema).getDeclaredConstructor();
        return () -> {
          try {
            return (SpecificRecordBase) found.newInstance();
          } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                schema.getFullName() + " cannot be made by its constructor", e);
          }
        };
      } catch (NoSuchMethodException e) {
        throw new IllegalStateException(schema.getFullName() + " has no plain constructor", e);
      }
    }
  }

  private static final class FieldPlan {
    final String name;

    /** What the paths of fields within it begin with, where it is a field of the whole. */
    final String inner;

    final int position;
    final boolean optional;
    final Object defaultValue;
    final ValuePlan value;

    FieldPlan(Schema.Field field) {
      name = field.name();
      inner = name + ".";
      position = field.pos();
      boolean union = field.schema().getType() == Schema.Type.UNION;
      optional = union || field.hasDefaultValue();
      defaultValue =
          field.hasDefaultValue() && !union ? SpecificData.get().getDefaultValue(field) : null;
      value = new ValuePlan(nonNull(field.schema()));
    }
  }

  private static final class ValuePlan {
    final Schema schema;
    final Schema.Type type;
    final boolean instant;
    final RecordPlan record;
    final ValuePlan element;
    final Map<String, Object> symbols = new HashMap<>();

    ValuePlan(Schema schema) {
      this.schema = schema;
      this.type = schema.getType();
      this.instant = isInstant(schema);
      this.record = type == Schema.Type.RECORD ? new RecordPlan(schema) : null;
      this.element = type == Schema.Type.ARRAY ? new ValuePlan(schema.getElementType()) : null;
      if (type == Schema.Type.ENUM) {
        for (String symbol : schema.getEnumSymbols()) {
          symbols.put(symbol, SpecificData.get().createEnum(symbol, schema));
        }
      }
    }
  }

  /**
   * @param path of the record within the whole: empty, or with a dot behind it
   */
  private static SpecificRecord readRecord(JsonParser parser, RecordPlan plan, String path)
      throws IOException, MalformedRecordException {
    SpecificRecordBase record = plan.newRecord();
    long named = 0;
    long seen = 0;
    Set<String> unknown = null;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      FieldPlan field = plan.byName.get(name);
      if (field == null) {
        unknown = unknown == null ? new HashSet<>() : unknown;
        once(unknown.add(name), parser);
        parser.nextToken();
        passOver(parser);
        continue;
      }
      long bit = 1L << field.position;
      once((named & bit) == 0, parser);
      named |= bit;
      if (parser.nextToken() != JsonToken.VALUE_NULL) {
        record.put(field.position, readField(parser, field, path));
        seen |= bit;
      }
    }
    for (FieldPlan field : plan.fields) {
      if ((seen & 1L << field.position) == 0) {
        if (!field.optional) {
          throw new MalformedRecordException(
              DeadLetterReason.MISSING_FIELD, "field '" + path + field.name + "' is missing");
        }
        record.put(field.position, copyOf(field.defaultValue));
      }
    }
    return record;
  }

  private static Object readField(JsonParser parser, FieldPlan field, String path)
      throws IOException, MalformedRecordException {
    if (field.value.type == Schema.Type.RECORD && path.isEmpty()) {
      require(parser.currentToken() == JsonToken.START_OBJECT, path, field.name, "an object");
      return readRecord(parser, field.value.record, field.inner);
    }
    return readValue(parser, field.value, path, field.name);
  }

  /**
   * Passes over a value of any kind. Jackson's own look for names that stand twice costs each
   * object a set of them; here only what nobody knows does.
   */
  private static void passOver(JsonParser parser) throws IOException, MalformedRecordException {
    Deque<Set<String>> within = new ArrayDeque<>();
    for (JsonToken token = parser.currentToken(); ; token = parser.nextToken()) {
      if (token.isStructStart()) {
        within.push(new HashSet<>());
      } else if (token.isStructEnd()) {
        within.pop();
      } else if (token == JsonToken.FIELD_NAME) {
        once(within.element().add(parser.currentName()), parser);
      }
      if (within.isEmpty()) {
        return;
      }
    }
  }

  /** Which of two values holds is nobody's guess. */
  private static void once(boolean isFirst, JsonParser parser) throws MalformedRecordException {
    if (!isFirst) {
      throw notJson(parser.currentLocation());
    }
  }

  private static Object copyOf(Object defaultValue) {
    return defaultValue instanceof Collection<?> list ? new ArrayList<>(list) : defaultValue;
  }

  /** Paths are put together where something is wrong, as hardly anything is. */
  private static Object readValue(JsonParser parser, ValuePlan plan, String path, String name)
      throws IOException, MalformedRecordException {
    JsonToken token = parser.currentToken();
    switch (plan.type) {
      case STRING:
        require(token == JsonToken.VALUE_STRING, path, name, "text");
        return parser.getText();
      case ENUM:
        require(token == JsonToken.VALUE_STRING, path, name, "text");
        Object symbol = plan.symbols.get(parser.getText());
        if (symbol == null) {
          throw new MalformedRecordException(
              DeadLetterReason.UNKNOWN_ENUM,
              "field '"
                  + path
                  + name
                  + "' is none of "
                  + String.join(", ", plan.schema.getEnumSymbols()));
        }
        return symbol;
      case LONG:
        if (plan.instant) {
          require(token == JsonToken.VALUE_STRING, path, name, "an ISO-8601 time");
          return readInstant(parser.getText(), path, name);
        }
        require(token == JsonToken.VALUE_NUMBER_INT, path, name, "a whole number");
        return whole(parser, path, name, Long.MIN_VALUE, Long.MAX_VALUE);
      case INT:
        require(token == JsonToken.VALUE_NUMBER_INT, path, name, "a whole number");
        return (int) whole(parser, path, name, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case DOUBLE:
        require(token.isNumeric(), path, name, "a number");
        return parser.getDoubleValue();
      case BOOLEAN:
        require(token.isBoolean(), path, name, "true or false");
        return parser.getBooleanValue();
      case BYTES:
        require(token == JsonToken.VALUE_STRING, path, name, "base64 text");
        return readBytes(parser.getText(), path, name);
      case ARRAY:
        require(token == JsonToken.START_ARRAY, path, name, "a list");
        List<Object> list = new ArrayList<>(4);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.add(readValue(parser, plan.element, path, name + "[" + list.size() + "]"));
        }
        return list;
      case RECORD:
        require(token == JsonToken.START_OBJECT, path, name, "an object");
        return readRecord(parser, plan.record, path + name + ".");
      default:
        throw new IllegalStateException("no JSON form for " + plan.type);
    }
  }

  private static Instant readInstant(String text, String path, String name)
      throws MalformedRecordException {
    try {
      return Instant.ofEpochMilli(IsoTime.parse(text));
    } catch (DateTimeException | ArithmeticException e) {
      throw new MalformedRecordException(
          DeadLetterReason.TIME_OUT_OF_RANGE,
          "field '" + path + name + "' is not an ISO-8601 time");
    }
  }

  private static ByteBuffer readBytes(String text, String path, String name)
      throws MalformedRecordException {
    try {
      return ByteBuffer.wrap(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      throw new MalformedRecordException(
          DeadLetterReason.SCHEMA_VIOLATION, "field '" + path + name + "' must be base64 text");
    }
  }

  private static long whole(JsonParser parser, String path, String name, long min, long max)
      throws IOException, MalformedRecordException {
    if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
        || parser.getLongValue() < min
        || parser.getLongValue() > max) {
      throw new MalformedRecordException(
          DeadLetterReason.SCHEMA_VIOLATION, "field '" + path + name + "' is too large a number");
    }
    return parser.getLongValue();
  }

  private static void require(boolean holds, String path, String name, String what)
      throws MalformedRecordException {
    if (!holds) {
      throw new MalformedRecordException(
          DeadLetterReason.SCHEMA_VIOLATION, "field '" + path + name + "' must be " + what);
    }
  }

  static boolean isInstant(Schema schema) {
    return schema.getLogicalType() instanceof LogicalTypes.TimestampMillis;
  }

  static Schema nonNull(Schema schema) {
    if (schema.getType() != Schema.Type.UNION) {
      return schema;
    }
    List<Schema> branches = schema.getTypes();
    return branches.get(branches.get(0).getType() == Schema.Type.NULL ? 1 : 0);
  }
}
