package dev.showroom.core.notice;

import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;

/**
 * Where a budget stands. Money in minor units.
 *
 * @param campaign or {@code points} for the points ledger
 * @param storeId of a store's own budget, else null
 * @param time event time, epoch milliseconds
 * @param reservedMinor promised and not yet used
 * @param spentMinor used; of the points ledger what is owed
 * @param leftMinor of the whole
 */
public record BudgetNotice(
    String campaign, String storeId, long time, long reservedMinor, long spentMinor, long leftMinor)
    implements Notice {

  @Override
  public byte[] pack() {
    return new PackWriter(64)
        .text(campaign)
        .text(storeId)
        .number(time)
        .number(reservedMinor)
        .number(spentMinor)
        .number(leftMinor)
        .toBytes();
  }

  public static BudgetNotice unpack(byte[] packed) {
    PackReader in = new PackReader(packed);
    return new BudgetNotice(
        in.text(), in.text(), in.number(), in.number(), in.number(), in.number());
  }
}
