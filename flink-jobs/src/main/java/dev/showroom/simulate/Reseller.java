package dev.showroom.simulate;

import dev.showroom.schemas.PurchaseLine;
import dev.showroom.schemas.ReturnCondition;
import dev.showroom.schemas.ReturnReason;

/** Buys by the dozen to sell on, and brings back in bulk, sealed, what did not sell. */
final class Reseller implements Archetype {
  @Override
  public String label() {
    return "RESELLER";
  }

  @Override
  public int minimumDays() {
    return 14;
  }

  @Override
  public void live(Shopper shopper) {
    Dice dice = shopper.dice();
    int orders = dice.between(6, 14);
    long span = (long) ((shopper.end() - shopper.begin()) * 0.6);
    long returned = 0;
    Family family = null;
    for (int i = 0; i < orders; i++) {
      Family next = shopper.freshFamily();
      PurchaseLine line = shopper.line(next);
      line.setQuantity(dice.between(5, 30));
      long from = shopper.begin() + span * i / orders;
      long time = shopper.storeTime(from, from + span / orders);
      TrialEpisode order = TrialEpisode.buyAlone(shopper, next, line, time);
      // The last order does not sell: the trap is there in any case.
      if (dice.chance(0.4) || i == orders - 1) {
        order.keepFor(2, 13.8).lookUpAroundReturn(Research.Style.PLAIN);
        int unsold = dice.chance(0.5) ? line.getQuantity() : dice.between(1, line.getQuantity());
        order.giveBack(unsold, ReturnReason.CHANGED_MIND, ReturnCondition.SEALED);
        returned = Math.max(returned, order.returnedAt());
        family = next;
      }
    }
    Labels labels = shopper.labels();
    labels.onlyLooksLike(label(), Pattern.TRIAL_RETURN, family, returned, false);
    labels.onlyLooksLike(label(), Pattern.SERIAL_RETURNER, null, returned, false);
  }
}
