package dev.showroom.simulate;

import dev.showroom.schemas.ReturnCondition;
import dev.showroom.schemas.ReturnReason;

/** Takes two sizes home and brings back the one that does not fit: a sale kept. */
final class SizeBracketer implements Archetype {
  @Override
  public String label() {
    return "BRACKETING";
  }

  @Override
  public int minimumDays() {
    return 8;
  }

  @Override
  public void live(Shopper shopper) {
    boolean says = shopper.dice().chance(0.6);
    TrialEpisode trial =
        TrialEpisode.buyTwoSizes(shopper, 17 * Times.DAY)
            .keepFor(1, 13.8)
            .lookUpAroundReturn(Research.Style.PLAIN)
            .giveBack(
                1,
                says ? ReturnReason.WRONG_SIZE : ReturnReason.CHANGED_MIND,
                ReturnCondition.OPENED);
    shopper
        .labels()
        .onlyLooksLike(label(), Pattern.TRIAL_RETURN, trial.family(), trial.returnedAt(), !says);
  }
}
