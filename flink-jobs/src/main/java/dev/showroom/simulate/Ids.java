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

  /** The other way round. */
  static int customerNumber(String id) {
    return Integer.parseInt(id.substring(2));
  }

  static String store(int number) {
    return "st-" + padded(number, 2);
  }

  /** 64 bits of it (FNV-1a), to draw by. */
  static long hash(String text) {
    long hash = 0xCBF29CE484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
    }
    return Dice.mix(hash);
  }

  /** Unique for each pair, since the mixing is a bijection. */
  static String opaque(String prefix, long seed, int customer, int serial) {
    long mixed = Dice.mix(((long) customer << 12 | serial) ^ Dice.mix(seed));
    String hex = Long.toHexString(mixed);
    return prefix + "-" + "0".repeat(16 - hex.length()) + hex;
  }
}
