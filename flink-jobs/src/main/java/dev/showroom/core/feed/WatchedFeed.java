package dev.showroom.core.feed;

import dev.showroom.core.History;
import dev.showroom.core.catalogue.FeedReport;
import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import java.time.Duration;
import java.util.TreeSet;
import java.util.function.LongConsumer;

/**
 * Watches whether one feed keeps up: a day and a half after the moment up to which it has reported,
 * and each day from then on, it is behind. A report counts from its own event time on, whenever it
 * comes, so that what is said of a moment does not depend on what came early. Times are event times
 * in epoch milliseconds.
 */
public final class WatchedFeed {
  /** Of its packed form, with which that begins. */
  public static final int FORM = 1;

  private static final long DAY = Duration.ofDays(1).toMillis();

  /** A till that reports once a night is not behind in the morning. */
  static final long ALLOWED = Duration.ofHours(36).toMillis();

  /** A feed silent for longer than any decision looks back is one that is no more. */
  static final long GONE_MILLIS = History.LOOK_BACK.plus(History.HORIZON).toMillis();

  private static final long NONE = Long.MIN_VALUE;

  private record Report(long time, long completeThrough) implements Comparable<Report> {
    @Override
    public int compareTo(Report other) {
      int order = Long.compare(time, other.time);
      return order == 0 ? Long.compare(completeThrough, other.completeThrough) : order;
    }
  }

  private final String feed;
  private final TreeSet<Report> waiting = new TreeSet<>();
  private long completeThrough = NONE;
  private long checkAt = Long.MAX_VALUE;
  private long timerAt = Long.MAX_VALUE;

  public WatchedFeed(String feed) {
    this.feed = feed;
  }

  public String feed() {
    return feed;
  }

  /** Up to when the feed has reported, or {@link Long#MIN_VALUE}. */
  public long completeThrough() {
    return completeThrough;
  }

  public void accept(FeedReport report) {
    if (report.completeThrough() > completeThrough) {
      waiting.add(new Report(report.time(), report.completeThrough()));
    }
  }

  /**
   * Goes on to {@code now}, at most the watermark.
   *
   * @param behind told each moment at which the feed turned out to be behind
   */
  public void advance(long now, LongConsumer behind) {
    while (nextStep() <= now) {
      if (!waiting.isEmpty() && waiting.first().time() <= checkAt) {
        take(waiting.pollFirst());
      } else if (checkAt - completeThrough > GONE_MILLIS) {
        completeThrough = NONE;
        checkAt = Long.MAX_VALUE;
      } else {
        behind.accept(checkAt);
        checkAt += DAY;
      }
    }
  }

  private void take(Report report) {
    if (report.completeThrough() <= completeThrough) {
      return;
    }
    completeThrough = report.completeThrough();
    checkAt = completeThrough + ALLOWED;
    if (checkAt < report.time()) {
      // The first check that the report itself has been in time for.
      checkAt += -Math.floorDiv(checkAt - report.time(), DAY) * DAY;
    }
  }

  /** When there is something to do next; {@link Long#MAX_VALUE} for never. */
  public long nextStep() {
    return waiting.isEmpty() ? checkAt : Math.min(checkAt, waiting.first().time());
  }

  public boolean isEmpty() {
    return waiting.isEmpty() && completeThrough == NONE;
  }

  /** The one timer that this feed holds; {@link Long#MAX_VALUE} for none. */
  public long timerAt() {
    return timerAt;
  }

  public void timerAt(long time) {
    timerAt = time;
  }

  public byte[] pack() {
    PackWriter out = new PackWriter(64).number(FORM).text(feed).number(timerAt);
    out.number(completeThrough).number(checkAt).number(waiting.size());
    waiting.forEach(report -> out.number(report.time()).number(report.completeThrough()));
    return out.toBytes();
  }

  public static WatchedFeed unpack(byte[] packed) {
    PackReader in = PackReader.ofForm(packed, FORM, "a feed");
    WatchedFeed clock = new WatchedFeed(in.text());
    clock.timerAt = in.number();
    clock.completeThrough = in.number();
    clock.checkAt = in.number();
    for (int left = in.integer(); left > 0; left--) {
      clock.waiting.add(new Report(in.number(), in.number()));
    }
    return clock;
  }
}
