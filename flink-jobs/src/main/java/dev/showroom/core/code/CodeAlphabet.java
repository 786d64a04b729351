package dev.showroom.core.code;

/**
 * The 32 characters of a code, five bits each: digits and capitals without I, L, O and U. Whoever
 * types an O or an I, or small letters, is understood all the same.
 */
final class CodeAlphabet {
  static final String SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  static final int BITS = 5;
  private static final int NONE = -1;

  private CodeAlphabet() {}

  static char symbol(int value) {
    return SYMBOLS.charAt(value);
  }

  /** The value of a character of a code as it is printed; -1 if it is none. */
  static int value(char symbol) {
    return SYMBOLS.indexOf(symbol);
  }

  /** The same of a character as somebody typed it. */
  static int valueTyped(char typed) {
    char upper = typed >= 'a' && typed <= 'z' ? (char) (typed - 'a' + 'A') : typed;
    return switch (upper) {
      case 'O' -> 0;
      case 'I', 'L' -> 1;
      case 'U' -> NONE;
      default -> value(upper);
    };
  }

  /** What people and e-mail programs put between the groups: blanks and dashes of any kind. */
  static boolean separates(char typed) {
    return Character.isWhitespace(typed)
        || Character.isSpaceChar(typed)
        || Character.getType(typed) == Character.DASH_PUNCTUATION;
  }
}
