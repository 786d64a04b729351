package dev.showroom.stream;

import dev.showroom.core.notice.CouponNotice;
import java.io.Serializable;
import java.util.List;

/**
 * Coupons leave at once and at least once; decisions leave with the checkpoint. After a crash there
 * may be coupons whose decisions were undone: this finds them where they were sent to.
 */
@FunctionalInterface
public interface SentCoupons extends Serializable {
  /** Where nothing is sent, as in a replay. */
  SentCoupons NONE = from -> List.of();

  /**
   * Is asked once when the desk begins to work, before it takes anything.
   *
   * @param from event time in epoch milliseconds up to which the desk, as it was restored, has
   *     decided; {@link Long#MIN_VALUE} where nothing was restored
   * @return all coupons that were decided later, in any of their states; others do no harm
   */
  Iterable<CouponNotice> since(long from);
}
