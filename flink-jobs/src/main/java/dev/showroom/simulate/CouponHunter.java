package dev.showroom.simulate;

import dev.showroom.schemas.BrowseAction;
import java.util.ArrayList;
import java.util.List;

/**
 * Means to buy anyhow, and would rather be sent a coupon first. Tries by turns what might bring
 * one: filling a cart, asking in a store, or the whole show of research, inspection and leaving.
 * What brought a coupon once is done again, and soon.
 *
 * <p>The hunt goes by what the decisions say; each try is a chapter of its own, and when and what
 * it is follows from the decisions before it.
 */
final class CouponHunter implements Archetype {
  static final String LABEL = "COUPON_HUNTER";

  private static final int MOST_TRIES = 24;
  private static final long WORTH_IT = 5_000;

  /** For so long a coupon is waited for; what is done next depends on nothing later. */
  private static final long PATIENCE = 3 * Times.DAY;

  /** For so long after the last coupon the next one is hoped for: there are so many a month. */
  private static final long HOPE = 45 * Times.DAY;

  private enum Trick {
    CART,
    QUESTION,
    SHOW
  }

  @Override
  public String label() {
    return LABEL;
  }

  @Override
  public int minimumDays() {
    return 12;
  }

  @Override
  public void live(Shopper shopper) {
    shopper.buyNothingElse();
    shopper.welcomesOffers();
    Trick trick = shopper.dice().pick(List.of(Trick.values()));
    // Drawn before anything is known, so that the rest of life does not depend on the hunt.
    List<Family> prey = new ArrayList<>();
    for (int i = 0; i < MOST_TRIES; i++) {
      Family family = shopper.freshFamily(CouponHunter::isWorthIt);
      if (family != null) {
        prey.add(family);
      }
    }
    shopper.labels().story(LABEL, prey.toArray(Family[]::new));
    hunt(shopper, prey, trick);
  }

  private static void hunt(Shopper shopper, List<Family> prey, Trick first) {
    Trick trick = first;
    boolean learnt = false;
    long from = shopper.begin() + Times.DAY;
    for (int i = 0; i < prey.size(); i++) {
      Shopper chapter = shopper.chapter("h" + Ids.padded(i, 2));
      Dice dice = chapter.dice();
      long begin = chapter.storeTime(from, from + 2 * Times.DAY);
      if (begin + 6 * Times.HOUR >= shopper.end()) {
        return;
      }
      long until = play(chapter, prey.get(i), trick, begin);
      if (paid(shopper, prey.get(i), until + PATIENCE)) {
        learnt = true;
        from = until + PATIENCE + Times.days(dice.unit());
      } else if (learnt) {
        from = until + Times.days(9 + 4 * dice.unit());
      } else {
        trick = Trick.values()[(trick.ordinal() + 1) % Trick.values().length];
        from = until + Times.days(7 + 5 * dice.unit());
      }
    }
  }

  /** Returns when it is over. */
  private static long play(Shopper chapter, Family family, Trick trick, long begin) {
    Guise self = chapter.signedIn();
    if (trick != Trick.QUESTION) {
      int looks = chapter.dice().between(4, 8);
      Research.spread(
          chapter,
          family,
          self.actor(),
          begin,
          begin + 4 * Times.HOUR,
          looks,
          Research.Style.PLAIN);
      chapter
          .diary()
          .browse(
              begin + 4 * Times.HOUR,
              self.actor(),
              BrowseAction.CART_ADD,
              chapter.item(family),
              null);
    }
    if (trick == Trick.CART) {
      return begin + 4 * Times.HOUR;
    }
    long enter = begin + 5 * Times.HOUR;
    StoreVisit visit = StoreVisit.enter(chapter, self.actor(), chapter.store(), enter);
    if (trick == Trick.SHOW) {
      visit.inspectThoroughly(family);
    } else {
      visit.seekAdvice(family, chapter.dice().between(60, 110));
    }
    return visit.leave();
  }

  /**
   * Whether what is wanted can wait for the next coupon: one came not so long ago, and this
   * decision brings none.
   */
  static boolean stillWaits(List<DecisionMade> decisions, DecisionMade now) {
    return !(now.isInTrial() && now.isMoney())
        && decisions.stream()
            .filter(decision -> decision.isIssued() && decision.isMoney())
            .anyMatch(
                decision ->
                    decision.decidedAt() < now.decidedAt()
                        && decision.decidedAt() >= now.decidedAt() - HOPE);
  }

  private static boolean paid(Shopper shopper, Family family, long until) {
    return shopper.decisions().stream()
        .anyMatch(
            decision ->
                decision.isIssued()
                    && decision.isMoney()
                    && decision.decidedAt() < until
                    && family.id().equals(decision.family()));
  }

  private static boolean isWorthIt(Family family) {
    return family.items().stream().allMatch(item -> item.priceMinor() >= WORTH_IT);
  }
}
