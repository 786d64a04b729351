package dev.showroom.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.replay.ReplayedWorld.Result;
import dev.showroom.schemas.LateEvent;
import dev.showroom.schemas.LateReason;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.OutTopic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is late in a replay of files depends on the files alone: not on how many subtasks there are,
 * of which some get no line, nor on a file that has ended or not begun.
 */
@Timeout(120)
class LatenessOfFilesTest {
  private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");
  private static final int LINES = 600;
  private static final int LATE = 590;
  private static final int IN_TIME = 400;

  @TempDir private Path home;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void the_one_late_line_is_late_and_no_other_at_any_parallelism(int parallelism)
      throws IOException {
    Path input = Files.createDirectory(home.resolve("input"));
    List<String> browsing = new ArrayList<>();
    for (int line = 1; line <= LINES; line++) {
      Duration at = Duration.ofMinutes(line);
      if (line == LATE) {
        at = at.minusHours(2);
      } else if (line == IN_TIME) {
        // As late as the bound allows: the line before is 5 s newer.
        at = at.minusMinutes(1).minusSeconds(5);
      }
      browsing.add(view("b-" + line, at));
    }
    Files.write(input.resolve(InTopic.BROWSING.file()), browsing);
    // One that has ended before most of it, and one that begins at its end.
    Files.writeString(input.resolve(InTopic.STORE_VISITS.file()), visit(Duration.ofMinutes(2)));
    Files.writeString(
        input.resolve(InTopic.SERVICE_CASES.file()), serviceCase(Duration.ofMinutes(LINES - 1)));

    Result result = replay(input, parallelism);

    assertThat(result.summary().recordsIn()).isEqualTo(LINES + 2);
    assertThat(result.lines(OutTopic.DEAD_LETTERS)).isEmpty();
    assertThat(result.lateEvents())
        .singleElement()
        .satisfies(
            late -> {
              assertThat(late.getOrigin()).isEqualTo("browsing.jsonl:" + LATE);
              assertThat(late.getReason()).isEqualTo(LateReason.APPLIED);
            })
        .extracting(LateEvent::getWatermark)
        .as("of the same line, whichever subtask has decoded it")
        .isEqualTo(START.plus(Duration.ofMinutes(512)).minusMillis(5_001));
  }

  @Test
  void fewer_lines_than_subtasks_are_all_in_time() throws IOException {
    Path input = Files.createDirectory(home.resolve("input"));
    Files.write(
        input.resolve(InTopic.BROWSING.file()),
        List.of(view("b-1", Duration.ofHours(5)), view("b-2", Duration.ZERO)));
    Files.writeString(input.resolve(InTopic.STORE_VISITS.file()), visit(Duration.ofHours(2)));

    Result result = replay(input, 4);

    assertThat(result.summary().recordsIn()).isEqualTo(3);
    assertThat(result.lines(OutTopic.LATE_EVENTS)).isEmpty();
  }

  private Result replay(Path input, int parallelism) {
    Path output = home.resolve("output");
    ReplaySpan span =
        new ReplaySpan(
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            START.plus(Duration.ofDays(1)).toEpochMilli(),
            Duration.ofSeconds(5).toMillis(),
            0);
    return new Result(
        Replay.run(
            input,
            output,
            span,
            ReplayRules.of(input, null),
            parallelism,
            (records, alerts, seconds) -> {}),
        output);
  }

  private static String view(String id, Duration at) {
    return """
    {"eventId":"%s","eventTime":"%s","actor":{"kind":"CUSTOMER","id":"anna"},"action":"VIEW","sku":"tv-1"}\
    """
        .formatted(id, START.plus(at));
  }

  private static String visit(Duration at) {
    return """
    {"eventId":"v-1","eventTime":"%s","actor":{"kind":"CUSTOMER","id":"bert"},"storeId":"st-1","action":"ENTER"}
    """
        .formatted(START.plus(at));
  }

  private static String serviceCase(Duration at) {
    return """
    {"eventId":"s-1","eventTime":"%s","customerId":"carl","caseId":"k-1","change":"OPENED"}
    """
        .formatted(START.plus(at));
  }
}
