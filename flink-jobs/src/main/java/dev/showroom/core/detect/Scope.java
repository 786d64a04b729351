package dev.showroom.core.detect;

import dev.showroom.core.alert.Level;
import dev.showroom.core.fact.Bought;

/**
 * What a rule holds together in one customer's facts.
 *
 * @param value the sku, family or category; empty for all that is the customer's
 * @param sku of the anchor, or null
 * @param family that the sku was of at the anchor's time, or null
 */
record Scope(Level level, String value, String sku, String family) {

  static Scope customer(String sku, String family) {
    return new Scope(Level.CUSTOMER, "", sku, family);
  }

  /** Whether a sku that something happened to at {@code time} is within it; sku may be null. */
  boolean holds(String otherSku, long time, Knowledge knowledge) {
    return switch (level) {
      case CUSTOMER -> true;
      case SKU -> value.equals(otherSku);
      case FAMILY -> value.equals(knowledge.familyOf(otherSku, time));
      case CATEGORY -> value.equals(knowledge.categoryOf(otherSku, time));
    };
  }

  boolean holds(Bought bought, Knowledge knowledge) {
    for (Bought.Line line : bought.lines()) {
      if (holds(line.sku(), bought.time(), knowledge)) {
        return true;
      }
    }
    return false;
  }
}
