package dev.showroom.diff;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Whether a record's bytes, JSON or Avro, name somebody. */
final class Naming {
  private Naming() {}

  /**
   * In JSON the id stands between quotes; in Avro it follows its length, as a varint in zigzag. So
   * a longer id that holds this one is not taken for it.
   */
  static boolean of(ByteBuffer payload, String id) {
    ByteBuffer all = payload.duplicate();
    byte[] bytes = new byte[all.remaining()];
    all.get(bytes);
    byte[] wanted = id.getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at + wanted.length <= bytes.length; at++) {
      if (stands(bytes, at, wanted)
          && (isQuoted(bytes, at, wanted) || isCounted(bytes, at, wanted))) {
        return true;
      }
    }
    return false;
  }

  private static boolean stands(byte[] bytes, int at, byte[] wanted) {
    for (int i = 0; i < wanted.length; i++) {
      if (bytes[at + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isQuoted(byte[] bytes, int at, byte[] wanted) {
    int end = at + wanted.length;
    return at > 0 && bytes[at - 1] == '"' && end < bytes.length && bytes[end] == '"';
  }

  private static boolean isCounted(byte[] bytes, int at, byte[] wanted) {
    int length = wanted.length * 2;
    int before = at;
    for (int left = length; left > 0; left >>>= 7) {
      before--;
    }
    if (before < 0 || wanted.length == 0) {
      return false;
    }
    for (int i = before, left = length; i < at; i++, left >>>= 7) {
      int more = left > 0x7f ? 0x80 : 0;
      if ((bytes[i] & 0xff) != (left & 0x7f | more)) {
        return false;
      }
    }
    return true;
  }
}
