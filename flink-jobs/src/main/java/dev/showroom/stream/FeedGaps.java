package dev.showroom.stream;

import dev.showroom.core.feed.FeedClock;
import dev.showroom.metrics.Meter;
import dev.showroom.metrics.Meters;
import java.time.Duration;

/** How far the tills and channels are behind, for the figures. */
final class FeedGaps {
  /** Event time: as there may be many feeds, they are looked at no more often. */
  private static final long PACE_MILLIS = Duration.ofMinutes(15).toMillis();

  /** Likewise, when one has reported. */
  private static final long PACE_OF_REPORTS_MILLIS = Duration.ofSeconds(1).toMillis();

  private volatile FeedClock.Gaps gaps = FeedClock.Gaps.NONE;

  /** No event is of this time; far enough from the end of all numbers to be reckoned with. */
  private long lookedAt = Long.MIN_VALUE / 2;

  private long pace;

  FeedGaps(Meters meters) {
    meters.gauge(Meter.FEEDS_KNOWN, () -> gaps.known());
    meters.gauge(Meter.FEEDS_BEHIND, () -> gaps.behind());
    meters.gauge(Meter.FEED_GAP, () -> gaps.longestMillis() / 1_000);
  }

  /** A feed has reported. */
  void reported() {
    pace = PACE_OF_REPORTS_MILLIS;
  }

  /**
   * @param watermark event time, epoch milliseconds
   */
  void look(long watermark, FeedClock feeds) {
    if (watermark - pace >= lookedAt && watermark != Long.MAX_VALUE) {
      lookedAt = watermark;
      pace = PACE_MILLIS;
      gaps = feeds.gapsAt(watermark);
    }
  }
}
