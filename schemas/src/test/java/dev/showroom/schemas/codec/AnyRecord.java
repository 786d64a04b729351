package dev.showroom.schemas.codec;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.specific.SpecificRecordBase;

/** Makes up records of any schema, with the values that codecs stumble over. */
final class AnyRecord {
  private static final List<String> TEXTS =
      List.of(
          "",
          "sku-0001",
          "quote \" backslash \\ slash /",
          "line\nbreak\r\ttab",
          "\u0000\u001f",
          "Zoë Straße 漢字",
          "\uD83D\uDED2 a trolley",
          "x".repeat(3_000));
  private static final long[] LONGS = {0, 1, -1, 63, 64, 1L << 53, Long.MAX_VALUE, Long.MIN_VALUE};
  private static final double[] DOUBLES = {0, -1.5, 0.1, 1e300, Double.MIN_VALUE};

  private final Random random;

  AnyRecord(long seed) {
    this.random = new Random(seed);
  }

  SpecificRecord of(Schema schema) {
    SpecificRecordBase record = (SpecificRecordBase) SpecificData.get().newRecord(null, schema);
    for (Schema.Field field : schema.getFields()) {
      record.put(field.pos(), value(field.schema()));
    }
    return record;
  }

  private Object value(Schema schema) {
    return switch (schema.getType()) {
      case UNION -> random.nextInt(3) == 0 ? null : value(schema.getTypes().get(1));
      case RECORD -> of(schema);
      case ENUM -> {
        List<String> symbols = schema.getEnumSymbols();
        yield SpecificData.get().createEnum(symbols.get(random.nextInt(symbols.size())), schema);
      }
      case ARRAY -> {
        List<Object> list = new ArrayList<>();
        for (int left = random.nextInt(4); left > 0; left--) {
          list.add(value(schema.getElementType()));
        }
        yield list;
      }
      case STRING -> TEXTS.get(random.nextInt(TEXTS.size()));
      case LONG -> schema.getLogicalType() == null ? number() : time();
      case INT -> random.nextBoolean() ? random.nextInt() : random.nextInt(100);
      case DOUBLE -> random.nextBoolean() ? random.nextDouble() : DOUBLES[random.nextInt(5)];
      case BOOLEAN -> random.nextBoolean();
      case BYTES -> {
        byte[] bytes = new byte[random.nextInt(50)];
        random.nextBytes(bytes);
        yield ByteBuffer.wrap(bytes);
      }
      default -> throw new IllegalStateException("no values for " + schema);
    };
  }

  private long number() {
    return random.nextBoolean() ? random.nextLong() : LONGS[random.nextInt(LONGS.length)];
  }

  /** Whole seconds too, as those have a form of their own. */
  private Instant time() {
    long millis =
        (long) (random.nextDouble() * Instant.parse("9999-12-31T23:59:59Z").toEpochMilli());
    return Instant.ofEpochMilli(random.nextBoolean() ? millis : millis / 1_000 * 1_000);
  }
}
