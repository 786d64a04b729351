package dev.showroom.simulate;

/** Looks like a showroomer and has a complaint open about that very thing. */
final class ServiceCustomer implements Archetype {
  @Override
  public String label() {
    return "OPEN_CASE";
  }

  @Override
  public int minimumDays() {
    return 8;
  }

  @Override
  public void live(Shopper shopper) {
    Dice dice = shopper.dice();
    ShowroomVisit story = ShowroomVisit.researched(shopper, 8 * Times.DAY);
    Family family = story.family();
    story.visit().inspectThoroughly(family);
    long exit = story.visit().leave();
    boolean before = dice.chance(0.7);
    long opened =
        before
            ? dice.time(Math.max(shopper.begin(), exit - 8 * Times.DAY), exit - Times.MINUTE)
            : dice.time(
                exit + Times.HOUR, Math.min(exit + Times.days(6), shopper.end() - Times.HOUR));
    String sku = shopper.item(family).sku();
    String caseId = shopper.diary().openCase(opened, sku);
    if (dice.chance(0.6)) {
      shopper.diary().closeCase(exit + dice.time(8 * Times.DAY, 30 * Times.DAY), caseId, sku);
    }
    shopper.labels().onlyLooksLike(label(), Pattern.RESEARCH_INSPECT_LEAVE, family, exit, !before);
  }
}
