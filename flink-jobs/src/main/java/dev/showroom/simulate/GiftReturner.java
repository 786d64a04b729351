package dev.showroom.simulate;

import dev.showroom.schemas.ReturnCondition;
import dev.showroom.schemas.ReturnReason;

/** Got it as a gift and has one already. */
final class GiftReturner extends InnocentReturner {
  @Override
  public String label() {
    return "GIFT_RETURNER";
  }

  @Override
  ReturnReason reason() {
    return ReturnReason.GIFT;
  }

  @Override
  ReturnCondition condition(Dice dice) {
    return dice.chance(0.7) ? ReturnCondition.SEALED : ReturnCondition.OPENED;
  }
}
