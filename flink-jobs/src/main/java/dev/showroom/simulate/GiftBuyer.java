package dev.showroom.simulate;

import dev.showroom.schemas.ReturnCondition;
import dev.showroom.schemas.ReturnReason;

/** Bought it for somebody, wonders about the price, and who got it has one already. */
final class GiftBuyer implements Archetype {
  @Override
  public String label() {
    return "GIFT_BUYER";
  }

  @Override
  public int minimumDays() {
    return 8;
  }

  @Override
  public void live(Shopper shopper) {
    TrialEpisode trial =
        TrialEpisode.buy(shopper, 17 * Times.DAY)
            .keepFor(1.5, 13.8)
            .lookUpAroundReturn(Research.Style.COMPARING)
            .giveBackAll(
                ReturnReason.GIFT,
                shopper.dice().chance(0.5) ? ReturnCondition.SEALED : ReturnCondition.OPENED);
    Labels labels = shopper.labels();
    labels.onlyLooksLike(label(), Pattern.TRIAL_RETURN, trial.family(), trial.returnedAt(), false);
    labels.onlyLooksLike(label(), Pattern.TRIAL_AT_RISK, trial.family(), trial.returnedAt(), true);
  }
}
