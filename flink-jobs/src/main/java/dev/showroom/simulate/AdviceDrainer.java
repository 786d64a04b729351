package dev.showroom.simulate;

/** Has the staff explain everything at length, again and again, and buys nothing. */
final class AdviceDrainer implements Archetype {
  @Override
  public String label() {
    return "ADVICE_DRAINER";
  }

  @Override
  public int minimumDays() {
    return 20;
  }

  @Override
  public void live(Shopper shopper) {
    Dice dice = shopper.dice();
    shopper.buyNothingElse();
    int visits = dice.between(3, 5);
    long slot =
        Math.min(Times.days(27), (long) ((shopper.end() - shopper.begin()) * 0.55)) / visits;
    long start = shopper.visitTime(Times.DAY, visits * slot + 8 * Times.DAY);
    boolean oneThing = dice.chance(0.4);
    Family family = shopper.freshFamily();
    String store = shopper.store();
    shopper.labels().story(label(), family);
    for (int i = 0; i < visits; i++) {
      long from = start + i * slot;
      long enter = shopper.storeTime(from, from + slot - 8 * Times.HOUR);
      Guise guise = shopper.visitor(Math.max(shopper.begin(), enter - 10 * Times.DAY), enter);
      StoreVisit visit = StoreVisit.enter(shopper, guise.actor(), store, enter);
      int questions = dice.between(1, 3);
      for (int q = 0; q < questions; q++) {
        // An hour for one question would be odd, ten minutes are not.
        int seconds = (int) Math.min(60 + dice.logNormal(720, 0.4), 2_000);
        visit.seekAdvice(family, seconds);
      }
      visit.leave();
      if (!oneThing) {
        family = shopper.freshFamily();
        shopper.labels().story(label(), family);
      }
    }
  }
}
