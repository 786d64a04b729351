package dev.showroom.simulate;

import dev.showroom.schemas.Actor;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.CouponChange;
import dev.showroom.schemas.ProductReturn;
import dev.showroom.schemas.Purchase;
import dev.showroom.schemas.PurchaseLine;
import dev.showroom.schemas.ReturnCondition;
import dev.showroom.schemas.ReturnLine;
import dev.showroom.schemas.ReturnReason;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A customer's diary with a chapter for each decision that they answer. */
final class AnsweredDiary {
  private static final Set<ReturnReason> UNEXCUSED =
      EnumSet.of(ReturnReason.CHANGED_MIND, ReturnReason.OTHER, ReturnReason.UNKNOWN);

  private static final int USUAL_TRIAL_DAYS = 14;

  /**
   * @param cameBack whether it was brought back within the trial days
   * @param marginMinor of the goods, before anything is given away; 0 if they came back
   */
  record Sale(boolean usedOffer, boolean cameBack, long marginMinor) {
    static final Sale NONE = new Sale(false, false, 0);
  }

  private final Shopper shopper;
  private final Catalogue catalogue;
  private final List<SimulatedEvent> story;
  private final Map<String, Shopper> chapters = new HashMap<>();

  AnsweredDiary(Shopper shopper, Catalogue catalogue) {
    this.shopper = shopper;
    this.catalogue = catalogue;
    this.story =
        shopper.diary().events().stream()
            .sorted(Comparator.comparingLong(SimulatedEvent::eventTime))
            .toList();
  }

  private Shopper chapter(DecisionMade decision) {
    return chapters.computeIfAbsent(
        decision.alertId(), alert -> shopper.chapter(alert.replaceFirst("^a-", "")));
  }

  // ---- what the story tells in any case --------------------------------------------------------

  /** The first purchase of the family within {@code millis} after the decision, or null. */
  SimulatedEvent purchaseAfter(DecisionMade decision, long millis) {
    return story.stream()
        .filter(event -> event.eventTime() > decision.decidedAt())
        .filter(event -> event.eventTime() <= decision.decidedAt() + millis)
        .filter(event -> event.record() instanceof Purchase p && isOf(p, decision.family()))
        .findFirst()
        .orElse(null);
  }

  /** The return that ends the trial which the decision is about, or null. */
  SimulatedEvent returnAfter(DecisionMade decision) {
    SimulatedEvent trial = trial(decision);
    if (trial == null) {
      return null;
    }
    Purchase purchase = (Purchase) trial.record();
    long end = trial.eventTime() + trialDays(purchase, decision.family()) * Times.DAY;
    return story.stream()
        .filter(event -> event.eventTime() > decision.decidedAt() && event.eventTime() <= end)
        .filter(event -> isReturnOf(event, purchase, decision.family()))
        .findFirst()
        .orElse(null);
  }

  private int trialDays(Purchase purchase, String family) {
    return purchase.getLines().stream()
        .filter(line -> isOf(line.getSku(), family))
        .mapToInt(line -> line.getTrialDays() == null ? USUAL_TRIAL_DAYS : line.getTrialDays())
        .max()
        .orElse(USUAL_TRIAL_DAYS);
  }

  private SimulatedEvent trial(DecisionMade decision) {
    SimulatedEvent last = null;
    for (SimulatedEvent event : story) {
      if (event.eventTime() <= decision.decidedAt()
          && event.record() instanceof Purchase p
          && p.getChannel() == Channel.STORE
          && isOf(p, decision.family())) {
        last = event;
      }
    }
    return last;
  }

  // ---- what comes of the decision --------------------------------------------------------------

  void coupon(DecisionMade decision, long time, CouponChange change, String orderId) {
    chapter(decision).diary().coupon(time, decision.couponId(), change, orderId);
  }

  /**
   * Buys the thing; some bring it back.
   *
   * @param usesOffer if it may be used for what is bought
   * @param persuaded whether it would not have been bought otherwise
   */
  Sale buy(DecisionMade decision, long time, boolean usesOffer, boolean persuaded) {
    Shopper chapter = chapter(decision);
    Dice dice = chapter.dice();
    Family family = catalogue.family(decision.family());
    Family.Item wished = dice.pick(family.items());
    boolean inStore = isOpen(time) && dice.chance(0.4);
    Channel channel = inStore ? Channel.STORE : chapter.ownChannelAtHome();
    String store = chapter.store();
    Actor payer = inStore ? chapter.payer() : chapter.signedIn().actor();
    boolean comesBack = dice.chance(AnswerRates.comesBack(family, persuaded));
    long keptFor =
        dice.time(
            AnswerRates.COMES_BACK_LEAST_DAYS * Times.DAY,
            AnswerRates.COMES_BACK_MOST_DAYS * Times.DAY);
    ReturnReason reason = reason(dice);
    ReturnCondition condition = dice.chance(0.5) ? ReturnCondition.SEALED : ReturnCondition.OPENED;

    Family.Item item = usesOffer && persuaded ? allowed(decision, family, wished) : wished;
    boolean uses = usesOffer && item.priceMinor() >= decision.leastPriceMinor();
    PurchaseLine line = new PurchaseLine(item.sku(), 1, item.priceMinor(), null);
    String orderId =
        chapter
            .diary()
            .purchase(
                time,
                payer,
                channel,
                inStore ? store : null,
                List.of(line),
                uses ? List.of(decision.couponId()) : List.of());
    if (uses) {
      coupon(decision, time, CouponChange.REDEEMED, orderId);
    }
    if (comesBack) {
      chapter
          .diary()
          .bringBack(
              time + keptFor,
              payer,
              orderId,
              inStore ? store : null,
              List.of(new ReturnLine(item.sku(), 1, item.priceMinor())),
              reason,
              condition);
    }
    return new Sale(uses, comesBack, comesBack ? 0 : item.priceMinor() - item.costMinor());
  }

  /**
   * What was to be bought anyway.
   *
   * @param usesOffer if it may be used for that
   */
  Sale told(DecisionMade decision, SimulatedEvent told, boolean usesOffer) {
    Purchase purchase = (Purchase) told.record();
    boolean fits =
        usesOffer
            && purchase.getCouponIds().isEmpty()
            && shopper.isOneOf(purchase.getActor())
            && purchase.getLines().stream()
                .filter(line -> isOf(line.getSku(), decision.family()))
                .anyMatch(line -> line.getUnitPriceMinor() >= decision.leastPriceMinor());
    if (fits) {
      Purchase cheaper =
          Purchase.newBuilder(purchase).setCouponIds(List.of(decision.couponId())).build();
      shopper
          .diary()
          .replace(told, new SimulatedEvent(told.topic(), told.eventTime(), told.key(), cheaper));
      coupon(decision, told.eventTime(), CouponChange.REDEEMED, purchase.getOrderId());
    }
    boolean cameBack = comesBack(told, decision);
    return new Sale(fits, cameBack, cameBack ? 0 : margin(purchase, decision.family()));
  }

  /** Whether the story tells that it is brought back within the usual trial days. */
  boolean comesBack(SimulatedEvent told, DecisionMade decision) {
    Purchase purchase = (Purchase) told.record();
    return story.stream()
        .filter(event -> event.eventTime() <= told.eventTime() + USUAL_TRIAL_DAYS * Times.DAY)
        .anyMatch(event -> isReturnOf(event, purchase, decision.family()));
  }

  private boolean isReturnOf(SimulatedEvent event, Purchase purchase, String family) {
    return event.record() instanceof ProductReturn goods
        && goods.getOrderId().equals(purchase.getOrderId())
        && goods.getLines().stream().anyMatch(line -> isOf(line.getSku(), family));
  }

  private long margin(Purchase purchase, String family) {
    return purchase.getLines().stream()
        .filter(line -> isOf(line.getSku(), family))
        .mapToLong(
            line -> line.getQuantity() * (line.getUnitPriceMinor() - cost(line.getSku(), family)))
        .sum();
  }

  private long cost(String sku, String family) {
    return catalogue.family(family).items().stream()
        .filter(item -> item.sku().equals(sku))
        .mapToLong(Family.Item::costMinor)
        .findFirst()
        .orElseThrow();
  }

  /** Whether nothing is wrong with the thing: only then it is a matter of wanting it. */
  boolean isUnexcused(SimulatedEvent back) {
    return UNEXCUSED.contains(((ProductReturn) back.record()).getReason());
  }

  /** Does not bring it back after all. */
  void keep(SimulatedEvent back) {
    shopper.diary().remove(back);
  }

  /**
   * What is not brought back.
   *
   * @param usesAt when an offer is used for that; {@link Long#MAX_VALUE} for never
   */
  Sale kept(DecisionMade decision, long usesAt) {
    SimulatedEvent trial = trial(decision);
    if (trial == null) {
      return Sale.NONE;
    }
    Purchase purchase = (Purchase) trial.record();
    if (usesAt < Long.MAX_VALUE) {
      coupon(decision, usesAt, CouponChange.REDEEMED, purchase.getOrderId());
    }
    return new Sale(usesAt < Long.MAX_VALUE, false, margin(purchase, decision.family()));
  }

  private static Family.Item allowed(DecisionMade decision, Family family, Family.Item wished) {
    return wished.priceMinor() >= decision.leastPriceMinor()
        ? wished
        : family.items().stream()
            .max(Comparator.comparingLong(Family.Item::priceMinor))
            .orElseThrow();
  }

  private static ReturnReason reason(Dice dice) {
    return switch (dice.weighted(50, 20, 15, 15)) {
      case 0 -> ReturnReason.CHANGED_MIND;
      case 1 -> ReturnReason.WRONG_SIZE;
      case 2 -> ReturnReason.DEFECTIVE;
      default -> ReturnReason.OTHER;
    };
  }

  private static boolean isOpen(long time) {
    long ofDay = Math.floorMod(time, Times.DAY);
    return ofDay >= Times.hours(9.5) && ofDay < Times.hours(18.5);
  }

  private boolean isOf(Purchase purchase, String family) {
    return purchase.getLines().stream().anyMatch(line -> isOf(line.getSku(), family));
  }

  private boolean isOf(String sku, String family) {
    return family.equals(catalogue.familyOf(sku));
  }
}
