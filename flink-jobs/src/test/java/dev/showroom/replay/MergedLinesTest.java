package dev.showroom.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.intake.RawLine;
import dev.showroom.files.FilesOfTest;
import dev.showroom.files.StreamInputs;
import dev.showroom.files.TopicInput;
import dev.showroom.schemas.codec.InTopic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergedLinesTest {
  private static final long T0 = Instant.parse("2026-01-31T08:00:00Z").toEpochMilli();
  private static final long LATENESS = 5_000;
  private static final long PLAUSIBLE = T0 + 1_000_000_000;

  @TempDir private Path directory;
  private final Map<InTopic, Path> files = new EnumMap<>(InTopic.class);

  @Test
  void lines_come_by_event_time_and_at_equal_times_in_the_order_of_streams() throws Exception {
    file(InTopic.BROWSING, 0, 20, 30);
    file(InTopic.PURCHASES, 10, 20, 40);
    file(InTopic.PRODUCTS, 20);

    assertThat(origins(all(span())))
        .containsExactly(
            "browsing.jsonl:1",
            "purchases.jsonl:1",
            "products.jsonl:1",
            "purchases.jsonl:2",
            "browsing.jsonl:2",
            "browsing.jsonl:3",
            "purchases.jsonl:3");
  }

  @Test
  void a_line_behind_its_streams_newest_comes_as_soon_as_it_is_read() throws Exception {
    file(InTopic.BROWSING, 0, 100, 50, 110);
    file(InTopic.PURCHASES, 60, 105);

    assertThat(origins(all(span())))
        .containsExactly(
            "browsing.jsonl:1",
            "purchases.jsonl:1",
            "browsing.jsonl:2",
            "browsing.jsonl:3",
            "purchases.jsonl:2",
            "browsing.jsonl:4");
  }

  @Test
  void lines_that_tell_no_time_or_the_far_future_keep_their_place() throws Exception {
    lines(
        InTopic.BROWSING,
        List.of("garbage first", line(10), "garbage", line(PLAUSIBLE - T0 + 1), line(30)));
    file(InTopic.PURCHASES, 20);

    assertThat(origins(all(span())))
        .containsExactly(
            "browsing.jsonl:1",
            "browsing.jsonl:2",
            "browsing.jsonl:3",
            "browsing.jsonl:4",
            "purchases.jsonl:1",
            "browsing.jsonl:5");
  }

  @Test
  void the_last_watermark_is_the_newest_time_read_and_not_the_end_of_time() throws Exception {
    lines(InTopic.BROWSING, List.of(line(10), line(30), line(20), line(PLAUSIBLE - T0 + 1)));

    assertThat(end(span())).isEqualTo(T0 + 30);
  }

  @Test
  void what_was_left_out_behind_until_says_that_all_up_to_until_is_known() throws Exception {
    file(InTopic.BROWSING, 10, 20, 90);

    assertThat(origins(all(span(Long.MIN_VALUE, T0 + 20))))
        .containsExactly("browsing.jsonl:1", "browsing.jsonl:2");
    assertThat(end(span(Long.MIN_VALUE, T0 + 50))).isEqualTo(T0 + 50);
    assertThat(end(span(Long.MIN_VALUE, T0 + 95)))
        .as("nothing is known of what comes after the last line")
        .isEqualTo(T0 + 90);
  }

  @Test
  void from_and_until_are_both_inclusive() throws Exception {
    file(InTopic.BROWSING, 9, 10, 20, 21);

    assertThat(origins(all(span(T0 + 10, T0 + 20))))
        .containsExactly("browsing.jsonl:2", "browsing.jsonl:3");
  }

  @Test
  void what_a_job_must_know_is_read_from_its_beginning_and_is_no_sign_that_there_is_something()
      throws Exception {
    file(InTopic.BROWSING, 9, 10);
    file(InTopic.PRODUCTS, 1, 30);

    assertThat(origins(all(span(T0 + 10, T0 + 20))))
        .containsExactly("products.jsonl:1", "browsing.jsonl:2");
    assertThat(end(span(T0 + 50, T0 + 90))).isEqualTo(RawLine.NONE);
  }

  @Test
  void no_line_is_late_that_stays_within_the_bound_of_its_stream() throws Exception {
    Random random = new Random(3);
    for (InTopic topic : List.of(InTopic.BROWSING, InTopic.PURCHASES, InTopic.STORE_VISITS)) {
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < 3_000; i++) {
        lines.add(line(i * 100L + LATENESS - random.nextLong(LATENESS + 1)));
      }
      lines(topic, lines);
    }

    long watermark = Long.MIN_VALUE;
    int watermarks = 0;
    for (RawLine line : all(span())) {
      assertThat(line.time()).as(line.origin()).isGreaterThan(watermark);
      if (line.watermark() != RawLine.NONE) {
        assertThat(line.watermark()).isGreaterThan(watermark);
        watermark = line.watermark();
        watermarks++;
      }
    }
    assertThat(watermarks).isGreaterThan(20);
    assertThat(watermark).as("it keeps up").isGreaterThan(T0 + 3_000 * 100 - 3 * LATENESS);
  }

  @Test
  void a_reader_that_goes_on_reads_what_the_first_one_would_have_read() throws Exception {
    Random random = new Random(4);
    for (InTopic topic : List.of(InTopic.BROWSING, InTopic.PURCHASES)) {
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < 120; i++) {
        lines.add(random.nextInt(10) == 0 ? "" : line(i * 100L - random.nextLong(LATENESS)));
      }
      lines(topic, lines);
    }
    List<String> whole = origins(all(span()));

    for (int taken = 0; taken <= whole.size(); taken++) {
      Map<InTopic, Long> position = new EnumMap<>(InTopic.class);
      try (MergedLines first = new MergedLines(inputs(), Map.of(), span())) {
        for (int i = 0; i < taken; i++) {
          first.next();
        }
        position.putAll(first.taken());
      }
      assertThat(origins(read(position, span())))
          .as("after %d lines", taken)
          .isEqualTo(whole.subList(taken, whole.size()));
    }
  }

  @Test
  void an_empty_file_ends_at_once_with_no_watermark() throws Exception {
    lines(InTopic.BROWSING, List.of());

    assertThat(all(span())).isEmpty();
    assertThat(end(span())).isEqualTo(RawLine.NONE);
  }

  private void file(InTopic topic, long... offsets) throws IOException {
    List<String> lines = new ArrayList<>();
    for (long offset : offsets) {
      lines.add(line(offset));
    }
    lines(topic, lines);
  }

  private void lines(InTopic topic, List<String> lines) throws IOException {
    files.put(topic, Files.write(directory.resolve(topic.file()), lines));
  }

  private static String line(long offset) {
    return "{\"eventId\":\"e\",\"eventTime\":\"" + Instant.ofEpochMilli(T0 + offset) + "\"}";
  }

  private StreamInputs inputs() {
    Map<InTopic, TopicInput> inputs = new EnumMap<>(InTopic.class);
    files.forEach((topic, file) -> inputs.put(topic, FilesOfTest.input(file)));
    return StreamInputs.of(inputs);
  }

  private static ReplaySpan span() {
    return span(Long.MIN_VALUE, Long.MAX_VALUE);
  }

  private static ReplaySpan span(long from, long until) {
    return new ReplaySpan(from, until, PLAUSIBLE, LATENESS, 0);
  }

  private List<RawLine> all(ReplaySpan span) throws IOException {
    return read(Map.of(), span);
  }

  private List<RawLine> read(Map<InTopic, Long> taken, ReplaySpan span) throws IOException {
    List<RawLine> result = new ArrayList<>();
    try (MergedLines lines = new MergedLines(inputs(), taken, span)) {
      for (RawLine line = lines.next(); !line.isEnd(); line = lines.next()) {
        result.add(line);
      }
      assertThat(lines.next()).as("after the end").isNull();
    }
    return result;
  }

  private long end(ReplaySpan span) throws IOException {
    try (MergedLines lines = new MergedLines(inputs(), Map.of(), span)) {
      RawLine line = lines.next();
      while (!line.isEnd()) {
        assertThat(new String(line.bytes(), StandardCharsets.UTF_8)).isNotEmpty();
        line = lines.next();
      }
      return line.watermark();
    }
  }

  private static List<String> origins(List<RawLine> lines) {
    return lines.stream().map(RawLine::origin).toList();
  }
}
