package dev.showroom.simulate;

/** Lives with somebody whose story is told; has none. */
final class HouseholdMember implements Archetype {
  @Override
  public String label() {
    return "HOUSEHOLD_MEMBER";
  }

  @Override
  public void live(Shopper shopper) {
    shopper.labels().isInnocent(label());
  }
}
