package dev.showroom.history;

import static dev.showroom.history.ToldWorld.lines;
import static dev.showroom.history.ToldWorld.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.showroom.common.CommandFailure;
import dev.showroom.replay.run.ReplayManifest;
import dev.showroom.replay.spool.ReplayOrder;
import dev.showroom.schemas.Alert;
import dev.showroom.schemas.codec.IsoTime;
import dev.showroom.schemas.codec.JsonRecords;
import dev.showroom.schemas.codec.OutTopic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Replays of files that begin late, end early, or are done again. */
@Timeout(120)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WarmUpAndStopTest {
  /** By 180 days, which is more than the warm-up is long. */
  private static final List<String> LOOK_BACK_LONGER = List.of("SERIAL_RETURNER", "COUPON_FISHING");

  @TempDir static Path home;

  private static ToldWorld world;
  private static Path input;
  private static ReplayRequest whole;

  @BeforeAll
  static void replayAll() throws Exception {
    world = new ToldWorld(home, 100, 80, 5);
    input = world.files();
    whole = world.ofFiles(input, ReplayOrder.EVENT_TIME);
    run(whole);
  }

  @Test
  @Order(1)
  void warmed_up_it_says_from_then_on_what_a_replay_from_long_ago_says() throws Exception {
    long from = world.timeAt(0.7);
    ReplayRequest warm =
        ToldWorld.from(world.ofFiles(input, ReplayOrder.EVENT_TIME), from, Duration.ofDays(50));
    run(warm);

    List<String> tail = new ArrayList<>();
    long notFirst = 0;
    JsonRecords<Alert> alerts = new JsonRecords<>(OutTopic.ALERTS.schema());
    for (String line : lines(whole, OutTopic.ALERTS)) {
      Alert alert = alerts.read(line.getBytes(StandardCharsets.UTF_8));
      if (LOOK_BACK_LONGER.contains(alert.getPattern().toString())) {
        continue;
      }
      if (alert.getDecidedAt().toEpochMilli() >= from) {
        tail.add(line);
        notFirst += alert.getRevision() > 1 ? 1 : 0;
      }
    }
    assertThat(notFirst).as("revisions of what was raised in the warm-up").isGreaterThan(2);
    assertThat(lines(warm, OutTopic.ALERTS)).hasSizeGreaterThan(4);
    assertThat(
            lines(warm, OutTopic.ALERTS).stream()
                .filter(line -> LOOK_BACK_LONGER.stream().noneMatch(line::contains)))
        .containsExactlyElementsOf(tail);
  }

  @Test
  @Order(2)
  void cold_it_does_not_know_what_went_before() {
    ReplayRequest cold =
        ToldWorld.from(world.ofFiles(input, ReplayOrder.EVENT_TIME), world.timeAt(0.8), null);
    run(cold);
    assertThat(lines(cold, OutTopic.ALERTS).size())
        .isLessThan(lines(whole, OutTopic.ALERTS).size() / 5);
  }

  @Test
  @Order(3)
  void stopped_it_leaves_what_a_replay_until_then_leaves_and_says_that_it_is_partial() {
    AtomicBoolean stop = new AtomicBoolean();
    ReplayRequest slow = ToldWorld.at(world.ofFiles(input, ReplayOrder.EVENT_TIME), 400_000);
    HistoryReplay.Result result =
        run(
            slow,
            stop::get,
            state -> {
              if (state.recordsIn() > 1_000 && state.alerts() > 3) {
                stop.set(true);
              }
            });

    assertThat(result.stopped()).isTrue();
    ReplayManifest manifest = ReplayManifest.read(slow.output().resolve(ReplayManifest.FILE));
    assertThat(manifest.complete()).isFalse();
    long records = manifest.counts().get("records in");
    assertThat(records).isBetween(1_000L, world.events().size() - 100L);

    ReplayRequest until =
        ToldWorld.until(
            world.ofFiles(input, ReplayOrder.EVENT_TIME), IsoTime.parse(manifest.reached()));
    run(until);
    for (OutTopic topic :
        List.of(OutTopic.ALERTS, OutTopic.COUPON_DECISIONS, OutTopic.OUTCOMES, OutTopic.INSIGHTS)) {
      assertThat(lines(slow, topic)).as(topic.topic()).isEqualTo(lines(until, topic));
    }
    assertThat(lines(slow, OutTopic.ALERTS)).isNotEmpty();
  }

  @Test
  @Order(4)
  void a_dead_letter_in_the_warm_up_is_not_told_and_the_savepoint_is_made_all_the_same()
      throws Exception {
    Path small = Files.createDirectory(home.resolve("small"));
    List<String> browsing = Files.readAllLines(input.resolve("browsing.jsonl")).subList(0, 50);
    Files.writeString(small.resolve("browsing.jsonl"), "garbage\n");
    Files.write(small.resolve("browsing.jsonl"), browsing, StandardOpenOption.APPEND);
    ReplayRequest warm =
        ToldWorld.from(
            world.ofFiles(small, ReplayOrder.EVENT_TIME), world.timeAt(0), Duration.ofDays(1));

    HistoryReplay.Result result = run(ToldWorld.toSavepoint(warm));

    assertThat(result.manifest().complete()).isTrue();
    assertThat(result.manifest().savepoint()).startsWith("savepoint/");
    assertThat(result.manifest().counts())
        .containsEntry("records in", 50L)
        .containsEntry("left out of the warm-up", 1L);
    assertThat(lines(warm, OutTopic.DEAD_LETTERS)).isEmpty();
  }

  @Test
  @Order(9)
  void a_manifest_of_files_that_have_changed_is_refused() throws Exception {
    Path manifest = whole.output().resolve(ReplayManifest.FILE);
    Files.writeString(input.resolve("browsing.jsonl"), "\n", StandardOpenOption.APPEND);

    assertThatThrownBy(
            () -> run(ManifestRequest.of(manifest, null, world.fresh(), null, 0, 2, w -> {})))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("are not what they were when the manifest was written");

    Files.writeString(
        whole.output().resolve("replay-rules.yaml"), "# another\n", StandardOpenOption.APPEND);
    assertThatThrownBy(() -> ManifestRequest.of(manifest, null, world.fresh(), null, 0, 2, w -> {}))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("is not the one of the replay any more");
  }
}
