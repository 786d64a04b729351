package dev.showroom.simulate;

/** How ids look: opaque, unique, and free of the machine's locale. */
final class Ids {
  private Ids() {}

  static String padded(int number, int width) {
    String digits = Integer.toString(number);
    return "0".repeat(Math.max(0, width - digits.length())) + digits;
  }

  static String customer(int number) {
    return "c-" + padded(number, 6);
  }

  static String store(int number) {
    return "st-" + padded(number, 2);
  }

  /** Unique for each pair, since the mixing is a bijection. */
  static String opaque(String prefix, long seed, int customer, int serial) {
    long mixed = Dice.mix(((long) customer << 12 | serial) ^ Dice.mix(seed));
    String hex = Long.toHexString(mixed);
    return prefix + "-" + "0".repeat(16 - hex.length()) + hex;
  }
}
