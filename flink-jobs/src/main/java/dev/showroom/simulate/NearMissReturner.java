package dev.showroom.simulate;

import dev.showroom.schemas.ReturnCondition;
import dev.showroom.schemas.ReturnReason;

/** Falls short of a trial return in one thing. */
final class NearMissReturner implements Archetype {
  private static final long TAIL = 17 * Times.DAY;

  @Override
  public String label() {
    return "NEAR_MISS_RETURNER";
  }

  @Override
  public int minimumDays() {
    return 8;
  }

  @Override
  public void live(Shopper shopper) {
    TrialEpisode trial =
        switch (shopper.dice().weighted(35, 25, 20, 20)) {
          case 0 -> looksItUpEarlyOrNever(shopper);
          case 1 -> bringsBackOneOfMany(shopper);
          case 2 -> boughtItOnline(shopper);
          default -> bringsItBackLate(shopper);
        };
    shopper
        .labels()
        .onlyLooksLike(label(), Pattern.TRIAL_RETURN, trial.family(), trial.returnedAt(), false);
  }

  private static TrialEpisode looksItUpEarlyOrNever(Shopper shopper) {
    return giveBackUsed(TrialEpisode.buy(shopper, TAIL).keepFor(2, 13.8).lookUpEarly());
  }

  private static TrialEpisode bringsBackOneOfMany(Shopper shopper) {
    return TrialEpisode.buyMany(shopper, TAIL)
        .keepFor(1, 13.8)
        .lookUpAroundReturn(Research.Style.PLAIN)
        .giveBack(1, ReturnReason.CHANGED_MIND, ReturnCondition.OPENED);
  }

  private static TrialEpisode boughtItOnline(Shopper shopper) {
    return giveBackUsed(
        TrialEpisode.buyOnline(shopper, TAIL)
            .keepFor(1, 13.8)
            .lookUpAroundReturn(Research.Style.PLAIN));
  }

  private static TrialEpisode bringsItBackLate(Shopper shopper) {
    TrialEpisode trial = TrialEpisode.buy(shopper, 60 * Times.DAY).keepFor(15.5, 26);
    // In a short world it would go back in time, and be a trial return.
    return trial.keptLongerThanDays(15)
        ? giveBackUsed(trial.lookUpAroundReturn(Research.Style.PLAIN))
        : giveBackUsed(trial.lookUpEarly());
  }

  private static TrialEpisode giveBackUsed(TrialEpisode trial) {
    return trial.giveBackAll(ReturnReason.CHANGED_MIND, ReturnCondition.USED);
  }
}
