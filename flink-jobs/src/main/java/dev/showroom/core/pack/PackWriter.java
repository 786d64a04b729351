package dev.showroom.core.pack;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes values into a growing byte array: the packed form of everything that is kept in state or
 * shuffled. Numbers are variable-length (small ones take one byte, negative ones are zigzag-coded),
 * texts are length-prefixed UTF-8.
 */
public final class PackWriter {
  private byte[] bytes;
  private int length;

  public PackWriter() {
    this(128);
  }

  public PackWriter(int expectedBytes) {
    bytes = new byte[expectedBytes];
  }

  public PackWriter number(long value) {
    reserve(10);
    long rest = value << 1 ^ value >> 63;
    while ((rest & ~0x7FL) != 0) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
    return this;
  }

  public PackWriter flag(boolean value) {
    reserve(1);
    bytes[length++] = (byte) (value ? 1 : 0);
    return this;
  }

  /**
   * An enum constant, or null, by its ordinal: constants may be added behind, never moved or taken
   * out.
   */
  public PackWriter constant(Enum<?> value) {
    return number(value == null ? -1 : value.ordinal());
  }

  /** A text, or null. */
  public PackWriter text(String value) {
    if (value == null) {
      return number(-1);
    }
    if (!writesAscii(value)) {
      block(value.getBytes(StandardCharsets.UTF_8));
    }
    return this;
  }

  /**
   * Ids and codes are plain letters, and as long in bytes as in characters.
   *
   * @return whether the value is such a text; if not, nothing is written
   */
  private boolean writesAscii(String value) {
    int before = length;
    int count = value.length();
    number(count);
    reserve(count);
    for (int i = 0; i < count; i++) {
      char letter = value.charAt(i);
      if (letter > 0x7F) {
        length = before;
        return false;
      }
      bytes[length++] = (byte) letter;
    }
    return true;
  }

  /** Length-prefixed bytes. */
  public PackWriter block(byte[] value) {
    number(value.length);
    return raw(value);
  }

  private PackWriter raw(byte[] value) {
    reserve(value.length);
    System.arraycopy(value, 0, bytes, length, value.length);
    length += value.length;
    return this;
  }

  public int length() {
    return length;
  }

  public byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  private void reserve(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
