package dev.showroom.core.offer;

import dev.showroom.core.pack.PackReader;

/** Packed state begins with the number of its form. */
final class Forms {
  private Forms() {}

  static PackReader open(byte[] packed, int form, String what) {
    PackReader in = new PackReader(packed);
    int found = in.integer();
    if (found != form) {
      throw new IllegalStateException("state holds " + what + " of form " + found);
    }
    return in;
  }
}
