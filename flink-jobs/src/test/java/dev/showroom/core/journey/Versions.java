package dev.showroom.core.journey;

import static dev.showroom.core.Facts.DAY;
import static dev.showroom.core.Facts.HOUR;

import dev.showroom.core.rules.RuleBook;
import dev.showroom.core.rules.RuleSet;
import dev.showroom.core.rules.cel.RuleFiles;
import java.util.List;

/** The shipped rules, and second versions of them with other numbers. */
enum Versions {
  STRICTER(
      new ReferenceRules(0, 4, 5 * DAY, 2, 2, 3, 72 * HOUR, 3, 3),
      "minResearch: 3, researchWindow: 14d, minActions: 2, minSeconds: 120, confirmAfter: 7d",
      "minResearch: 4, researchWindow: 14d, minActions: 2, minSeconds: 120, confirmAfter: 5d",
      "minInspections: 1, confirmAfter: 7d",
      "minInspections: 2, confirmAfter: 7d"),
  LAXER(
      new ReferenceRules(0, 3, 7 * DAY, 1, 1, 2, 72 * HOUR, 2, 3),
      "minStores: 2",
      "minStores: 1",
      "minResearch: 3, minComparisons: 1",
      "minResearch: 2, minComparisons: 1",
      "minAlerts: 3",
      "minAlerts: 2"),
  NARROWER(
      new ReferenceRules(0, 3, 7 * DAY, 1, 2, 3, 24 * HOUR, 3, 2),
      "researchWithin: 72h",
      "researchWithin: 24h",
      "minOrders: 3",
      "minOrders: 2");

  private static final RuleSet SHIPPED = RuleFiles.shipped();

  private final ReferenceRules numbers;
  private final RuleSet compiled;

  Versions(ReferenceRules numbers, String... replacements) {
    this.numbers = numbers;
    String text = RuleFiles.shippedText();
    for (int i = 0; i < replacements.length; i += 2) {
      if (!text.contains(replacements[i])) {
        throw new IllegalStateException("the shipped rules have no " + replacements[i]);
      }
      text = text.replace(replacements[i], replacements[i + 1]);
    }
    compiled = RuleFiles.read(text).get(0);
  }

  static RuleBook shippedOnly() {
    return new RuleBook(List.of(SHIPPED));
  }

  ReferenceRules numbersFrom(long time) {
    return numbers.from(time);
  }

  /** The shipped rules, and from this moment on these. */
  RuleBook inForceFrom(long time) {
    return new RuleBook(List.of(SHIPPED, new RuleSet(compiled.id(), 2, time, compiled.rules())));
  }
}
