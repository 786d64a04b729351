package dev.showroom.simulate;

/** Most people: everyday life is all there is. */
final class OrdinaryShopper implements Archetype {
  @Override
  public String label() {
    return Labels.ORDINARY;
  }

  @Override
  public void live(Shopper shopper) {
    // Labelled when all of it is told.
  }
}
