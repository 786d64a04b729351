package dev.showroom.simulate;

import dev.showroom.schemas.Actor;
import dev.showroom.schemas.BrowseAction;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.PurchaseLine;
import dev.showroom.schemas.VisitAction;
import java.util.ArrayList;
import java.util.List;

/** One visit as it goes on: each step moves its clock. */
final class StoreVisit {
  private final Shopper shopper;
  private final Dice dice;
  private final Actor actor;
  private final String storeId;
  private long clock;

  private StoreVisit(Shopper shopper, Actor actor, String storeId, long enter) {
    this.shopper = shopper;
    this.dice = shopper.dice();
    this.actor = actor;
    this.storeId = storeId;
    this.clock = enter;
  }

  static StoreVisit enter(Shopper shopper, Actor actor, String storeId, long time) {
    StoreVisit visit = new StoreVisit(shopper, actor, storeId, time);
    visit.write(VisitAction.ENTER, null, null);
    visit.stroll();
    return visit;
  }

  String storeId() {
    return storeId;
  }

  /** Time passes: half of all visits are over after a quarter of an hour, a few take hours. */
  void stroll() {
    pass(Math.min(dice.logNormal(200, 0.8), 3_600));
  }

  /** Enough to count as an inspection by number or by length, mostly by both. */
  void inspectThoroughly(Family family) {
    if (dice.chance(0.15)) {
      inspectOnce(family, VisitAction.DEMO, dice.between(150, 900));
      return;
    }
    int actions = dice.between(2, 6);
    for (int i = 0; i < actions; i++) {
      VisitAction action = action(family);
      inspectOnce(family, action, seconds(action));
    }
  }

  /** A look and no more: too little to count. */
  void glance(Family family) {
    VisitAction action = dice.chance(0.5) ? VisitAction.SCAN : VisitAction.DEMO;
    inspectOnce(family, action, action == VisitAction.SCAN ? null : dice.between(15, 95));
  }

  private void inspectOnce(Family family, VisitAction action, Integer seconds) {
    // Written down when it is over: only then its length is known.
    pass(seconds == null ? 10 : seconds);
    write(action, shopper.item(family).sku(), seconds);
    pass(dice.between(5, 120));
  }

  /** Asks the staff about it, for long. */
  void seekAdvice(Family family, int seconds) {
    inspectOnce(family, VisitAction.ASSIST, seconds);
  }

  /** Handles it without help. */
  void handle(Family family) {
    int times = dice.between(1, 3);
    for (int i = 0; i < times; i++) {
      VisitAction action = action(family);
      action = action == VisitAction.ASSIST ? VisitAction.SCAN : action;
      inspectOnce(family, action, seconds(action));
    }
  }

  /** Looks at prices on the phone, in front of the shelf; the phone has a clock of its own. */
  void checkPrice(Family family, Actor phone, BrowseAction action) {
    pass(dice.between(60, 240));
    long time = clock - shopper.clockSkew(storeId);
    shopper.diary().browse(time, phone, action, shopper.item(family), null, storeId);
    pass(50);
  }

  /** Pays; returns the order's id. */
  String buy(List<PurchaseLine> lines) {
    pass(dice.between(60, 600));
    return shopper.diary().purchase(clock, shopper.payer(), Channel.STORE, storeId, lines);
  }

  String buy(Family family) {
    List<PurchaseLine> lines = new ArrayList<>(1);
    lines.add(shopper.line(family));
    return buy(lines);
  }

  long now() {
    return clock;
  }

  /** Returns the time of the EXIT. */
  long leave() {
    pass(dice.between(20, 400));
    write(VisitAction.EXIT, null, null);
    return clock;
  }

  private VisitAction action(Family family) {
    return switch (dice.weighted(family.sized() ? 10 : 45, family.sized() ? 50 : 3, 22, 23)) {
      case 0 -> VisitAction.DEMO;
      case 1 -> VisitAction.TRY_ON;
      case 2 -> VisitAction.ASSIST;
      default -> VisitAction.SCAN;
    };
  }

  /** Staff are asked for minutes, not for half an hour: that is a pattern of its own. */
  private Integer seconds(VisitAction action) {
    return switch (action) {
      case SCAN -> null;
      case ASSIST -> (int) Math.min(20 + dice.logNormal(60, 0.7), 200);
      default -> (int) Math.min(10 + dice.logNormal(90, 0.9), 1_200);
    };
  }

  private void pass(double seconds) {
    clock += (long) (seconds * Times.SECOND) + dice.between(0, 999);
  }

  private void write(VisitAction action, String sku, Integer seconds) {
    shopper.diary().visit(clock, actor, storeId, action, sku, seconds);
  }
}
