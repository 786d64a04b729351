package dev.showroom.core.detect;

import dev.showroom.core.alert.Terms;
import dev.showroom.schemas.codec.IsoTime;
import java.util.ArrayList;
import java.util.List;

/** What would clear an alert, in words. */
final class Wording {
  private Wording() {}

  static List<String> clearedBy(Scope scope, Terms terms) {
    List<String> ways = new ArrayList<>();
    String until = until(terms);
    if (terms.clearedByPurchase()) {
      ways.add("an own purchase" + of(scope) + until);
    }
    if (terms.lapse() != null && terms.confirmedByReturn()) {
      ways.add("keeping it" + until);
    }
    return ways;
  }

  private static String of(Scope scope) {
    return switch (scope.level()) {
      case CUSTOMER -> "";
      case SKU -> " of sku " + scope.value();
      case FAMILY -> " of family " + scope.value();
      case CATEGORY -> " of category " + scope.value();
    };
  }

  private static String until(Terms terms) {
    if (terms.deadline() == Terms.NEVER) {
      return "";
    }
    return terms.followsVisit()
        ? " in time after the visit's end"
        : " until " + IsoTime.format(terms.deadline());
  }
}
