package dev.showroom.imports;

import java.util.Map;
import java.util.Set;

/**
 * Stock codes that stand for a fee, a correction or a voucher and not for goods. They are listed
 * and not guessed from their form, because goods too have codes of letters ({@code DCGSSBOY}, a
 * party bag; {@code PADS}, cushion pads; {@code SP1002}, an easel): a code that nobody knows is
 * goods. Codes are compared in capitals ({@code m} is {@code M}).
 */
final class NonGoods {
  private static final Set<String> CODES =
      Set.of(
          "POST", // postage
          "DOT", // postage of web orders
          "C2", // carriage
          "C3", // carriage
          "M", // manual entry
          "D", // discount
          "S", // samples
          "B", // bad debt
          "BANK CHARGES",
          "AMAZONFEE",
          "CRUK", // commission given to a charity
          "GIFT"); // a voucher without a value

  /** Numbered families of codes: vouchers, adjustments, trials of the order system. */
  private static final Map<String, String> PREFIXES =
      Map.of("GIFT_", "GIFT_*", "ADJUST", "ADJUST*", "TEST", "TEST*");

  private NonGoods() {}

  /** What a left-out code is counted under, or null if the code is goods. */
  static String group(String code) {
    if (CODES.contains(code)) {
      return code;
    }
    for (Map.Entry<String, String> prefix : PREFIXES.entrySet()) {
      if (code.startsWith(prefix.getKey())) {
        return prefix.getValue();
      }
    }
    return null;
  }
}
