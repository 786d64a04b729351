package dev.showroom.simulate;

import java.util.function.Predicate;

/**
 * The beginning that showroomers and those who only look like them share: research of one family,
 * then a visit to a store.
 */
record ShowroomVisit(Family family, StoreVisit visit, long knownFrom) {

  /** Enough research, and not too long ago. */
  static ShowroomVisit researched(Shopper shopper, long tail) {
    return researched(shopper, family -> true, tail);
  }

  static ShowroomVisit researched(Shopper shopper, Predicate<Family> wanted, long tail) {
    int count = Math.min(2 + shopper.dice().geometric(4), 30);
    return begin(shopper, wanted, tail, count);
  }

  /** Too little research to count. */
  static ShowroomVisit hardlyResearched(Shopper shopper, long tail) {
    return begin(shopper, family -> true, tail, shopper.dice().between(1, 2));
  }

  /** None at all. */
  static ShowroomVisit unprepared(Shopper shopper, Predicate<Family> wanted, long tail) {
    long enter = shopper.visitTime(2 * Times.DAY, tail);
    return enter(shopper, shopper.freshFamily(wanted), enter, Long.MIN_VALUE);
  }

  /** Enough research under an id that is never known for certain to be the customer's. */
  static ShowroomVisit researchedBy(Shopper shopper, Guise stranger, long tail) {
    long enter = shopper.visitTime(2 * Times.DAY, tail);
    long from = Math.max(shopper.begin(), enter - Times.days(10));
    return researchedBy(shopper, stranger, from, enter);
  }

  /** The same, from one time to another, at which the visit begins. */
  static ShowroomVisit researchedBy(Shopper shopper, Guise stranger, long from, long enter) {
    Family family = shopper.freshFamily();
    research(shopper, family, stranger, from, enter, shopper.dice().between(4, 15));
    return enter(shopper, family, enter, Long.MIN_VALUE);
  }

  private static ShowroomVisit begin(
      Shopper shopper, Predicate<Family> wanted, long tail, int count) {
    Dice dice = shopper.dice();
    long enter = shopper.visitTime(2 * Times.DAY, tail);
    long from = Math.max(shopper.begin(), enter - dice.time(6 * Times.HOUR, Times.days(13.8)));
    Family family = shopper.freshFamily(wanted);
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
