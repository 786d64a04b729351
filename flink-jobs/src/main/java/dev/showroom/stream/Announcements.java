package dev.showroom.stream;

import dev.showroom.core.catalogue.Announcement;
import dev.showroom.core.catalogue.Catalogue;
import dev.showroom.core.catalogue.FeedReport;
import dev.showroom.core.catalogue.ProductHistory;
import dev.showroom.core.catalogue.ProductVersion;
import dev.showroom.core.catalogue.RuleSetText;
import dev.showroom.core.feed.FeedClock;
import dev.showroom.core.feed.FeedHistory;
import dev.showroom.core.journey.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.streaming.api.functions.co.BaseBroadcastProcessFunction;

/**
 * What is announced to all journeys, in broadcast state: products, what the tills have reported,
 * and rules, of which those that the job was started with hold before any are announced.
 */
final class Announcements {
  private final InitialRules initialRules;
  private Surroundings surroundings;

  Announcements(InitialRules initialRules) {
    this.initialRules = initialRules;
  }

  /** Keeps an announcement. */
  void keep(Announcement announcement, BaseBroadcastProcessFunction.Context context)
      throws Exception {
    if (announcement instanceof RuleSetText text) {
      // The first of an id and version holds: events may have been judged by it.
      BroadcastState<String, RuleSetText> state = context.getBroadcastState(States.RULES);
      if (state.get(keyOf(text)) == null) {
        state.put(keyOf(text), text);
        surroundings = null;
      }
    } else {
      keepGoodsAndFeeds(announcement, context);
    }
  }

  /** Keeps products and the tills' reports, which not only journeys need. */
  static void keepGoodsAndFeeds(
      Announcement announcement, BaseBroadcastProcessFunction.Context context) throws Exception {
    if (announcement instanceof ProductVersion version) {
      BroadcastState<String, ProductHistory> state = context.getBroadcastState(States.CATALOGUE);
      ProductHistory history = state.get(version.sku());
      state.put(version.sku(), (history == null ? ProductHistory.empty() : history).with(version));
    } else if (announcement instanceof FeedReport report) {
      BroadcastState<String, FeedHistory> state = context.getBroadcastState(States.FEEDS);
      FeedHistory history = state.get(report.feed());
      state.put(
          report.feed(),
          (history == null ? FeedHistory.empty() : history)
              .with(report, context.currentWatermark()));
    }
  }

  private static String keyOf(RuleSetText text) {
    return text.id() + "@" + text.version();
  }

  /** What decisions are made in; reads what is announced until it is asked, and later. */
  Surroundings surroundings(BaseBroadcastProcessFunction.ReadOnlyContext context) throws Exception {
    if (surroundings == null) {
      List<RuleSetText> published = new ArrayList<>();
      for (Map.Entry<String, RuleSetText> entry :
          context.getBroadcastState(States.RULES).immutableEntries()) {
        published.add(entry.getValue());
      }
      surroundings =
          new Surroundings(
              catalogue(context.getBroadcastState(States.CATALOGUE)),
              initialRules.book(published),
              feeds(context.getBroadcastState(States.FEEDS)));
    }
    return surroundings;
  }

  static Catalogue catalogue(ReadOnlyBroadcastState<String, ProductHistory> state) {
    return new AnnouncedProducts(state);
  }

  private record AnnouncedProducts(ReadOnlyBroadcastState<String, ProductHistory> state)
      implements Catalogue {
    @Override
    public ProductVersion asOf(String sku, long time) {
      ProductHistory history = history(sku);
      return history == null ? null : history.asOf(time);
    }

    @Override
    public boolean mayShareFamily(String sku, String other) {
      return sku.equals(other)
          || ProductHistory.mayShareFamily(sku, history(sku), other, history(other));
    }

    private ProductHistory history(String sku) {
      try {
        return state.get(sku);
      } catch (Exception e) {
        throw new IllegalStateException("broadcast state could not be read", e);
      }
    }
  }

  static FeedClock feeds(ReadOnlyBroadcastState<String, FeedHistory> state) {
    return new FeedClock(
        () -> {
          try {
            List<FeedHistory> feeds = new ArrayList<>();
            state.immutableEntries().forEach(entry -> feeds.add(entry.getValue()));
            return feeds;
          } catch (Exception e) {
            throw new IllegalStateException("broadcast state could not be read", e);
          }
        });
  }
}
