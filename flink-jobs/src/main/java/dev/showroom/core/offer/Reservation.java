package dev.showroom.core.offer;

import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;

/**
 * Money that is put aside for one promise: in the budget of the whole, of the store and of the day,
 * in all of them or in none.
 *
 * @param payer id of the campaign, or {@link Budgets#POINTS}
 * @param storeId that the alert is about; null if about none, or where points are given
 * @param day that it was promised on, counted from 1970-01-01 in the policy's time zone; {@link
 *     #NO_DAY} for points, and where it is not known yet
 * @param amountMinor the offer's value and its cost
 * @param lapseAfterMillis for how long points that were given are owed; -1 where a campaign pays
 */
record Reservation(
    String lane, String payer, String storeId, long day, long amountMinor, long lapseAfterMillis) {
  static final long NO_DAY = Long.MIN_VALUE;

  boolean isOfPoints() {
    return lapseAfterMillis >= 0;
  }

  Reservation on(long otherDay) {
    return new Reservation(lane, payer, storeId, otherDay, amountMinor, lapseAfterMillis);
  }

  /** Key of the account of the whole. */
  String total() {
    return total(lane, payer);
  }

  static String total(String lane, String payer) {
    return lane + '\n' + payer;
  }

  /** Key of the store's account; null for none. */
  String ofStore() {
    return storeId == null ? null : lane + '\n' + payer + "\nstore\n" + storeId;
  }

  /** Key of the day's account; null for none. */
  String ofDay() {
    return day == NO_DAY ? null : lane + '\n' + payer + "\nday\n" + day;
  }

  void pack(PackWriter out) {
    out.text(lane)
        .text(payer)
        .text(storeId)
        .number(day)
        .number(amountMinor)
        .number(lapseAfterMillis);
  }

  static Reservation unpack(PackReader in) {
    return new Reservation(in.text(), in.text(), in.text(), in.number(), in.number(), in.number());
  }
}
