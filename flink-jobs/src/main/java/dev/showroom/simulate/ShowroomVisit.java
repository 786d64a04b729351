package dev.showroom.simulate;

/**
 * The beginning that showroomers and those who only look like them share: research of one family,
 * then a visit to a store.
 */
record ShowroomVisit(Family family, StoreVisit visit, long knownFrom) {

  /** Enough research, and not too long ago. */
  static ShowroomVisit researched(Shopper shopper, long tail) {
    Dice dice = shopper.dice();
    int count = Math.min(2 + dice.geometric(4), 30);
    return begin(shopper, tail, count, Times.hours(6), Times.days(13.8));
  }

  /** Too little research to count. */
  static ShowroomVisit hardlyResearched(Shopper shopper, long tail) {
    int count = shopper.dice().between(1, 2);
    return begin(shopper, tail, count, Times.hours(6), Times.days(13.8));
  }

  /** Enough research under an id that is never known for certain to be the customer's. */
  static ShowroomVisit researchedBy(Shopper shopper, Guise stranger, long tail) {
    long enter = shopper.visitTime(2 * Times.DAY, tail);
    Family family = shopper.freshFamily();
    int count = shopper.dice().between(4, 15);
    long from = Math.max(shopper.begin(), enter - Times.days(10));
    research(shopper, family, stranger, from, enter, count);
    return enter(shopper, family, enter, Long.MIN_VALUE);
  }

  private static ShowroomVisit begin(
      Shopper shopper, long tail, int count, long shortest, long longest) {
    Dice dice = shopper.dice();
    long enter = shopper.visitTime(2 * Times.DAY, tail);
    long from = Math.max(shopper.begin(), enter - dice.time(shortest, longest));
    Family family = shopper.freshFamily();
    Guise guise = shopper.researcher(from, enter);
    research(shopper, family, guise, from, enter, count);
    return enter(shopper, family, enter, guise.knownFrom());
  }

  private static void research(
      Shopper shopper, Family family, Guise guise, long from, long enter, int count) {
    Research.spread(
        shopper,
        family,
        guise.actor(),
        from,
        enter - 10 * Times.MINUTE,
        count,
        Research.Style.COMPARING);
  }

  private static ShowroomVisit enter(Shopper shopper, Family family, long enter, long knownFrom) {
    Guise guise = shopper.visitor(Math.max(shopper.begin(), enter - 20 * Times.DAY), enter);
    StoreVisit visit = StoreVisit.enter(shopper, guise.actor(), shopper.store(), enter);
    return new ShowroomVisit(family, visit, Math.max(knownFrom, guise.knownFrom()));
  }
}
