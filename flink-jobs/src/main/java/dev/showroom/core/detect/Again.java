package dev.showroom.core.detect;

import dev.showroom.core.alert.AlertEntry;
import dev.showroom.core.alert.Subject;
import dev.showroom.core.fact.Bought;
import dev.showroom.core.fact.Browse;
import dev.showroom.core.fact.Returned;
import dev.showroom.core.rules.Trigger;
import dev.showroom.schemas.BrowseAction;

/** Finds the anchor of an open alert again, as it looks now. */
final class Again {
  private Again() {}

  /** The anchor; null where it is too long ago or not the customer's any more. */
  static Anchor anchorOf(Trigger trigger, AlertEntry entry, Knowledge knowledge) {
    Subject subject = entry.suspicion().subject();
    return switch (trigger) {
      case VISIT_EXIT -> {
        Visit visit = visitAt(subject, knowledge);
        yield visit == null ? null : new VisitAnchors.Exit(visit);
      }
      case VISIT_BROWSE -> {
        Visit visit = visitAt(subject, knowledge);
        yield visit == null ? null : new VisitAnchors.During(visit, browsingOf(subject, knowledge));
      }
      case BROWSE -> {
        Browse browse = browse(subject, knowledge);
        yield browse == null ? null : new VisitAnchors.Browsing(browse);
      }
      case PURCHASE -> {
        Bought order = order(subject, knowledge);
        yield order == null ? null : new OrderAnchors.Purchase(order);
      }
      case ACCESSORY -> {
        Bought order = order(subject, knowledge);
        yield order == null ? null : new OrderAnchors.Accessory(order, null, subject.family());
      }
      case TRIAL -> {
        OrderLine line = line(subject, knowledge);
        yield line == null ? null : new OrderAnchors.Trial(line);
      }
      case LINE_RETURN -> {
        OrderLine line = line(subject, knowledge);
        yield line == null || !line.isBackWhole() ? null : new OrderAnchors.LineReturn(line);
      }
      case RETURN -> {
        for (Returned returned : knowledge.returns()) {
          if (returned.eventId().equals(subject.eventId())) {
            yield new OrderAnchors.Return(returned);
          }
        }
        yield null;
      }
      // Its place is taken by what it made for: the moment is that of the alert it rests on.
      case ALERT -> new Raised(entry, subject.at());
    };
  }

  private static Visit visitAt(Subject subject, Knowledge knowledge) {
    for (Visit visit : knowledge.visits()) {
      if (visit.storeId().equals(subject.storeId())
          && visit.enter() <= subject.at()
          && subject.at() <= visit.close()) {
        return visit;
      }
    }
    return null;
  }

  /** What was browsed; of browsing that is not the customer's any more, what the alert tells. */
  private static Browse browsingOf(Subject subject, Knowledge knowledge) {
    Browse browse = browse(subject, knowledge);
    return browse != null
        ? browse
        : new Browse(
            subject.eventId(),
            subject.at(),
            BrowseAction.VIEW,
            subject.sku(),
            null,
            subject.storeId());
  }

  private static Browse browse(Subject subject, Knowledge knowledge) {
    for (Browse browse : knowledge.browsing()) {
      if (browse.eventId().equals(subject.eventId())) {
        return browse;
      }
    }
    return null;
  }

  private static Bought order(Subject subject, Knowledge knowledge) {
    for (Bought bought : knowledge.purchases()) {
      if (bought.orderId().equals(subject.orderId()) && bought.time() <= subject.at()) {
        return bought;
      }
    }
    return null;
  }

  private static OrderLine line(Subject subject, Knowledge knowledge) {
    Bought order = order(subject, knowledge);
    if (order != null) {
      for (OrderLine line : OrderLine.of(order, knowledge.returns())) {
        if (line.sku().equals(subject.sku())) {
          return line;
        }
      }
    }
    return null;
  }
}
