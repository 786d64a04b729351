package dev.showroom.core.code;

/**
 * The last character of a code, by which a till tells a slip of the finger from a forgery.
 *
 * <p>The characters are digits of the field of 32 elements (polynomials over bits, modulo x⁵ + x² +
 * 1), read as a polynomial that has to be 0 at x. As the powers of x that the places weigh are all
 * different up to 31 places, every single wrong character shows, and so does every exchange of two
 * characters, wherever they stand, and every pair that is mistyped alike (33 for 44).
 */
final class CheckCharacter {
  private static final int OVERFLOW = 1 << CodeAlphabet.BITS;
  private static final int MODULUS = 0b100101;

  private CheckCharacter() {}

  /** The character to put behind these, which are all of the alphabet. */
  static char of(String symbols) {
    return CodeAlphabet.symbol(timesX(remainder(symbols)));
  }

  /** Whether the last of them is the right one. */
  static boolean fits(String symbols) {
    return remainder(symbols) == 0;
  }

  private static int remainder(String symbols) {
    int sum = 0;
    for (int i = 0; i < symbols.length(); i++) {
      sum = timesX(sum) ^ CodeAlphabet.value(symbols.charAt(i));
    }
    return sum;
  }

  private static int timesX(int element) {
    int doubled = element << 1;
    return doubled < OVERFLOW ? doubled : doubled ^ MODULUS;
  }
}
