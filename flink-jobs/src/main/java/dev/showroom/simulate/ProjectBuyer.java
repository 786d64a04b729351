package dev.showroom.simulate;

import dev.showroom.schemas.PurchaseLine;
import java.util.ArrayList;
import java.util.List;

/**
 * Furnishes a kitchen: studies many things, tries them in more than one store, has everything
 * explained, and buys it all at once.
 */
final class ProjectBuyer implements Archetype {
  @Override
  public String label() {
    return "PROJECT_BUYER";
  }

  @Override
  public int minimumDays() {
    return 12;
  }

  @Override
  public void live(Shopper shopper) {
    Dice dice = shopper.dice();
    long first = shopper.visitTime(3 * Times.DAY, 8 * Times.DAY);
    List<Family> project = new ArrayList<>();
    int parts = dice.between(3, 6);
    for (int i = 0; i < parts; i++) {
      Family family = shopper.freshFamily();
      project.add(family);
      study(shopper, family, first);
    }
    look(shopper, project, first);
    look(shopper, project, shopper.storeTime(first + Times.days(1), first + Times.days(2.4)));
    long third = shopper.storeTime(first + Times.days(3), first + Times.days(4.4));
    long exit = look(shopper, project, third);
    List<PurchaseLine> lines = project.stream().map(shopper::line).toList();
    long order = shopper.homeTime(exit + Times.HOUR, first + Times.days(6.5));
    shopper.diary().purchase(order, shopper.payer(), shopper.ownChannelAtHome(), null, lines);
    Labels labels = shopper.labels();
    Family main = project.get(0);
    labels.onlyLooksLike(label(), Pattern.RESEARCH_INSPECT_LEAVE, main, exit, true);
    labels.onlyLooksLike(label(), Pattern.STORE_HOP, main, exit, true);
    labels.onlyLooksLike(label(), Pattern.ADVICE_DRAIN, null, exit, true);
  }

  private static void study(Shopper shopper, Family family, long first) {
    long from = Math.max(shopper.begin(), first - 12 * Times.DAY);
    int count = shopper.dice().between(2, 7);
    Research.spread(
        shopper,
        family,
        shopper.researcher(from, first).actor(),
        from,
        first - 10 * Times.MINUTE,
        count,
        Research.Style.COMPARING);
  }

  private static long look(Shopper shopper, List<Family> project, long time) {
    StoreVisit visit = StoreVisit.enter(shopper, shopper.signedIn().actor(), shopper.store(), time);
    project.forEach(visit::glance);
    visit.inspectThoroughly(project.get(0));
    Family asked = shopper.dice().pick(project);
    visit.seekAdvice(asked, (int) Math.min(120 + shopper.dice().logNormal(700, 0.5), 3_000));
    return visit.leave();
  }
}
