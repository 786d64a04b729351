package dev.showroom.simulate;

/** A kind of shopper. Stateless: one instance lives the lives of many customers. */
interface Archetype {
  /** As it stands in the truth. */
  String label();

  /** Shorter worlds have no room for the story, and an ordinary shopper takes its place. */
  default int minimumDays() {
    return 1;
  }

  /** Whether it takes two who live together: {@link Shopper#partner()} is then an ordinary one. */
  default boolean needsCouple() {
    return false;
  }

  /**
   * Tells what makes this kind of shopper what it is, and says what it only looks like; everyday
   * life is added to it afterwards, and what it really is found in the whole.
   */
  void live(Shopper shopper);
}
