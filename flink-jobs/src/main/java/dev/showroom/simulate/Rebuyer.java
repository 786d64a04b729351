package dev.showroom.simulate;

/** Brings it back and soon buys the same model here after all: kept. */
final class Rebuyer implements Archetype {
  @Override
  public String label() {
    return "REBUYER";
  }

  @Override
  public int minimumDays() {
    return 12;
  }

  @Override
  public void live(Shopper shopper) {
    Dice dice = shopper.dice();
    TrialEpisode trial =
        TrialEpisode.buy(shopper, 29 * Times.DAY)
            .keepFor(1.2, 13)
            .lookUpAroundReturn(Research.Style.PLAIN)
            .giveBackAll(TrialReturner.reason(dice), TrialReturner.condition(dice));
    long returned = trial.returnedAt();
    long latest = Math.min(returned + Times.days(13.5), shopper.end() - Times.MINUTE);
    shopper.buyAtHome(shopper.homeTime(returned + Times.HOUR, latest), trial.family());
    shopper.labels().onlyLooksLike(label(), Pattern.TRIAL_RETURN, trial.family(), returned, true);
  }
}
