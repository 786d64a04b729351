package dev.showroom.live.push;

import dev.showroom.config.PushClock;
import dev.showroom.core.push.PushOrder;
import java.time.Duration;

/** From the times of coupons to the clock and back. All are epoch milliseconds. */
record PushTimes(PushClock clock) {
  private static final long LONGEST = Duration.ofDays(366).toMillis();

  /** When, by the clock, there is no use any more to push the coupon. */
  long usableUntil(PushOrder order, long now) {
    long end =
        clock == PushClock.REAL
            ? order.validUntil()
            : order.writtenAt() + (order.validUntil() - order.stateAt());
    return Math.min(end, now + LONGEST);
  }

  /** Event time of what happens to the coupon now. */
  long eventTime(PushOrder order, long now) {
    return clock == PushClock.REAL ? now : order.stateAt() + (now - order.writtenAt());
  }
}
