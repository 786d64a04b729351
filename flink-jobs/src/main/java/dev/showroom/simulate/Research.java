package dev.showroom.simulate;

import dev.showroom.schemas.Actor;
import dev.showroom.schemas.BrowseAction;
import dev.showroom.schemas.Referrer;
import java.util.Arrays;

/** Online research of one family, in sessions. */
final class Research {
  private static final long LONGEST_SESSION = 90 * Times.MINUTE;

  /** Whether rival prices are looked at. */
  enum Style {
    COMPARING,
    PLAIN
  }

  private Research() {}

  /**
   * {@code count} research events of {@code family} in {@code [from, until)}.
   *
   * @return their times, in order
   */
  static long[] spread(
      Shopper shopper, Family family, Actor actor, long from, long until, int count, Style style) {
    Dice dice = shopper.dice();
    long[] times = new long[count];
    long room = Math.min(LONGEST_SESSION, (until - from) / 2);
    for (int done = 0; done < count; ) {
      int size = Math.min(count - done, dice.geometric(3));
      long time = shopper.homeTime(from, until - room);
      long longestGap = Math.max(1, room / size);
      for (int i = 0; i < size; i++) {
        Referrer referrer = i == 0 ? referrer(dice, style) : null;
        shopper.diary().browse(time, actor, action(dice, style), shopper.item(family), referrer);
        times[done++] = time;
        time += gap(dice, longestGap);
      }
    }
    Arrays.sort(times);
    return times;
  }

  /** Between two acts of a session: a minute or two, sometimes much more. */
  static long gap(Dice dice, long longest) {
    long gap = (long) (dice.logNormal(Rates.GAP_MEDIAN_SECONDS, Rates.GAP_SIGMA) * Times.SECOND);
    return Math.min(Math.max(gap, 2 * Times.SECOND), longest);
  }

  static BrowseAction action(Dice dice, Style style) {
    return switch (dice.weighted(55, 12, style == Style.COMPARING ? 14 : 0, 8, 6, 8)) {
      case 0 -> BrowseAction.VIEW;
      case 1 -> BrowseAction.SEARCH;
      case 2 -> BrowseAction.COMPARE;
      case 3 -> BrowseAction.STOCK_CHECK;
      case 4 -> BrowseAction.WISHLIST_ADD;
      default -> BrowseAction.CART_ADD;
    };
  }

  static Referrer referrer(Dice dice, Style style) {
    return switch (dice.weighted(40, 30, style == Style.COMPARING ? 12 : 0, 8, 8, 4)) {
      case 0 -> Referrer.DIRECT;
      case 1 -> Referrer.SEARCH_ENGINE;
      case 2 -> Referrer.PRICE_COMPARISON;
      case 3 -> Referrer.SOCIAL;
      case 4 -> Referrer.EMAIL;
      default -> Referrer.AFFILIATE;
    };
  }
}
