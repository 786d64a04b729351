package dev.showroom.simulate;

import java.util.List;

/**
 * Waits for the coupon with almost every order; or, as a trap, takes one now and then among many
 * orders at the full price.
 *
 * @param fishes whether hardly anything is bought without one
 */
record CouponFisher(String label, boolean fishes) implements Archetype {
  @Override
  public int minimumDays() {
    return 14;
  }

  @Override
  public void live(Shopper shopper) {
    Dice dice = shopper.dice();
    long room = shopper.end() - shopper.begin();
    long span = Math.min(Times.days(150), (long) (room * 0.9));
    long start = shopper.begin() + dice.time(0, Math.max(1, room - span));
    int orders = fishes ? dice.between(3, 8) : dice.between(8, 14);
    int without = fishes ? (orders >= 6 && dice.chance(0.4) ? 1 : 0) : orders - dice.between(3, 4);
    if (fishes) {
      shopper.buyNothingElse();
    }
    long last = 0;
    for (int i = 0; i < orders; i++) {
      long from = start + span * i / orders;
      long time = shopper.homeTime(from, from + span / orders);
      Family family = shopper.freshFamily();
      // Those at the full price come first, so that coupons never are most of it.
      if (i < without) {
        shopper.buyAtHome(time, family);
      } else {
        long pushed = Math.max(shopper.begin(), time - dice.time(Times.HOUR, 48 * Times.HOUR));
        shopper
            .diary()
            .redeem(
                pushed,
                time,
                shopper.signedIn().actor(),
                shopper.ownChannelAtHome(),
                List.of(shopper.line(family)));
        last = time;
      }
    }
    if (fishes) {
      shopper.labels().story(label);
    } else {
      shopper.labels().onlyLooksLike(label, Pattern.COUPON_FISHING, null, last, false);
    }
  }
}
