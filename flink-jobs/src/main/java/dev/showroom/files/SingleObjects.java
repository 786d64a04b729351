package dev.showroom.files;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/** Puts before binary records what makes them Avro's single-object encoding. */
final class SingleObjects {
  private static final int HEADER_BYTES = 10;

  private final byte[] header;

  SingleObjects(Schema writer) {
    header =
        ByteBuffer.allocate(HEADER_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put((byte) 0xC3)
            .put((byte) 0x01)
            .putLong(SchemaNormalization.parsingFingerprint64(writer))
            .array();
  }

  byte[] of(byte[] from, int start, int length) {
    byte[] object = new byte[HEADER_BYTES + length];
    System.arraycopy(header, 0, object, 0, HEADER_BYTES);
    System.arraycopy(from, start, object, HEADER_BYTES, length);
    return object;
  }
}
