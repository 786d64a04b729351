package dev.showroom.simulate;

import dev.showroom.schemas.ReturnCondition;
import dev.showroom.schemas.ReturnReason;

/** It broke, and they said so first: a case for service, not for suspicion. */
final class DefectReturner extends InnocentReturner {
  @Override
  public String label() {
    return "DEFECT_RETURNER";
  }

  @Override
  void before(Shopper shopper, TrialEpisode trial) {
    Dice dice = shopper.dice();
    long returned = trial.returnedAt();
    String sku = shopper.item(trial.family()).sku();
    long opened = dice.time(returned - 20 * Times.HOUR, returned);
    String caseId = shopper.diary().openCase(opened, sku);
    if (dice.chance(0.7)) {
      shopper.diary().closeCase(returned + dice.time(Times.DAY, 20 * Times.DAY), caseId, sku);
    }
  }

  @Override
  ReturnReason reason() {
    return ReturnReason.DEFECTIVE;
  }

  @Override
  ReturnCondition condition(Dice dice) {
    return dice.chance(0.6) ? ReturnCondition.USED : ReturnCondition.DAMAGED;
  }
}
