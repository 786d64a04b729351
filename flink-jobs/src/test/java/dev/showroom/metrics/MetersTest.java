package dev.showroom.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.schemas.codec.InTopic;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class MetersTest {
  private final Map<String, Metric> told = new TreeMap<>();
  private final Meters meters = Meters.in(new Noted(""));

  /** Keeps what is registered, by its groups and name. */
  private final class Noted extends UnregisteredMetricsGroup {
    private final String path;

    Noted(String path) {
      this.path = path;
    }

    @Override
    public Counter counter(String name) {
      Counter counter = super.counter(name);
      assertThat(told.put(path + name, counter)).as("registered twice").isNull();
      return counter;
    }

    @Override
    public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
      assertThat(told.put(path + name, gauge)).as("registered twice").isNull();
      return gauge;
    }

    @Override
    public org.apache.flink.metrics.MetricGroup addGroup(String name) {
      return new Noted(path + name + "/");
    }

    @Override
    public org.apache.flink.metrics.MetricGroup addGroup(String key, String value) {
      return new Noted(path + key + "=" + value + "/");
    }
  }

  private long count(String path) {
    return ((Counter) told.get("showroom/" + path)).getCount();
  }

  private long level(String path) {
    return ((Number) ((Gauge<?>) told.get("showroom/" + path)).getValue()).longValue();
  }

  @Test
  void all_values_of_a_constant_are_told_from_the_start_on() {
    CountOf<InTopic> counts = meters.countOf(Meter.EVENTS_IN, InTopic.class);
    assertThat(told).hasSize(InTopic.values().length);
    counts.add(InTopic.STORE_VISITS);
    counts.add(null);
    counts.add(null);
    assertThat(count("stream=store-visits/eventsIn")).isEqualTo(1);
    assertThat(count("stream=browsing/eventsIn")).isZero();
    assertThat(count("stream=other/eventsIn")).isEqualTo(2);
  }

  @Test
  void what_goes_beyond_the_most_labels_counts_as_other_and_none_is_lost() {
    Counts counts = meters.counts(Meter.RULE_ERRORS);
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 3 * Meters.MOST; i++) {
        counts.add("rule-" + i);
      }
    }
    assertThat(told.size()).isLessThanOrEqualTo(Meters.MOST + 1);
    assertThat(count("rule=rule-0/ruleErrors")).isEqualTo(2);
    assertThat(told.values().stream().mapToLong(counter -> ((Counter) counter).getCount()).sum())
        .isEqualTo(2L * 3 * Meters.MOST);
  }

  @Test
  void what_cannot_be_an_id_is_no_label() {
    Counts counts = meters.counts(Meter.RULE_ERRORS);
    counts.add("anna@example.org");
    counts.add("Anna Example");
    counts.add("x".repeat(65));
    counts.add("x".repeat(64));
    assertThat(count("rule=other/ruleErrors")).isEqualTo(3);
    assertThat(told).hasSize(2);
  }

  @Test
  void the_median_is_of_the_newest_values_and_one_that_is_far_off_does_not_move_it() {
    Medians medians = meters.medians(Meter.CLOCK_SKEW);
    medians.add("s-1", 40);
    medians.add("s-1", 50);
    medians.add("s-1", 9_000_000);
    assertThat(level("store=s-1/clockSkew")).isEqualTo(50);
    for (int i = 0; i < Medians.WINDOW; i++) {
      medians.add("s-1", -70);
    }
    assertThat(level("store=s-1/clockSkew")).isEqualTo(-70);
  }

  @Test
  void stores_beyond_the_most_share_one_median() {
    Medians medians = meters.medians(Meter.CLOCK_SKEW);
    for (int i = 0; i < 2 * Meters.MOST; i++) {
      medians.add("s-" + i, i);
    }
    assertThat(told).hasSize(Meters.MOST + 1).containsKey("showroom/store=other/clockSkew");
  }

  @Test
  void a_lag_is_that_of_the_newest_moment() {
    Lags<InTopic> lags = meters.lags(Meter.EVENT_TIME_LAG, InTopic.class);
    long now = System.currentTimeMillis();
    lags.reached(InTopic.BROWSING, now - 5_000);
    lags.reached(InTopic.BROWSING, now - 60_000);
    assertThat(level("stream=browsing/eventTimeLag")).isBetween(5_000L, 50_000L);
    assertThat(told).hasSize(1);
  }
}
