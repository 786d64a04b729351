package dev.showroom.simulate;

import dev.showroom.schemas.ReturnCondition;
import dev.showroom.schemas.ReturnReason;

/**
 * Brings a thing back, and looks it up, for a reason that nobody can blame them for, or without
 * ever opening the box.
 *
 * @param sized whether it is about things that come in sizes
 * @param firstShare share of {@code first} among the two conditions in which it comes back
 * @param saysSo whether they turn to the service first
 */
record InnocentReturner(
    String label,
    ReturnReason reason,
    boolean sized,
    ReturnCondition first,
    double firstShare,
    ReturnCondition second,
    boolean saysSo)
    implements Archetype {

  static InnocentReturner gift() {
    return of("GIFT_RETURNER", ReturnReason.GIFT, ReturnCondition.SEALED, 0.7);
  }

  /** It did not fit. */
  static InnocentReturner wrongSize() {
    return new InnocentReturner(
        "WRONG_SIZE_RETURNER",
        ReturnReason.WRONG_SIZE,
        true,
        ReturnCondition.OPENED,
        0.8,
        ReturnCondition.USED,
        false);
  }

  /** Changed their mind before anything was tried. */
  static InnocentReturner sealed() {
    return of("SEALED_RETURNER", ReturnReason.CHANGED_MIND, ReturnCondition.SEALED, 1);
  }

  /** It broke, and they said so first: a case for service, not for suspicion. */
  static InnocentReturner defect() {
    return new InnocentReturner(
        "DEFECT_RETURNER",
        ReturnReason.DEFECTIVE,
        false,
        ReturnCondition.DAMAGED,
        0.5,
        ReturnCondition.USED,
        true);
  }

  static InnocentReturner recall() {
    return of("RECALL_RETURNER", ReturnReason.RECALL, ReturnCondition.USED, 0.6);
  }

  static InnocentReturner notAsDescribed() {
    return of(
        "NOT_AS_DESCRIBED_RETURNER", ReturnReason.NOT_AS_DESCRIBED, ReturnCondition.USED, 0.3);
  }

  private static InnocentReturner of(
      String label, ReturnReason reason, ReturnCondition first, double share) {
    return new InnocentReturner(label, reason, false, first, share, ReturnCondition.OPENED, false);
  }

  @Override
  public int minimumDays() {
    return 8;
  }

  @Override
  public void live(Shopper shopper) {
    TrialEpisode trial =
        TrialEpisode.buy(shopper, family -> !sized || family.sized(), 17 * Times.DAY)
            .keepFor(1, 13.8)
            .lookUpAroundReturn(Research.Style.PLAIN);
    if (saysSo) {
      openCase(shopper, trial);
    }
    trial.giveBackAll(reason, shopper.dice().chance(firstShare) ? first : second);
    shopper
        .labels()
        .onlyLooksLike(label, Pattern.TRIAL_RETURN, trial.family(), trial.returnedAt(), false);
  }

  private static void openCase(Shopper shopper, TrialEpisode trial) {
    Dice dice = shopper.dice();
    long returned = trial.returnedAt();
    String sku = shopper.item(trial.family()).sku();
    long opened = dice.time(returned - 20 * Times.HOUR, returned);
    String caseId = shopper.diary().openCase(opened, sku);
    if (dice.chance(0.7)) {
      shopper.diary().closeCase(returned + dice.time(Times.DAY, 20 * Times.DAY), caseId, sku);
    }
  }
}
