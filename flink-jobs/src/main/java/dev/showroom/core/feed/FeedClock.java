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

  /** Event time of the newest report of any feed; {@link Long#MIN_VALUE} for none. */
  public long newest() {
    long newest = Long.MIN_VALUE;
    for (FeedHistory feed : feeds.get()) {
      newest = Math.max(newest, feed.newest());
    }
    return newest;
  }
}
