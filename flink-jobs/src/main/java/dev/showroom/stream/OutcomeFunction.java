package dev.showroom.stream;

import dev.showroom.core.catalogue.Announcement;
import dev.showroom.core.catalogue.Catalogue;
import dev.showroom.core.feed.FeedClock;
import dev.showroom.core.intake.KeyDigest;
import dev.showroom.core.notice.Notice;
import dev.showroom.core.notice.OutcomeNotice;
import dev.showroom.core.outcome.OutcomeBook;
import dev.showroom.core.outcome.OutcomeInput;
import dev.showroom.metrics.Counts;
import dev.showroom.metrics.Meter;
import dev.showroom.metrics.Meters;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keyed by customer, with products and the tills' reports broadcast to it: keeps decisions,
 * purchases and returns, and when the watermark says that all up to a moment is there, tells what
 * became of the decisions.
 */
final class OutcomeFunction
    extends KeyedBroadcastProcessFunction<String, OutcomeInput, Announcement, Notice>
    implements KeyCache.User, OneTimer {
  private static final long serialVersionUID = 1L;

  /** The digest of the customer's id, as for all keys. */
  static final class ByCustomer implements KeySelector<OutcomeInput, String> {
    private static final long serialVersionUID = 1L;

    private transient KeyDigest digest;

    @Override
    public String getKey(OutcomeInput input) {
      if (digest == null) {
        digest = new KeyDigest();
      }
      return digest.of(input.key());
    }
  }

  private transient KeyCache cache;
  private transient ValueState<OutcomeBook> books;
  private transient Counts outcomes;

  @Override
  public void use(KeyCache keyCache) {
    cache = keyCache;
  }

  @Override
  public void open(OpenContext context) {
    books =
        KeyCache.value(
            cache, getRuntimeContext().getState(States.OUTCOME_BOOK), OutcomeBook::weight);
    outcomes = Meters.of(getRuntimeContext()).counts(Meter.OUTCOMES);
  }

  @Override
  public void processElement(OutcomeInput input, ReadOnlyContext context, Collector<Notice> out)
      throws Exception {
    OutcomeBook book = books.value();
    if (book == null) {
      book = new OutcomeBook();
    }
    if (book.accept(input)) {
      setTimer(book, context.getCurrentKey(), context.timerService());
      keep(book);
    }
  }

  @Override
  public void processBroadcastElement(
      Announcement announcement, Context context, Collector<Notice> out) throws Exception {
    Announcements.keepGoodsAndFeeds(announcement, context);
  }

  @Override
  public long timerAt() throws Exception {
    OutcomeBook book = books.value();
    return book == null ? Long.MAX_VALUE : book.timerAt();
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<Notice> out) throws Exception {
    OutcomeBook book = books.value();
    Catalogue catalogue = Announcements.catalogue(context.getBroadcastState(States.CATALOGUE));
    FeedClock feeds = Announcements.feeds(context.getBroadcastState(States.FEEDS));
    boolean ends = EndOfInput.reached(context.timerService());
    // As for journeys: all that the tills reported is there, and how often they are asked does not
    // matter any more.
    long upTo = ends ? feeds.newest() : time;
    if (ends && (!book.waitsForFeeds() || upTo == Long.MIN_VALUE)) {
      return;
    }
    book.timerAt(Long.MAX_VALUE);
    for (OutcomeNotice outcome : book.advance(upTo, catalogue, feeds)) {
      outcomes.add(outcome.outcome().name(), outcome.decision().arm().name());
      out.collect(outcome);
    }
    if (!ends) {
      setTimer(book, context.getCurrentKey(), context.timerService());
    }
    keep(book);
  }

  private void keep(OutcomeBook book) throws Exception {
    if (book.isEmpty()) {
      books.clear();
    } else {
      books.update(book);
    }
  }

  private static void setTimer(OutcomeBook book, String key, TimerService timers) {
    long due = Math.min(book.nextStep(), Timers.tidyAt(book.forgetAt(), key));
    book.timerAt(Timers.moved(timers, book.timerAt(), due));
  }
}
