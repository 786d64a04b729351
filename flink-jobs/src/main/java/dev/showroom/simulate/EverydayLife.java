package dev.showroom.simulate;

import dev.showroom.schemas.Actor;
import dev.showroom.schemas.ActorKind;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.LinkConfidence;
import dev.showroom.schemas.PurchaseLine;
import dev.showroom.schemas.ReturnCondition;
import dev.showroom.schemas.ReturnLine;
import dev.showroom.schemas.ReturnReason;
import java.util.ArrayList;
import java.util.List;

/**
 * What everybody does: browse a little, come by a store now and then, buy some things, bring a few
 * back. A few people do most of it. It is kept from being a pattern: what is studied is handled at
 * another time, or not at all, what is bought over the counter and looked up again is kept, and
 * prices are compared at home. What is one by accident all the same is found by the definitions and
 * labelled as ORDINARY, like any other positive.
 */
final class EverydayLife {
  private final Shopper shopper;
  private final Dice dice;
  private final Diary diary;
  private final List<Guise> guises = new ArrayList<>();
  private final List<Family> interests = new ArrayList<>();

  private EverydayLife(Shopper shopper) {
    this.shopper = shopper;
    this.dice = shopper.dice();
    this.diary = shopper.diary();
  }

  static void of(Shopper shopper) {
    new EverydayLife(shopper).live();
  }

  private void live() {
    double activity = Math.min(dice.logNormal(1, Rates.ACTIVITY_SIGMA), Rates.MOST_ACTIVITY);
    double appetite = Math.min(dice.logNormal(1, Rates.APPETITE_SIGMA), Rates.MOST_APPETITE);
    double rate = activity * (shopper.end() - shopper.begin()) / (90.0 * Times.DAY);
    identities();
    interests(activity);
    int sessions = dice.rounded(rate * Rates.SESSIONS_IN_90_DAYS);
    for (int i = 0; i < sessions; i++) {
      browse();
    }
    int visits = dice.rounded(rate * Rates.VISITS_IN_90_DAYS);
    for (int i = 0; i < visits; i++) {
      comeBy(shopper.storeTime(shopper.begin(), shopper.end()), appetite);
    }
    int orders = shopper.buysNothingElse() ? 0 : orders(rate * appetite);
    for (int i = 0; i < orders; i++) {
      orderAtHome(appetite);
    }
  }

  private int orders(double rate) {
    return dice.rounded(rate * Rates.ORDERS_IN_90_DAYS);
  }

  /** Some cookies are given away by a sign-in, some only guessed at, some never known. */
  private void identities() {
    guises.add(shopper.signedIn());
    int cookies = dice.between(1, 2);
    for (int i = 0; i < cookies; i++) {
      guises.add(anonymous(ActorKind.COOKIE));
    }
  }

  private Guise anonymous(ActorKind kind) {
    long time = dice.time(shopper.begin(), shopper.end());
    int fate = dice.weighted(60, 10, 30);
    if (fate == 0) {
      return shopper.linkedLater(kind, time);
    }
    Guise stranger = new Guise(shopper.stranger(kind), Long.MAX_VALUE);
    if (fate == 1) {
      diary.link(time, stranger.actor(), LinkConfidence.PROBABILISTIC);
    }
    return stranger;
  }

  private void interests(double activity) {
    int count = Math.min(2 + (int) (activity * 3), 20);
    for (int i = 0; i < count; i++) {
      Family family = shopper.freshFamily();
      if (family != null) {
        interests.add(family);
      }
    }
  }

  private void browse() {
    Guise guise = dice.pick(guises);
    Family family = dice.pick(interests);
    long time = shopper.homeTime(shopper.begin(), shopper.end());
    int size = Math.min(dice.geometric(5.5), 60);
    for (int i = 0; i < size; i++) {
      diary.browse(
          time,
          guise.actor(),
          Research.action(dice, Research.Style.COMPARING),
          shopper.item(family),
          i == 0 ? Research.referrer(dice, Research.Style.COMPARING) : null);
      time += Research.gap(dice, 25 * Times.MINUTE);
      if (dice.chance(0.3)) {
        family = dice.pick(interests);
      }
    }
  }

  /** Once, and some of them again after a month or two. */
  private void comeBy(long first, double appetite) {
    visit(first, appetite);
    if (dice.chance(Rates.COME_BACK)) {
      long days = Times.days(dice.logNormal(Rates.COME_BACK_MEDIAN_DAYS, Rates.COME_BACK_SIGMA));
      if (first + days + Times.DAY < shopper.end()) {
        visit(shopper.storeTime(first + days, first + days + Times.DAY), appetite);
      }
    }
  }

  private void visit(long enter, double appetite) {
    Guise guise = dice.chance(0.5) ? shopper.signedIn() : anonymous(ActorKind.WIFI);
    StoreVisit visit = StoreVisit.enter(shopper, guise.actor(), shopper.store(), enter);
    switch (dice.weighted(35, 30, shopper.buysNothingElse() ? 0 : 35)) {
      case 0 -> visit.stroll();
      case 1 -> lookAround(visit, enter);
      default -> buyOverTheCounter(visit, enter, appetite);
    }
    // Not every door sees everybody out.
    if (dice.chance(0.92)) {
      visit.leave();
    }
  }

  private void lookAround(StoreVisit visit, long enter) {
    Family family = shopper.freshFamily();
    if (family != null) {
      lookUpBefore(family, enter, dice.between(0, 2));
      if (dice.chance(0.5)) {
        visit.glance(family);
      } else {
        visit.handle(family);
      }
      visit.stroll();
    }
  }

  private void buyOverTheCounter(StoreVisit visit, long enter, double appetite) {
    List<PurchaseLine> lines = new ArrayList<>();
    List<Family> bought = new ArrayList<>();
    int things = Math.min(dice.geometric(1 + appetite / 2), 12);
    for (int i = 0; i < things; i++) {
      Family family = shopper.freshFamily();
      if (family != null) {
        lookUpBefore(family, enter, dice.chance(0.4) ? dice.between(1, 6) : 0);
        if (dice.chance(0.4)) {
          visit.glance(family);
        } else if (dice.chance(0.3)) {
          visit.inspectThoroughly(family);
        }
        lines.add(shopper.line(family));
        bought.add(family);
      }
    }
    if (lines.isEmpty()) {
      return;
    }
    String orderId = visit.buy(lines);
    for (int i = 0; i < lines.size(); i++) {
      Family family = bought.get(i);
      if (dice.chance(family.returnRate() * Rates.OVER_THE_COUNTER)) {
        // Research before the purchase must not come to stand close before the return.
        bringBack(orderId, lines.get(i), family, visit.now(), Times.days(3.2));
      } else if (dice.chance(0.2)) {
        lookUpAfter(family, visit.now());
      }
    }
  }

  /** How is it cleaned, where is the manual? */
  private void lookUpAfter(Family family, long bought) {
    long until = Math.min(bought + 20 * Times.DAY, shopper.end());
    if (until - bought > Times.DAY) {
      int count = dice.between(1, 4);
      Guise guise = dice.pick(guises);
      Research.spread(shopper, family, guise.actor(), bought, until, count, Research.Style.PLAIN);
    }
  }

  private void lookUpBefore(Family family, long enter, int count) {
    long from = Math.max(shopper.begin(), enter - 8 * Times.DAY);
    long until = enter - 10 * Times.MINUTE;
    if (count > 0 && until - from > Times.HOUR) {
      Guise guise = dice.pick(guises);
      Research.spread(shopper, family, guise.actor(), from, until, count, Research.Style.COMPARING);
    }
  }

  private void orderAtHome(double appetite) {
    List<PurchaseLine> lines = new ArrayList<>();
    List<Family> bought = new ArrayList<>();
    int things = Math.min(dice.geometric(1 + appetite / 2), 12);
    for (int i = 0; i < things; i++) {
      Family family = dice.pick(interests);
      if (!bought.contains(family)) {
        bought.add(family);
        lines.add(shopper.line(family));
      }
    }
    long time = shopper.homeTime(shopper.begin(), shopper.end());
    Channel channel = shopper.ownChannelAtHome();
    Actor self = shopper.signedIn().actor();
    String orderId =
        dice.chance(Rates.ORDERS_WITH_COUPON)
            ? diary.redeem(Math.max(shopper.begin(), time - Times.DAY), time, self, channel, lines)
            : diary.purchase(time, self, channel, null, lines);
    for (int i = 0; i < lines.size(); i++) {
      if (dice.chance(bought.get(i).returnRate())) {
        bringBack(orderId, lines.get(i), bought.get(i), time, Times.DAY);
      }
    }
  }

  private void bringBack(
      String orderId, PurchaseLine line, Family family, long bought, long earliest) {
    double days = dice.logNormal(Rates.RETURN_DELAY_MEDIAN_DAYS, Rates.RETURN_DELAY_SIGMA);
    long kept = Times.days(Math.min(days, Rates.RETURN_DELAY_MOST_DAYS));
    long around = bought + Math.max(kept, earliest);
    long time = shopper.storeTime(around, around + Times.days(0.8));
    ReturnLine back =
        new ReturnLine(
            line.getSku(), line.getQuantity(), line.getQuantity() * line.getUnitPriceMinor());
    ReturnReason reason = reason(family);
    // An open case shields a customer from alerts, and so would spoil a planted positive.
    if (reason == ReturnReason.DEFECTIVE && dice.chance(0.5) && !shopper.labels().hasStory()) {
      String caseId = diary.openCase(time - dice.time(Times.MINUTE, Times.DAY), line.getSku());
      diary.closeCase(time + dice.time(Times.DAY, 15 * Times.DAY), caseId, line.getSku());
    }
    String storeId = dice.chance(0.5) ? shopper.store() : null;
    diary.bringBack(
        time, shopper.signedIn().actor(), orderId, storeId, List.of(back), reason, condition());
  }

  private ReturnReason reason(Family family) {
    return switch (dice.weighted(family.sized() ? 120 : 0, 40, 15, 10, 12, 12, 10, 1)) {
      case 0 -> ReturnReason.WRONG_SIZE;
      case 1 -> ReturnReason.CHANGED_MIND;
      case 2 -> ReturnReason.DEFECTIVE;
      case 3 -> ReturnReason.NOT_AS_DESCRIBED;
      case 4 -> ReturnReason.GIFT;
      case 5 -> ReturnReason.OTHER;
      case 6 -> ReturnReason.UNKNOWN;
      default -> ReturnReason.RECALL;
    };
  }

  private ReturnCondition condition() {
    return switch (dice.weighted(45, 35, 8, 4, 8)) {
      case 0 -> ReturnCondition.SEALED;
      case 1 -> ReturnCondition.OPENED;
      case 2 -> ReturnCondition.USED;
      case 3 -> ReturnCondition.DAMAGED;
      default -> ReturnCondition.UNKNOWN;
    };
  }
}
