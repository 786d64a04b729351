package dev.showroom.simulate;

import dev.showroom.schemas.ReturnCondition;
import dev.showroom.schemas.ReturnReason;

/** Brings a thing back, and looks it up, for a reason that nobody can blame them for. */
abstract class InnocentReturner implements Archetype {
  @Override
  public final int minimumDays() {
    return 8;
  }

  @Override
  public final void live(Shopper shopper) {
    TrialEpisode trial =
        TrialEpisode.buy(shopper, family -> suits(family), 17 * Times.DAY)
            .keepFor(1, 13.8)
            .lookUpAroundReturn(Research.Style.PLAIN);
    before(shopper, trial);
    trial.giveBackAll(reason(), condition(shopper.dice()));
    shopper.onlyLooksLike(label(), Pattern.TRIAL_RETURN, trial.family(), trial.returnedAt(), false);
  }

  boolean suits(Family family) {
    return true;
  }

  /** What happens before the return. */
  void before(Shopper shopper, TrialEpisode trial) {}

  abstract ReturnReason reason();

  abstract ReturnCondition condition(Dice dice);
}
