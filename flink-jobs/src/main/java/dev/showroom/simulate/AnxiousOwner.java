package dev.showroom.simulate;

/** Cannot stop comparing prices after the purchase, and keeps the thing. */
final class AnxiousOwner implements Archetype {
  @Override
  public String label() {
    return "ANXIOUS_OWNER";
  }

  @Override
  public int minimumDays() {
    return 22;
  }

  @Override
  public void live(Shopper shopper) {
    Dice dice = shopper.dice();
    TrialEpisode trial = TrialEpisode.buy(shopper, 17 * Times.DAY);
    long from = trial.boughtAt() + Times.days(1.1);
    long until = trial.boughtAt() + Times.days(13.5);
    Guise guise = shopper.knownResearcher(trial.boughtAt(), until);
    int count = dice.between(3, 15);
    Research.spread(
        shopper, trial.family(), guise.actor(), from, until, count, Research.Style.COMPARING);
    shopper.labels().onlyLooksLike(label(), Pattern.TRIAL_AT_RISK, trial.family(), until, true);
  }
}
