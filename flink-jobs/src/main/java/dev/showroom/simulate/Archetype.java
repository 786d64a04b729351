package dev.showroom.simulate;

/** A kind of shopper. Stateless: one instance lives the lives of many customers. */
interface Archetype {
  /** As it stands in the truth. */
  String label();

  /** Shorter worlds have no room for the story, and an ordinary shopper takes its place. */
  default int minimumDays() {
    return 1;
  }

  /**
   * Tells what makes this kind of shopper what it is, and labels it; everyday life is added to it
   * afterwards.
   */
  void live(Shopper shopper);
}
