package dev.showroom.core.detect;

import dev.showroom.core.alert.Level;
import java.util.List;
import java.util.TreeMap;

/** Which scopes of a level skus belong to. */
final class Scopes {
  private Scopes() {}

  /** The sku's scope value at this level; null where it has none. */
  static String valueOf(Level level, String sku, long time, Knowledge knowledge) {
    return switch (level) {
      case CUSTOMER -> "";
      case SKU -> sku;
      case FAMILY -> knowledge.familyOf(sku, time);
      case CATEGORY -> knowledge.categoryOf(sku, time);
    };
  }

  /** The one scope of a sku that may be null, or none. */
  static List<Scope> ofSku(Level level, String sku, long time, Knowledge knowledge) {
    String value = valueOf(level, sku, time, knowledge);
    return value == null
        ? List.of()
        : List.of(
            new Scope(
                level, value, sku, level == Level.FAMILY ? value : knowledge.familyOf(sku, time)));
  }

  /** The scopes of several skus, each once; the first sku of a scope stands for it. */
  static List<Scope> ofSkus(Level level, List<String> skus, long time, Knowledge knowledge) {
    TreeMap<String, Scope> scopes = new TreeMap<>();
    for (String sku : skus) {
      for (Scope scope : ofSku(level, sku, time, knowledge)) {
        scopes.putIfAbsent(scope.value(), scope);
      }
    }
    return List.copyOf(scopes.values());
  }
}
