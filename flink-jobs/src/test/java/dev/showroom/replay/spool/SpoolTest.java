package dev.showroom.replay.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.intake.Encoding;
import dev.showroom.core.intake.HistoryRecord;
import dev.showroom.core.intake.RawLine;
import dev.showroom.schemas.codec.InTopic;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.core.io.InputStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sorted on disk, and the watermarks between it. */
class SpoolTest {
  private static final long BOUND = 5_000;
  private static final long SLOW_BOUND = 60_000;
  private static final long QUIET = 2_000;
  private static final long IDLE = 30_000;
  private static final long START = 1_000_000_000;

  @TempDir private Path directory;
  private SpoolWriter writer;

  @BeforeEach
  void open() {
    writer = new SpoolWriter(directory, 2_000);
  }

  @Test
  void more_than_fits_into_memory_comes_back_sorted_in_one_order_whatever_it_was_given_in()
      throws IOException {
    List<String> sorted = spooled(3);
    try (Stream<Path> runs = Files.list(directory)) {
      assertThat(runs).as("of two thousand bytes each").hasSizeGreaterThan(10);
    }
    Path other = Files.createDirectory(directory.resolve("other"));
    writer = new SpoolWriter(other, 1 << 20);
    assertThat(spooled(4)).isEqualTo(sorted);
    try (Stream<Path> runs = Files.list(other)) {
      assertThat(runs).hasSize(1);
    }
  }

  /** Two feeds, each in its own order, mixed at random; many of the same time. */
  private List<String> spooled(long seed) throws IOException {
    Random random = new Random(seed);
    int[] next = {0, 0};
    while (next[0] < 200 || next[1] < 200) {
      int feed = next[0] < 200 && (next[1] == 200 || random.nextBoolean()) ? 0 : 1;
      int i = next[feed]++;
      long time = START + i * 7919L % 50;
      writer.add(time, record(feed == 0 ? InTopic.BROWSING : InTopic.PURCHASES, feed, i, time, 0));
    }
    List<String> order = new ArrayList<>();
    long before = Long.MIN_VALUE;
    try (SpooledRuns runs = new SpooledRuns(writer.finish())) {
      for (HistoryRecord record = runs.next(); record != null; record = runs.next()) {
        assertThat(record.time()).isGreaterThanOrEqualTo(before);
        before = record.time();
        order.add(record.origin());
      }
    }
    assertThat(order).hasSize(400);
    return order;
  }

  @Test
  void by_event_time_nothing_is_late_and_the_last_watermark_is_the_end_that_is_known()
      throws IOException {
    for (int i = 0; i < 1_000; i++) {
      long time = START + i / 3;
      writer.add(time, record(InTopic.BROWSING, 0, i, time, 0));
    }
    List<HistoryRecord> records = read(reading(ReplayOrder.EVENT_TIME, START + 999_999, false));

    assertNothingIsLate(records);
    assertThat(records.get(records.size() - 1).isEnd()).isTrue();
    assertThat(records.get(records.size() - 1).watermark()).isEqualTo(START + 999_999);
    assertThat(records.stream().filter(r -> r.watermark() != RawLine.NONE)).hasSizeBetween(3, 10);
  }

  @Test
  void before_a_savepoint_there_is_no_end_and_the_watermark_stays_the_bound_behind()
      throws IOException {
    writer.add(START, record(InTopic.BROWSING, 0, 0, START, 0));
    writer.add(START + 10_000, record(InTopic.BROWSING, 0, 1, START + 10_000, 0));
    List<HistoryRecord> records = read(reading(ReplayOrder.EVENT_TIME, START + 10_000, true));

    assertThat(records).hasSize(2).noneMatch(HistoryRecord::isEnd);
    assertThat(records.get(1).watermark()).isEqualTo(START + 10_000 - 1 - BOUND);
  }

  @Test
  void by_arrival_what_came_behind_the_bound_is_late_and_what_came_at_the_bound_is_not()
      throws IOException {
    arrives(InTopic.BROWSING, 0, START, START + 100);
    arrives(InTopic.BROWSING, 0, START - BOUND, START + 200);
    assertThat(late(ReplayOrder.ARRIVAL)).isEmpty();

    open();
    arrives(InTopic.BROWSING, 0, START, START + 100);
    arrives(InTopic.BROWSING, 0, START - BOUND - 1, START + 200);
    assertThat(late(ReplayOrder.ARRIVAL)).containsExactly("BROWSING-0");
  }

  @Test
  void a_stream_waits_for_its_own_bound() throws IOException {
    arrives(InTopic.PURCHASES, 0, START, START + 100);
    arrives(InTopic.PURCHASES, 0, START - SLOW_BOUND, START + 200);
    assertThat(late(ReplayOrder.ARRIVAL)).isEmpty();
  }

  @Test
  void a_partition_that_is_behind_holds_the_others_up_until_it_is_quiet() throws IOException {
    arrives(InTopic.BROWSING, 0, START, START + 50);
    arrives(InTopic.STORE_VISITS, 1, START - 20_000, START + 60);
    arrives(InTopic.BROWSING, 0, START + 20, START + 160);
    arrives(InTopic.STORE_VISITS, 1, START - 19_000, START + 300);
    assertThat(late(ReplayOrder.ARRIVAL)).as("its own watermark is behind").isEmpty();

    open();
    arrives(InTopic.BROWSING, 0, START, START + 50);
    arrives(InTopic.STORE_VISITS, 1, START - 20_000, START + 60);
    arrives(InTopic.BROWSING, 0, START + 20_000, START + 20_100);
    arrives(InTopic.STORE_VISITS, 1, START - 19_000, START + 20_200);
    assertThat(late(ReplayOrder.ARRIVAL))
        .as("quiet and live, its watermark had followed the clock")
        .containsExactly("STORE_VISITS-1");
  }

  @Test
  void history_that_was_loaded_in_one_go_is_idle_when_it_is_over_and_makes_nothing_late()
      throws IOException {
    long loaded = START + 10 * 86_400_000L;
    arrives(InTopic.PURCHASES, 0, START, loaded);
    arrives(InTopic.BROWSING, 1, START + 3_600_000, loaded + 10);
    arrives(InTopic.BROWSING, 1, START + 3_600_000, loaded + IDLE + 100);
    arrives(InTopic.BROWSING, 1, START + 3_500_000, loaded + IDLE + 200);
    assertThat(late(ReplayOrder.ARRIVAL))
        .as("the other partition is idle and holds nobody up")
        .containsExactly("BROWSING-1");
  }

  @Test
  void after_hours_in_which_nothing_came_it_is_as_late_as_if_the_clock_had_been_looked_at()
      throws IOException {
    long hours = 3 * 3_600_000L;
    arrives(InTopic.BROWSING, 0, START, START + 100);
    arrives(InTopic.BROWSING, 0, START + hours - QUIET - BOUND, START + hours);
    assertThat(late(ReplayOrder.ARRIVAL))
        .as("just behind the watermark that followed the clock")
        .isEmpty();

    open();
    arrives(InTopic.BROWSING, 0, START, START + 100);
    arrives(InTopic.BROWSING, 0, START + hours - QUIET - BOUND - 1, START + hours);
    assertThat(late(ReplayOrder.ARRIVAL)).containsExactly("BROWSING-0");
  }

  @Test
  void the_speed_holds_from_where_the_range_begins_and_what_came_before_is_not_waited_for()
      throws Exception {
    for (long time : List.of(START - 9_000_000, START - 3_600_000, START, START + 3_600_000)) {
      writer.add(time, record(InTopic.PRODUCTS, 0, 0, time, 0));
    }
    List<Object> read = new ArrayList<>();
    ReaderOutput<?> output =
        (ReaderOutput<?>)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ReaderOutput.class},
                (proxy, method, arguments) -> read.add(arguments[0]));
    try (SpoolReader reader =
        new SpoolReader(
            writer.finish(), reading(ReplayOrder.EVENT_TIME, START + 3_600_000, false))) {
      reader.addSplits(List.of(new SpoolSplit(0)));
      reader.notifyNoMoreSplits();
      while (reader.pollNext((ReaderOutput<HistoryRecord>) output) == InputStatus.MORE_AVAILABLE) {
        assertThat(read).hasSizeLessThan(4);
      }
    }
    assertThat(read).hasSize(3);
  }

  private void arrives(InTopic topic, int feed, long time, long at) throws IOException {
    writer.add(at, record(topic, feed, 0, time, at));
  }

  /** Which records are not after the watermark that stands before them. */
  private List<String> late(ReplayOrder order) throws IOException {
    long watermark = RawLine.NONE;
    List<String> late = new ArrayList<>();
    for (HistoryRecord record : read(reading(order, START + 999_999, false))) {
      if (!record.isEnd() && record.time() <= watermark) {
        late.add(record.topic() + "-" + record.feed());
      }
      watermark = Math.max(watermark, record.watermark());
    }
    return late;
  }

  private static void assertNothingIsLate(List<HistoryRecord> records) {
    long watermark = RawLine.NONE;
    for (HistoryRecord record : records) {
      assertThat(record.isEnd() || record.time() > watermark).isTrue();
      watermark = Math.max(watermark, record.watermark());
    }
  }

  private List<HistoryRecord> read(Reading reading) throws IOException {
    List<HistoryRecord> records = new ArrayList<>();
    try (SpooledHistory history = new SpooledHistory(writer.finish(), reading, 0)) {
      for (HistoryRecord r = history.next(); r != null; r = history.next()) {
        records.add(r);
      }
    }
    return records;
  }

  private static Reading reading(ReplayOrder order, long end, boolean staysOpen) {
    EnumMap<InTopic, Long> bounds = new EnumMap<>(InTopic.class);
    for (InTopic topic : InTopic.values()) {
      bounds.put(topic, topic == InTopic.PURCHASES ? SLOW_BOUND : BOUND);
    }
    return new Reading(
        order, end, staysOpen ? BOUND : 0, bounds, QUIET, IDLE, 1, START, staysOpen, null);
  }

  private static HistoryRecord record(
      InTopic topic, int feed, int number, long time, long arrivedAt) {
    return new HistoryRecord(
        topic,
        feed,
        topic + "-" + number,
        Encoding.JSON,
        new byte[10],
        time,
        arrivedAt,
        RawLine.NONE);
  }
}
