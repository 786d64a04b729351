package dev.showroom.core.pack;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what {@link PackWriter} wrote, in the same order. */
public final class PackReader {
  private final byte[] bytes;
  private int position;

  public PackReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Opens what begins with the number of its form, as everything does that is kept in state.
   *
   * @param form that is read
   * @param what it is, for the message
   * @throws IllegalStateException if it is of another form: it would be misread
   */
  public static PackReader ofForm(byte[] packed, int form, String what) {
    PackReader in = new PackReader(packed);
    int found = in.integer();
    if (found != form) {
      throw new IllegalStateException(
          "state holds "
              + what
              + " of form "
              + found
              + ", which only "
              + (found > form ? "a newer" : "an older")
              + " release can read");
    }
    return in;
  }

  public boolean hasMore() {
    return position < bytes.length;
  }

  public long number() {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = bytes[position++];
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value >>> 1 ^ -(value & 1);
      }
    }
  }

  public int integer() {
    return (int) number();
  }

  public boolean flag() {
    return bytes[position++] != 0;
  }

  /** The constant of {@code values} with the written ordinal, or null. */
  public <E> E constant(E[] values) {
    int ordinal = integer();
    return ordinal < 0 ? null : values[ordinal];
  }

  public String text() {
    int length = integer();
    if (length < 0) {
      return null;
    }
    String value = new String(bytes, position, length, StandardCharsets.UTF_8);
    position += length;
    return value;
  }

  public byte[] block() {
    int length = integer();
    byte[] value = Arrays.copyOfRange(bytes, position, position + length);
    position += length;
    return value;
  }
}
