package dev.showroom.schemas.codec;

import java.nio.ByteBuffer;
import org.apache.avro.Schema;

/**
 * Confluent's wire format: a zero byte, the id of the writer's schema in a registry as four bytes,
 * the binary record.
 */
public final class ConfluentFormat {
  public static final int HEADER_BYTES = 1 + Integer.BYTES;
  private static final byte MAGIC = 0;

  /** Of a single object: its marker and its fingerprint. */
  private static final int SINGLE_OBJECT_HEADER = 2 + Long.BYTES;

  private ConfluentFormat() {}

  /** A record in single-object encoding cannot be mistaken for it: that begins with {@code C3}. */
  public static boolean is(byte[] bytes) {
    return bytes.length >= HEADER_BYTES && bytes[0] == MAGIC;
  }

  /** Of bytes that {@link #is} holds of. */
  public static int id(byte[] bytes) {
    return ByteBuffer.wrap(bytes).getInt(1);
  }

  /**
   * The same record under an id instead of a fingerprint.
   *
   * @param singleObject as {@link AvroRecords#write} makes it
   */
  static byte[] of(int id, byte[] singleObject) {
    int length = singleObject.length - SINGLE_OBJECT_HEADER;
    return ByteBuffer.allocate(HEADER_BYTES + length)
        .put(MAGIC)
        .putInt(id)
        .put(singleObject, SINGLE_OBJECT_HEADER, length)
        .array();
  }

  /**
   * A schema as other languages and registries should see it: without what tells the Java code
   * generator which class a string is.
   */
  public static String text(Schema schema) {
    return schema
        .toString()
        .replace("{\"type\":\"string\",\"avro.java.string\":\"String\"}", "\"string\"");
  }
}
