package dev.showroom.core.offer;

import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;

/**
 * What has been taken out of one budget, in minor units. How much there is to take is the policy's
 * to say, and may change.
 *
 * @param reservedMinor promised and not yet used
 * @param spentMinor used; of points, what is owed; of a day nothing, as what was promised on a day
 *     stays taken from it
 * @param aheadMinor promised by coupons that were sent before a crash, and whose decisions have not
 *     come again yet
 */
public record Account(long reservedMinor, long spentMinor, long aheadMinor) {
  static final Account EMPTY = new Account(0, 0, 0);

  /** Of its packed form, with which that begins. */
  public static final int FORM = 1;

  long used() {
    return reservedMinor + spentMinor;
  }

  Account reserved(long more) {
    return new Account(reservedMinor + more, spentMinor, aheadMinor);
  }

  Account spent(long more) {
    return new Account(reservedMinor, spentMinor + more, aheadMinor);
  }

  Account ahead(long more) {
    return new Account(reservedMinor, spentMinor, aheadMinor + more);
  }

  public byte[] pack() {
    return new PackWriter(32)
        .number(FORM)
        .number(reservedMinor)
        .number(spentMinor)
        .number(aheadMinor)
        .toBytes();
  }

  public static Account unpack(byte[] packed) {
    PackReader in = PackReader.ofForm(packed, FORM, "an account");
    return new Account(in.number(), in.number(), in.number());
  }
}
