package dev.showroom.core.detect;

import dev.showroom.core.alert.Level;
import dev.showroom.core.fact.Browse;
import dev.showroom.core.fact.VisitStep;
import dev.showroom.core.rules.Selection;
import dev.showroom.core.rules.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Anchors about visits and browsing. */
final class VisitAnchors {
  private VisitAnchors() {}

  /** Names that all triggers about a visit have. */
  private static Object ofVisit(Visit visit, String name, Scope scope, Knowledge knowledge) {
    return switch (name) {
      case "visit.enter" -> Instant.ofEpochMilli(visit.enter());
      case "visit.exit" -> Instant.ofEpochMilli(visit.close());
      case "visit.store" -> visit.storeId();
      case "visit.inspections" ->
          new FactSelection(
              Selection.Kind.INSPECTIONS, Selections.inspections(visit.steps(), scope, knowledge));
      default -> null;
    };
  }

  record Exit(Visit visit) implements Anchor {
    @Override
    public Trigger trigger() {
      return Trigger.VISIT_EXIT;
    }

    @Override
    public long at() {
      return visit.close();
    }

    @Override
    public String key() {
      return visit.id();
    }

    @Override
    public long from() {
      return visit.enter();
    }

    @Override
    public String eventId() {
      return visit.id();
    }

    @Override
    public String storeId() {
      return visit.storeId();
    }

    @Override
    public List<Scope> scopes(Level level, Knowledge knowledge) {
      if (level == Level.CUSTOMER) {
        return List.of(Scope.customer(null, null));
      }
      Map<String, Map<String, Integer>> secondsBySku = new TreeMap<>();
      for (VisitStep step : visit.steps()) {
        String value =
            step.isInspection() ? Scopes.valueOf(level, step.sku(), step.time(), knowledge) : null;
        if (value != null) {
          secondsBySku
              .computeIfAbsent(value, any -> new TreeMap<>())
              .merge(step.sku(), step.seconds() + 1, Integer::sum);
        }
      }
      List<Scope> scopes = new ArrayList<>(secondsBySku.size());
      secondsBySku.forEach(
          (value, skus) -> {
            String sku = longest(skus);
            String family = level == Level.FAMILY ? value : knowledge.familyOf(sku, at());
            scopes.add(new Scope(level, value, sku, family));
          });
      return scopes;
    }

    /** The sku that was looked at longest stands for the scope. */
    private static String longest(Map<String, Integer> secondsBySku) {
      String best = null;
      for (Map.Entry<String, Integer> entry : secondsBySku.entrySet()) {
        if (best == null || entry.getValue() > secondsBySku.get(best)) {
          best = entry.getKey();
        }
      }
      return best;
    }

    @Override
    public Object valueOf(String name, Scope scope, Knowledge knowledge) {
      return ofVisit(visit, name, scope, knowledge);
    }
  }

  record During(Visit visit, Browse browse) implements Anchor {
    @Override
    public Trigger trigger() {
      return Trigger.VISIT_BROWSE;
    }

    @Override
    public long at() {
      return browse.time();
    }

    @Override
    public String key() {
      return visit.id();
    }

    @Override
    public long from() {
      return visit.enter();
    }

    @Override
    public long to() {
      return visit.close();
    }

    @Override
    public String eventId() {
      return browse.eventId();
    }

    @Override
    public String storeId() {
      return visit.storeId();
    }

    @Override
    public List<Scope> scopes(Level level, Knowledge knowledge) {
      return Scopes.ofSku(level, browse.sku(), at(), knowledge);
    }

    @Override
    public Object valueOf(String name, Scope scope, Knowledge knowledge) {
      Object ofBrowse = Browsing.valueOf(browse, name);
      return ofBrowse != null ? ofBrowse : ofVisit(visit, name, scope, knowledge);
    }
  }

  record Browsing(Browse browse) implements Anchor {
    @Override
    public Trigger trigger() {
      return Trigger.BROWSE;
    }

    @Override
    public long at() {
      return browse.time();
    }

    @Override
    public String key() {
      return browse.eventId();
    }

    @Override
    public String eventId() {
      return browse.eventId();
    }

    @Override
    public String storeId() {
      return browse.storeId();
    }

    @Override
    public List<Scope> scopes(Level level, Knowledge knowledge) {
      return Scopes.ofSku(level, browse.sku(), at(), knowledge);
    }

    @Override
    public Object valueOf(String name, Scope scope, Knowledge knowledge) {
      return valueOf(browse, name);
    }

    private static Object valueOf(Browse browse, String name) {
      return switch (name) {
        case "browse.action" -> browse.action().name();
        case "browse.referrer" -> browse.referrer() == null ? "" : browse.referrer().name();
        default -> null;
      };
    }
  }
}
