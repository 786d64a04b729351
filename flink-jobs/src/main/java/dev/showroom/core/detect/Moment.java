package dev.showroom.core.detect;

import dev.showroom.core.History;
import dev.showroom.core.catalogue.ProductVersion;
import dev.showroom.core.fact.Bought;
import dev.showroom.core.fact.Browse;
import dev.showroom.core.fact.Returned;
import dev.showroom.core.rules.Trigger;
import dev.showroom.schemas.Channel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * Which anchors can become suspicious at a moment of event time that they were not before. Those
 * that happen at it; those that are still open to what happens at it; and where facts come or go
 * through a link, all that it can touch. It must never be fewer than that; of what it leaves out
 * nothing can have changed.
 */
final class Moment {
  /** An anchor from longer ago may have lost its first facts to the look-back. */
  private static final long OPEN = History.LOOK_BACK.minus(Duration.ofDays(1)).toMillis();

  private final Knowledge knowledge;
  private final boolean sweeping;
  private final long now;
  private final long oldest;
  private List<OrderLine> lines;

  /**
   * @param sweeping whether facts come or go at this moment by a link
   */
  Moment(Knowledge knowledge, boolean sweeping) {
    this.knowledge = knowledge;
    this.sweeping = sweeping;
    this.now = knowledge.now();
    this.oldest = now - OPEN;
  }

  private boolean isAskedAbout(long at) {
    return at == now || sweeping && at < now && at >= oldest;
  }

  /**
   * The anchors of one trigger, in the order of their moments: those that a link brings at once are
   * asked about as if they had always been known.
   *
   * @param watchMillis how long a returned line is open to more
   */
  List<Anchor> anchors(Trigger trigger, long watchMillis) {
    List<Anchor> anchors = new ArrayList<>();
    switch (trigger) {
      case VISIT_EXIT -> exits(anchors);
      case VISIT_BROWSE -> browsingInVisits(anchors);
      case BROWSE -> {
        for (Browse browse : browsing()) {
          if (isAskedAbout(browse.time())) {
            anchors.add(new VisitAnchors.Browsing(browse));
          }
        }
      }
      case PURCHASE -> {
        for (Bought bought : knowledge.purchases()) {
          if (isAskedAbout(bought.time())) {
            anchors.add(new OrderAnchors.Purchase(bought));
          }
        }
      }
      case ACCESSORY -> accessories(anchors);
      case TRIAL -> {
        for (OrderLine line : lines()) {
          if (line.order().channel() == Channel.STORE
              && line.boughtAt() <= now
              && now <= line.trialEnd()) {
            anchors.add(new OrderAnchors.Trial(line));
          }
        }
      }
      case LINE_RETURN -> returnedLines(anchors, watchMillis);
      case RETURN -> {
        for (Returned returned : knowledge.returns()) {
          if (isAskedAbout(returned.time())) {
            anchors.add(new OrderAnchors.Return(returned));
          }
        }
      }
      case ALERT -> throw new IllegalArgumentException("alerts are anchors when they are raised");
    }
    anchors.sort(Comparator.comparingLong(Anchor::at));
    return anchors;
  }

  /** Browsing that may be asked about. */
  private List<Browse> browsing() {
    return sweeping ? knowledge.browsing() : knowledge.browsingNow();
  }

  private void exits(List<Anchor> anchors) {
    for (Visit visit : knowledge.visits()) {
      if (isAskedAbout(visit.close()) && visit.enter() >= oldest) {
        anchors.add(new VisitAnchors.Exit(visit));
      }
    }
  }

  private void browsingInVisits(List<Anchor> anchors) {
    if (knowledge.steps().isEmpty()) {
      return;
    }
    for (Browse browse : browsing()) {
      if (!isAskedAbout(browse.time())) {
        continue;
      }
      for (Visit visit : knowledge.visits()) {
        if (visit.enter() <= browse.time()
            && browse.time() <= visit.close()
            && visit.enter() >= oldest
            && (browse.storeId() == null || browse.storeId().equals(visit.storeId()))) {
          anchors.add(new VisitAnchors.During(visit, browse));
        }
      }
    }
  }

  private void accessories(List<Anchor> anchors) {
    for (Bought bought : knowledge.purchases()) {
      if (!isAskedAbout(bought.time())) {
        continue;
      }
      TreeMap<String, String> skuByFamily = new TreeMap<>();
      for (Bought.Line line : bought.lines()) {
        ProductVersion product = knowledge.productOf(line.sku(), bought.time());
        if (product != null) {
          product.accessoryFor().forEach(family -> skuByFamily.putIfAbsent(family, line.sku()));
        }
      }
      skuByFamily.forEach(
          (family, sku) -> anchors.add(new OrderAnchors.Accessory(bought, sku, family)));
    }
  }

  private void returnedLines(List<Anchor> anchors, long watchMillis) {
    for (OrderLine line : lines()) {
      if (line.isBackWhole()) {
        long at = line.completing().time();
        if (isAskedAbout(at) || at < now && now <= at + watchMillis) {
          anchors.add(new OrderAnchors.LineReturn(line));
        }
      }
    }
  }

  private List<OrderLine> lines() {
    if (lines == null) {
      lines = new ArrayList<>();
      for (Bought bought : knowledge.purchases()) {
        lines.addAll(OrderLine.of(bought, knowledge.returns()));
      }
    }
    return lines;
  }
}
