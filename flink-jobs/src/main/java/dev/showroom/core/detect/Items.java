package dev.showroom.core.detect;

import dev.showroom.core.alert.AlertEntry;
import dev.showroom.core.fact.Bought;
import dev.showroom.core.fact.Browse;
import dev.showroom.core.fact.MemberBought;
import dev.showroom.core.fact.Returned;
import dev.showroom.core.fact.VisitStep;
import dev.showroom.schemas.AlertStatus;
import dev.showroom.schemas.VisitAction;
import java.util.Collection;
import java.util.List;

/** The kinds of facts as items of a selection, orders and returns only so far as in the scope. */
final class Items {
  private Items() {}

  static String text(Enum<?> value) {
    return value == null ? null : value.name();
  }

  record OfBrowse(Browse fact, String family) implements Item {
    @Override
    public long time() {
      return fact.time();
    }

    @Override
    public String field(String name) {
      return switch (name) {
        case "action" -> fact.action().name();
        case "referrer" -> text(fact.referrer());
        case "store" -> fact.storeId();
        case "sku" -> fact.sku();
        case "family" -> family;
        default -> null;
      };
    }

    @Override
    public boolean isComparing() {
      return fact.isPriceComparison();
    }

    @Override
    public void addEvidence(List<String> eventIds) {
      eventIds.add(fact.eventId());
    }
  }

  record OfStep(VisitStep fact, String family) implements Item {
    @Override
    public long time() {
      return fact.time();
    }

    @Override
    public String field(String name) {
      return switch (name) {
        case "action" -> fact.action().name();
        case "store" -> fact.storeId();
        case "sku" -> fact.sku();
        case "family" -> family;
        default -> null;
      };
    }

    @Override
    public long seconds() {
      return fact.seconds();
    }

    @Override
    public boolean isAssisted() {
      return fact.action() == VisitAction.ASSIST;
    }

    @Override
    public void addEvidence(List<String> eventIds) {
      eventIds.add(fact.eventId());
    }
  }

  /**
   * A visit that has ended, at its end.
   *
   * @param seconds of ASSIST
   */
  record OfVisit(Visit visit, long seconds, boolean isAssisted, boolean isUnbought)
      implements Item {
    static OfVisit of(Visit visit, Knowledge knowledge) {
      long seconds = 0;
      boolean assisted = false;
      for (VisitStep step : visit.steps()) {
        if (step.action() == VisitAction.ASSIST) {
          assisted = true;
          seconds += step.seconds();
        }
      }
      boolean bought =
          knowledge.purchaseIn(Scope.customer(null, null), visit.enter(), visit.close()) != null;
      return new OfVisit(visit, seconds, assisted, !bought);
    }

    @Override
    public long time() {
      return visit.close();
    }

    @Override
    public String field(String name) {
      return name.equals("store") ? visit.storeId() : null;
    }

    @Override
    public void addEvidence(List<String> eventIds) {
      for (VisitStep step : visit.steps()) {
        if (!isAssisted || step.action() == VisitAction.ASSIST) {
          eventIds.add(step.eventId());
        }
      }
    }
  }

  record OfOrder(Bought fact, List<Bought.Line> scoped, Knowledge knowledge) implements Item {
    @Override
    public long time() {
      return fact.time();
    }

    @Override
    public String field(String name) {
      return switch (name) {
        case "channel" -> fact.channel().name();
        case "store" -> fact.storeId();
        default -> null;
      };
    }

    @Override
    public void addFields(String name, Collection<String> values) {
      switch (name) {
        case "sku" -> scoped.forEach(line -> values.add(line.sku()));
        case "family" ->
            scoped.forEach(line -> values.add(knowledge.familyOf(line.sku(), fact.time())));
        default -> Item.super.addFields(name, values);
      }
    }

    @Override
    public long value() {
      return scoped.stream().mapToLong(line -> line.quantity() * line.unitPriceMinor()).sum();
    }

    @Override
    public long lines() {
      return scoped.size();
    }

    @Override
    public long units() {
      return scoped.stream().mapToLong(Bought.Line::quantity).sum();
    }

    @Override
    public boolean isWithCoupon() {
      return !fact.couponIds().isEmpty();
    }

    @Override
    public void addEvidence(List<String> eventIds) {
      eventIds.add(fact.eventId());
    }
  }

  record OfMemberOrder(MemberBought fact, Knowledge knowledge) implements Item {
    @Override
    public long time() {
      return fact.time();
    }

    @Override
    public String field(String name) {
      return null;
    }

    @Override
    public void addFields(String name, Collection<String> values) {
      switch (name) {
        case "sku" -> values.addAll(fact.skus());
        case "family" ->
            fact.skus().forEach(sku -> values.add(knowledge.familyOf(sku, fact.time())));
        default -> {
          // Nothing else is told of it.
        }
      }
    }

    @Override
    public long lines() {
      return fact.skus().size();
    }

    @Override
    public void addEvidence(List<String> eventIds) {
      eventIds.add(fact.eventId());
    }
  }

  record OfReturn(Returned fact, List<Returned.Line> scoped, Knowledge knowledge) implements Item {
    @Override
    public long time() {
      return fact.time();
    }

    @Override
    public String field(String name) {
      return switch (name) {
        case "reason" -> fact.reason().name();
        case "condition" -> fact.condition().name();
        case "store" -> fact.storeId();
        default -> null;
      };
    }

    @Override
    public void addFields(String name, Collection<String> values) {
      switch (name) {
        case "sku" -> scoped.forEach(line -> values.add(line.sku()));
        case "family" ->
            scoped.forEach(line -> values.add(knowledge.familyOf(line.sku(), fact.time())));
        default -> Item.super.addFields(name, values);
      }
    }

    @Override
    public long value() {
      return scoped.stream().mapToLong(Returned.Line::refundMinor).sum();
    }

    @Override
    public long lines() {
      return scoped.size();
    }

    @Override
    public long units() {
      return scoped.stream().mapToLong(Returned.Line::quantity).sum();
    }

    @Override
    public void addEvidence(List<String> eventIds) {
      eventIds.add(fact.eventId());
    }
  }

  record OfAlert(AlertEntry entry) implements Item {
    @Override
    public long time() {
      return entry.raisedAt();
    }

    @Override
    public String field(String name) {
      return switch (name) {
        case "pattern" -> entry.suspicion().rule().pattern();
        case "family" -> entry.suspicion().subject().family();
        case "sku" -> entry.suspicion().subject().sku();
        case "store" -> entry.suspicion().subject().storeId();
        default -> null;
      };
    }

    @Override
    public long value() {
      return entry.suspicion().valueAtRiskMinor();
    }

    @Override
    public boolean isOpen() {
      return entry.status() != AlertStatus.RETRACTED;
    }

    @Override
    public void addEvidence(List<String> eventIds) {
      eventIds.addAll(entry.suspicion().evidence());
    }
  }
}
