package dev.showroom.simulate;

import dev.showroom.schemas.ReturnCondition;
import dev.showroom.schemas.ReturnReason;

/** It did not fit. */
final class WrongSizeReturner extends InnocentReturner {
  @Override
  public String label() {
    return "WRONG_SIZE_RETURNER";
  }

  @Override
  boolean suits(Family family) {
    return family.sized();
  }

  @Override
  ReturnReason reason() {
    return ReturnReason.WRONG_SIZE;
  }

  @Override
  ReturnCondition condition(Dice dice) {
    return dice.chance(0.8) ? ReturnCondition.OPENED : ReturnCondition.USED;
  }
}
