package dev.showroom.stream;

import dev.showroom.core.catalogue.Announcement;
import dev.showroom.core.catalogue.FeedReport;
import dev.showroom.core.feed.WatchedFeed;
import dev.showroom.core.outbound.OutRecords;
import dev.showroom.core.outbound.Outbound;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Keyed by feed: says each day that a till or channel has not reported for a day or more. */
final class FeedWatch extends KeyedProcessFunction<String, Announcement, Outbound> {
  private static final long serialVersionUID = 1L;

  private transient ValueState<WatchedFeed> feeds;
  private transient OutRecords records;

  /** The key of a report. */
  static String feedOf(Announcement report) {
    return ((FeedReport) report).feed();
  }

  @Override
  public void open(OpenContext context) {
    feeds = getRuntimeContext().getState(States.FEED);
    records = new OutRecords();
  }

  @Override
  public void processElement(Announcement report, Context context, Collector<Outbound> out)
      throws Exception {
    WatchedFeed clock = feeds.value();
    if (clock == null) {
      clock = new WatchedFeed(feedOf(report));
    }
    clock.accept((FeedReport) report);
    keep(clock, context);
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<Outbound> out) throws Exception {
    if (EndOfInput.reached(context.timerService())) {
      return;
    }
    WatchedFeed clock = feeds.value();
    clock.timerAt(Long.MAX_VALUE);
    clock.advance(
        time, now -> out.collect(records.feedBehind(clock.feed(), clock.completeThrough(), now)));
    keep(clock, context);
  }

  private void keep(WatchedFeed clock, Context context) throws Exception {
    clock.timerAt(Timers.moved(context.timerService(), clock.timerAt(), clock.nextStep()));
    if (clock.isEmpty()) {
      feeds.clear();
    } else {
      feeds.update(clock);
    }
  }
}
