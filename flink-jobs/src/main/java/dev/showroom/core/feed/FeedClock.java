package dev.showroom.core.feed;

import java.util.List;
import java.util.function.Supplier;

/**
 * Up to when the tills have reported, as of any event time. A feed counts from its first report on;
 * where there has been none, the watermark alone says what is known. Times are event times in epoch
 * milliseconds.
 */
public final class FeedClock {
  /** Not within what has been reported so far. */
  public static final long NOT_YET = Long.MAX_VALUE;

  /**
   * How far feeds are behind a moment, for whoever runs the shop's machines; nothing is decided by
   * it.
   *
   * @param known feeds that anybody still waits for
   * @param behind those that are behind by more than a till may be that reports once a night
   * @param longestMillis by how much the last of them is; 0 where all are ahead
   */
  public record Gaps(int known, int behind, long longestMillis) {
    public static final Gaps NONE = new Gaps(0, 0, 0);
  }

  private final Supplier<Iterable<FeedHistory>> feeds;

  public FeedClock(Supplier<Iterable<FeedHistory>> feeds) {
    this.feeds = feeds;
  }

  /** No feed reports. */
  public static FeedClock unused() {
    return new FeedClock(List::of);
  }

  /** Whether as of {@code asOf} all feeds known by then are complete through {@code through}. */
  public boolean isComplete(long through, long asOf) {
    for (FeedHistory feed : feeds.get()) {
      if (feed.first() <= asOf && feed.reaches(through) > asOf) {
        return false;
      }
    }
    return true;
  }

  /**
   * The first moment from {@code from} on at which {@link #isComplete}; {@link #NOT_YET} where no
   * report has come that brings it.
   */
  public long completeFrom(long through, long from) {
    long moment = from;
    while (true) {
      long last = moment;
      for (FeedHistory feed : feeds.get()) {
        if (feed.first() <= moment) {
          last = Math.max(last, feed.reaches(through));
        }
      }
      if (last == moment || last == NOT_YET) {
        return last;
      }
      moment = last;
    }
  }

  /** How far the feeds known at {@code now} are behind it, by all that has come. */
  public Gaps gapsAt(long now) {
    int known = 0;
    int behind = 0;
    long longest = 0;
    for (FeedHistory feed : feeds.get()) {
      long gap = now - feed.completeThrough();
      if (feed.first() <= now && gap <= WatchedFeed.GONE_MILLIS) {
        known++;
        behind += gap > WatchedFeed.ALLOWED ? 1 : 0;
        longest = Math.max(longest, gap);
      }
    }
    return new Gaps(known, behind, longest);
  }

  /** Event time of the newest report of any feed; {@link Long#MIN_VALUE} for none. */
  public long newest() {
    long newest = Long.MIN_VALUE;
    for (FeedHistory feed : feeds.get()) {
      newest = Math.max(newest, feed.newest());
    }
    return newest;
  }
}
