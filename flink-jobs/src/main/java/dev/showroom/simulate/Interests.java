package dev.showroom.simulate;

import java.util.BitSet;
import java.util.function.Predicate;

/** Which families a customer has been concerned with: each stretch of life takes its own. */
final class Interests {
  private final Catalogue catalogue;
  private final Dice dice;
  private final Predicate<Family> mine;
  private final BitSet used = new BitSet();
  private final BitSet shadowed = new BitSet();

  /**
   * @param mine the families that may be this customer's
   */
  Interests(Catalogue catalogue, Dice dice, Predicate<Family> mine) {
    this.catalogue = catalogue;
    this.dice = dice;
    this.mine = mine;
  }

  /** One that was not taken before; null if there is none. */
  Family fresh(Predicate<Family> wanted) {
    for (int i = 0; i < 64; i++) {
      Family family = catalogue.anyFamily(dice);
      if (isFree(family) && wanted.test(family)) {
        return take(family);
      }
    }
    for (Family family : catalogue.families()) {
      if (isFree(family) && wanted.test(family)) {
        return take(family);
      }
    }
    return null;
  }

  /** An accessory of a family that was taken, to be bought; null if there is none. */
  Family accessoryOf(Family family) {
    if (family.accessories().isEmpty()) {
      return null;
    }
    Family accessory = catalogue.family(family.accessories().get(0));
    used.set(accessory.index());
    return accessory;
  }

  /** Its accessories go with it: buying one would be evidence. */
  private Family take(Family family) {
    used.set(family.index());
    family.accessories().forEach(shadowed::set);
    return family;
  }

  private boolean isFree(Family family) {
    return mine.test(family)
        && !used.get(family.index())
        && !shadowed.get(family.index())
        && family.accessories().stream().noneMatch(used::get);
  }
}
