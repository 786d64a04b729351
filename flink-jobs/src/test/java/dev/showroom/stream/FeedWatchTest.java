package dev.showroom.stream;

import static dev.showroom.stream.Given.DAY;
import static dev.showroom.stream.Given.HOUR;
import static dev.showroom.stream.Given.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.catalogue.Announcement;
import dev.showroom.core.catalogue.FeedReport;
import dev.showroom.core.outbound.Outbound;
import dev.showroom.schemas.Insight;
import dev.showroom.stream.type.Packings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FeedWatchTest {
  private static final String STORE = "store:st-01";
  private static final long LATE = 36 * HOUR;

  @ParameterizedTest
  @EnumSource
  void a_feed_is_behind_a_day_and_a_half_after_what_it_reported_and_then_daily(Backend backend)
      throws Exception {
    try (var feeds = feeds(backend)) {
      feeds.give(new FeedReport(STORE, T0 + HOUR, T0));
      feeds.watermark(T0 + LATE - 1);
      assertThat(feeds.taken()).isEmpty();

      feeds.watermark(T0 + LATE);
      List<Outbound> out = feeds.taken();
      assertThat(out).extracting(Outbound::key).containsExactly("feed.hoursBehind:" + STORE);
      Insight insight = Told.insights(out).get(0);
      assertThat(insight.getMetric()).isEqualTo("feed.hoursBehind");
      assertThat(insight.getStoreId()).isEqualTo("st-01");
      assertThat(insight.getWindowStart()).isEqualTo(Instant.ofEpochMilli(T0));
      assertThat(insight.getWindowEnd()).isEqualTo(Instant.ofEpochMilli(T0 + LATE));
      assertThat(insight.getValue()).isEqualTo(36);

      feeds.crashAndRestore();
      feeds.watermark(T0 + LATE + DAY - 1);
      assertThat(feeds.taken()).isEmpty();
      feeds.watermark(T0 + LATE + DAY);
      assertThat(hours(feeds.taken())).containsExactly(60.0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_report_in_time_puts_it_off_and_one_a_millisecond_later_does_not(Backend backend)
      throws Exception {
    try (var feeds = feeds(backend)) {
      feeds.give(new FeedReport(STORE, T0, T0));
      feeds.give(new FeedReport("channel:APP", T0, T0));
      feeds.give(new FeedReport(STORE, T0 + LATE, T0 + HOUR));
      feeds.give(new FeedReport("channel:APP", T0 + LATE + 1, T0 + HOUR));
      feeds.watermark(T0 + LATE + HOUR - 1);

      List<Outbound> out = feeds.taken();
      assertThat(out).extracting(Outbound::key).containsExactly("feed.hoursBehind:channel:APP");
      assertThat(Told.insights(out).get(0).getStoreId()).isNull();
      feeds.watermark(T0 + LATE + HOUR);
      assertThat(feeds.taken()).hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_order_of_arrival_before_the_watermark_does_not_show(Backend backend) throws Exception {
    List<FeedReport> reports = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      reports.add(new FeedReport(STORE, T0 + i * 31 * HOUR, T0 + i * 31 * HOUR - i * 9 * HOUR));
    }
    List<Double> expected = null;
    for (int turn = 0; turn < reports.size(); turn++) {
      try (var feeds = feeds(backend)) {
        for (int i = 0; i < reports.size(); i++) {
          feeds.give(reports.get((i + turn) % reports.size()));
        }
        feeds.watermark(T0 + 9 * DAY);
        List<Double> told = hours(feeds.taken());
        expected = expected == null ? told : expected;
        assertThat(told).isEqualTo(expected).hasSizeGreaterThan(3);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_feed_that_is_no_more_is_forgotten(Backend backend) throws Exception {
    try (var feeds = feeds(backend)) {
      feeds.give(new FeedReport(STORE, T0, T0));
      feeds.watermark(T0 + 44 * DAY);
      assertThat(hours(feeds.taken())).hasSize(43).endsWith(43 * 24.0 + 12);
      feeds.watermark(T0 + 50 * DAY);

      assertThat(feeds.taken()).isEmpty();
      assertThat(feeds.keysInState()).isZero();
      assertThat(feeds.timers()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_end_of_input_is_not_the_end_of_time(Backend backend) throws Exception {
    try (var feeds = feeds(backend)) {
      feeds.give(new FeedReport(STORE, T0, T0));
      feeds.watermark(Long.MAX_VALUE);
      assertThat(feeds.taken()).isEmpty();
    }
  }

  private static OperatorHarness<Announcement, Outbound> feeds(Backend backend) throws Exception {
    return new OperatorHarness<>(
        backend, FeedWatch::new, FeedWatch::feedOf, Packings.OUTBOUND.as(Outbound.class));
  }

  private static List<Double> hours(List<Outbound> out) {
    return Told.insights(out).stream().map(Insight::getValue).toList();
  }
}
