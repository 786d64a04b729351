package dev.showroom.simulate;

import dev.showroom.schemas.ReturnCondition;
import dev.showroom.schemas.ReturnReason;

/** Buys in a store, uses it, compares prices, gets the money back, and buys elsewhere. */
final class TrialReturner implements Archetype {
  @Override
  public String label() {
    return "TRIAL_RETURNER";
  }

  @Override
  public int minimumDays() {
    return 8;
  }

  @Override
  public void live(Shopper shopper) {
    Dice dice = shopper.dice();
    Research.Style style = dice.chance(0.7) ? Research.Style.COMPARING : Research.Style.PLAIN;
    TrialEpisode trial =
        TrialEpisode.buy(shopper, 31 * Times.DAY)
            .keepFor(1.2, 13.8)
            .lookUpAroundReturn(style)
            .giveBackAll(reason(dice), condition(dice));
    shopper.labels().story(label(), trial.family());
  }

  static ReturnReason reason(Dice dice) {
    return switch (dice.weighted(60, 25, 15)) {
      case 0 -> ReturnReason.CHANGED_MIND;
      case 1 -> ReturnReason.OTHER;
      default -> ReturnReason.UNKNOWN;
    };
  }

  static ReturnCondition condition(Dice dice) {
    return dice.chance(0.6) ? ReturnCondition.OPENED : ReturnCondition.USED;
  }
}
