package dev.showroom.simulate;

import dev.showroom.schemas.Channel;
import dev.showroom.schemas.PurchaseLine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Uses things for a while and brings them back, over and over; or, as a trap, does so with small
 * things and keeps far more than that.
 *
 * @param keepsMost whether most of the value bought is kept
 */
record SerialReturner(String label, boolean keepsMost) implements Archetype {
  private static final long CHEAP = 3_000;
  private static final long DEAR = 8_000;

  @Override
  public int minimumDays() {
    return 24;
  }

  @Override
  public void live(Shopper shopper) {
    Dice dice = shopper.dice();
    shopper.buyNothingElse();
    long room = shopper.end() - shopper.begin();
    long span = Math.min(Times.days(120), room / 2);
    long start = shopper.begin() + dice.time(0, Math.max(1, (long) (room * 0.9) - 2 * span));
    int trials = dice.between(3, keepsMost ? 4 : 6);
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < trials; i++) {
      times.add(shopper.storeTime(start + Times.DAY, start + span));
    }
    Collections.sort(times);
    keepSome(shopper, shopper.homeTime(start, start + 20 * Times.HOUR));
    long returned = 0;
    for (long time : times) {
      Family family = shopper.freshFamily(f -> keepsMost ? isCheap(f) : isDear(f));
      shopper.labels().story(label, family);
      long back =
          shopper.storeTime(
              time + Times.days(1.3), time + Math.min(Times.days(13.5), (long) (room * 0.4)));
      TrialEpisode.buyAlone(shopper, family, shopper.single(family), time)
          .keepUntil(back)
          .lookUpAroundReturn(Research.Style.COMPARING)
          .giveBackAll(TrialReturner.reason(dice), TrialReturner.condition(dice));
      returned = Math.max(returned, back);
    }
    if (keepsMost) {
      shopper.labels().onlyLooksLike(label, Pattern.SERIAL_RETURNER, null, returned, false);
    }
  }

  private void keepSome(Shopper shopper, long time) {
    int kept = keepsMost ? shopper.dice().between(4, 8) : shopper.dice().between(2, 4);
    List<PurchaseLine> lines = new ArrayList<>();
    for (int i = 0; i < kept; i++) {
      lines.add(shopper.single(shopper.freshFamily(f -> keepsMost ? isDear(f) : isCheap(f))));
    }
    shopper.diary().purchase(time, shopper.payer(), Channel.ONLINE, null, lines);
  }

  private static boolean isCheap(Family family) {
    return family.items().stream().allMatch(item -> item.priceMinor() <= CHEAP);
  }

  private static boolean isDear(Family family) {
    return family.items().stream().allMatch(item -> item.priceMinor() >= DEAR);
  }
}
