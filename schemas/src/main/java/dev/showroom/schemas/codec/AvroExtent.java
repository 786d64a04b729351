package dev.showroom.schemas.codec;

import org.apache.avro.Schema;

/**
 * Walks over one Avro binary value without building anything. Avro itself believes every length
 * that it reads: a dozen broken bytes make it ask for gigabytes, and what follows a record goes
 * unnoticed.
 */
final class AvroExtent {
  private static final int BROKEN = -1;

  /** Schemas of others may contain themselves, and a few bytes then go as deep as a stack is. */
  private static final int DEEPEST = 64;

  private final byte[] bytes;
  private int position;
  private int depth;

  private AvroExtent(byte[] bytes, int from) {
    this.bytes = bytes;
    this.position = from;
  }

  /** Whether the bytes from {@code from} on are one value of {@code schema} and nothing else. */
  static boolean fits(Schema schema, byte[] bytes, int from) {
    AvroExtent extent = new AvroExtent(bytes, from);
    return extent.pass(schema) && extent.position == bytes.length;
  }

  private boolean pass(Schema schema) {
    return switch (schema.getType()) {
      case NULL -> true;
      case BOOLEAN -> skip(1);
      case INT, LONG, ENUM -> {
        number();
        yield position != BROKEN;
      }
      case FLOAT -> skip(Float.BYTES);
      case DOUBLE -> skip(Double.BYTES);
      case STRING, BYTES -> skip(number());
      case FIXED -> skip(schema.getFixedSize());
      case UNION -> {
        long branch = number();
        yield branch >= 0
            && branch < schema.getTypes().size()
            && pass(schema.getTypes().get((int) branch));
      }
      case RECORD -> {
        boolean passed = depth++ < DEEPEST;
        for (int i = 0; passed && i < schema.getFields().size(); i++) {
          passed = pass(schema.getFields().get(i).schema());
        }
        depth--;
        yield passed;
      }
      case ARRAY -> passBlocks(null, schema.getElementType());
      case MAP -> passBlocks(Schema.create(Schema.Type.STRING), schema.getValueType());
    };
  }

  private boolean passBlocks(Schema key, Schema element) {
    for (long count = number(); count != 0; count = number()) {
      if (count < 0) {
        count = -count;
        number();
      }
      // No element of ours takes less than a byte.
      if (position == BROKEN || count < 0 || count > bytes.length - position) {
        return false;
      }
      for (; count > 0; count--) {
        if (key != null && !pass(key) || !pass(element)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean skip(long length) {
    if (position == BROKEN || length < 0 || length > bytes.length - position) {
      return false;
    }
    position += (int) length;
    return true;
  }

  /** A variable-length number; {@link Long#MIN_VALUE} and a broken position where there is none. */
  private long number() {
    long value = 0;
    for (int shift = 0; shift < 70 && position != BROKEN && position < bytes.length; shift += 7) {
      byte next = bytes[position++];
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value >>> 1 ^ -(value & 1);
      }
    }
    position = BROKEN;
    return Long.MIN_VALUE;
  }
}
