package dev.showroom.core.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.catalogue.FeedReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeedGapsTest {
  private static final long NOW = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();

  private static FeedHistory feed(Duration completeAgo) {
    long through = NOW - completeAgo.toMillis();
    return FeedHistory.empty().with(new FeedReport("store:s-1", through, through), NOW);
  }

  private static FeedClock.Gaps gaps(FeedHistory... feeds) {
    return new FeedClock(() -> List.of(feeds)).gapsAt(NOW);
  }

  @Test
  void a_feed_is_behind_when_it_is_by_more_than_a_day_and_a_half() {
    Duration allowed = Duration.ofHours(36);
    assertThat(gaps(feed(allowed))).isEqualTo(new FeedClock.Gaps(1, 0, allowed.toMillis()));
    assertThat(gaps(feed(allowed.plusMillis(1))).behind()).isEqualTo(1);
  }

  @Test
  void the_longest_gap_is_that_of_the_feed_furthest_behind() {
    assertThat(gaps(feed(Duration.ofHours(1)), feed(Duration.ofDays(3)), feed(Duration.ofDays(2))))
        .isEqualTo(new FeedClock.Gaps(3, 2, Duration.ofDays(3).toMillis()));
  }

  @Test
  void a_feed_for_which_nobody_waits_any_more_or_yet_is_none() {
    FeedHistory gone = feed(Duration.ofMillis(WatchedFeed.GONE_MILLIS + 1));
    FeedHistory toCome =
        FeedHistory.empty().with(new FeedReport("store:s-2", NOW + 1, NOW - 5), NOW);
    assertThat(gaps(gone, toCome)).isEqualTo(FeedClock.Gaps.NONE);
    assertThat(gaps(feed(Duration.ofMillis(WatchedFeed.GONE_MILLIS))).known()).isEqualTo(1);
  }

  @Test
  void a_feed_that_is_ahead_has_no_gap() {
    FeedHistory ahead =
        FeedHistory.empty().with(new FeedReport("store:s-1", NOW - 5, NOW + 1_000), NOW);
    assertThat(gaps(ahead)).isEqualTo(new FeedClock.Gaps(1, 0, 0));
  }
}
