package dev.showroom.simulate;

/** Most people: everyday life is all there is. */
final class OrdinaryShopper implements Archetype {
  @Override
  public String label() {
    return "ORDINARY";
  }

  @Override
  public void live(Shopper shopper) {
    shopper.isInnocent(label());
  }
}
