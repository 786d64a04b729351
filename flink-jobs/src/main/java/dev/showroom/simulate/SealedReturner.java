package dev.showroom.simulate;

import dev.showroom.schemas.ReturnCondition;
import dev.showroom.schemas.ReturnReason;

/** Changed their mind without ever opening the box: nothing was tried. */
final class SealedReturner extends InnocentReturner {
  @Override
  public String label() {
    return "SEALED_RETURNER";
  }

  @Override
  ReturnReason reason() {
    return ReturnReason.CHANGED_MIND;
  }

  @Override
  ReturnCondition condition(Dice dice) {
    return ReturnCondition.SEALED;
  }
}
