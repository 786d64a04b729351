package dev.showroom.core.alert;

import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;

/**
 * One feature that spoke for (positive) or against (negative) a suspicion.
 *
 * @param threshold what the rule asked of the feature; null where it only weighs
 * @param millis its part of the score, in thousandths: whole numbers, so that parts add up to the
 *     score exactly
 */
public record Contribution(String feature, double value, Double threshold, int millis) {

  void pack(PackWriter out) {
    out.text(feature).number(Double.doubleToRawLongBits(value)).flag(threshold != null);
    if (threshold != null) {
      out.number(Double.doubleToRawLongBits(threshold));
    }
    out.number(millis);
  }

  static Contribution unpack(PackReader in) {
    return new Contribution(
        in.text(),
        Double.longBitsToDouble(in.number()),
        in.flag() ? Double.longBitsToDouble(in.number()) : null,
        in.integer());
  }
}
