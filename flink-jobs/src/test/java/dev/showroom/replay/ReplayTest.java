package dev.showroom.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.showroom.common.CommandFailure;
import dev.showroom.files.EventTimeGlance;
import dev.showroom.files.FilesOfTest;
import dev.showroom.files.RecordReader;
import dev.showroom.replay.ReplayedWorld.Result;
import dev.showroom.schemas.Actor;
import dev.showroom.schemas.ActorKind;
import dev.showroom.schemas.Alert;
import dev.showroom.schemas.AlertStatus;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.DeadLetter;
import dev.showroom.schemas.LateEvent;
import dev.showroom.schemas.LateReason;
import dev.showroom.schemas.Purchase;
import dev.showroom.schemas.PurchaseLine;
import dev.showroom.schemas.RetractReason;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.JsonRecords;
import dev.showroom.schemas.codec.OutTopic;
import dev.showroom.simulate.FileOptions;
import dev.showroom.simulate.WorldWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole job on a Flink of its own, from files to files: what may not show in the alerts. */
@Timeout(120)
class ReplayTest {
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long DAY = Duration.ofDays(1).toMillis();

  @TempDir private static Path home;
  private static ReplayedWorld world;
  private static Path plain;
  private static Result undisturbed;

  @BeforeAll
  static void replayUndisturbed() throws IOException {
    world = new ReplayedWorld(home, 150, 30, 11);
    plain = world.write(FileOptions.PLAIN);
    undisturbed = world.replay(plain);
  }

  @Test
  void the_world_holds_alerts_of_every_status_or_nothing_here_means_anything() {
    assertThat(undisturbed.alerts())
        .extracting(Alert::getStatus)
        .contains(AlertStatus.SUSPECTED, AlertStatus.CONFIRMED, AlertStatus.RETRACTED);
    assertThat(undisturbed.alerts())
        .extracting(Alert::getPattern)
        .contains("RESEARCH_INSPECT_LEAVE", "TRIAL_RETURN");
    assertThat(undisturbed.summary().recordsIn()).isEqualTo(world.events());
    assertThat(undisturbed.lines(OutTopic.LATE_EVENTS)).isEmpty();
    assertThat(undisturbed.lines(OutTopic.DEAD_LETTERS)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void parallelism_does_not_show(int parallelism) {
    assertSameAlerts(world.replay(plain, world.whole(), parallelism));
  }

  @Test
  void disorder_within_the_lateness_bound_and_duplicates_do_not_show() throws IOException {
    Path disturbed = world.write(new FileOptions(3_600, 0.1, 0, true));

    Result result = world.replay(disturbed, world.lateAfter(Duration.ofHours(1)), 2);

    assertSameAlerts(result);
    assertThat(result.summary().recordsIn())
        .isBetween((long) (world.events() * 1.09), (long) (world.events() * 1.11));
    assertThat(result.lines(OutTopic.LATE_EVENTS)).isEmpty();
    assertThat(world.replay(disturbed).lines(OutTopic.LATE_EVENTS))
        .as("with the default bound the same disorder is late")
        .isNotEmpty();
  }

  @Test
  void garbage_is_told_line_by_line_and_does_not_show_in_the_alerts() throws Exception {
    Path littered = world.write(new FileOptions(0, 0, 0.01, false));

    Result result = world.replay(littered);

    assertSameAlerts(result);
    Map<String, String> expected = new TreeMap<>();
    for (String line : ReplayedWorld.lines(littered.resolve(WorldWriter.GARBAGE_FILE))) {
      var node = new com.fasterxml.jackson.databind.ObjectMapper().readTree(line);
      expected.put(node.get("origin").textValue(), node.get("reason").textValue());
    }
    Map<String, String> told =
        result.deadLetters().stream()
            .collect(
                Collectors.toMap(
                    DeadLetter::getOrigin,
                    letter -> letter.getReason().name(),
                    (one, other) -> one + " and " + other,
                    TreeMap::new));
    assertThat(told).hasSizeGreaterThan(50).isEqualTo(expected);
    assertThat(result.lines(OutTopic.LATE_EVENTS)).isEmpty();
    for (DeadLetter letter : result.deadLetters()) {
      String file = letter.getOrigin().substring(0, letter.getOrigin().indexOf(':'));
      int line = Integer.parseInt(letter.getOrigin().substring(file.length() + 1));
      assertThat(letter.getPayload().array())
          .as(letter.getOrigin())
          .isEqualTo(rawLine(littered.resolve(file), line));
    }
  }

  @Test
  void lines_up_to_13_days_late_end_in_the_statuses_of_a_run_in_which_none_was()
      throws IOException {
    Path disturbed = world.write(new FileOptions(13 * 86_400.0, 0, 0, false));

    Result result = world.replay(disturbed);

    Map<String, Alert> late = result.lastOfEach();
    Map<String, Alert> punctual = undisturbed.lastOfEach();
    // Of somebody who was forgotten meanwhile, what comes late is no evidence any more.
    punctual.values().removeIf(alert -> alert.getRetractReason() == RetractReason.ERASED);
    assertThat(late.keySet()).containsAll(punctual.keySet());
    late.forEach(
        (id, alert) -> {
          Alert expected = punctual.get(id);
          if (expected == null) {
            assertThat(alert.getStatus())
                .as("not raised had none been late: %s", alert)
                .isEqualTo(AlertStatus.RETRACTED);
          } else {
            assertThat(alert.getStatus())
                .as("%s%n%s", alert, expected)
                .isEqualTo(expected.getStatus());
            assertThat(alert.getRetractReason()).isEqualTo(expected.getRetractReason());
            assertThat(alert.getEvidence()).isEqualTo(expected.getEvidence());
            assertThat(alert.getReasons()).isEqualTo(expected.getReasons());
            assertThat(alert.getScore()).isEqualTo(expected.getScore());
          }
        });
    assertThat(result.summary().late()).isGreaterThan(world.events() / 2);
    assertEachLateLineIsTold(result);
  }

  private static void assertEachLateLineIsTold(Result result) {
    Set<String> origins = new HashSet<>();
    Set<String> changed = new HashSet<>();
    for (LateEvent row : result.lateEvents()) {
      assertThat(row.getReason()).isEqualTo(LateReason.APPLIED);
      origins.add(row.getOrigin());
      changed.addAll(row.getChanged());
    }
    assertThat((long) origins.size()).isEqualTo(result.summary().late());
    Set<String> revisions =
        result.alerts().stream()
            .map(alert -> alert.getAlertId() + "#" + alert.getRevision())
            .collect(Collectors.toSet());
    assertThat(changed).isNotEmpty().isSubsetOf(revisions);
  }

  @Test
  void a_line_beyond_the_horizon_is_refused_as_if_it_had_not_come() throws IOException {
    Alert settled = settledBefore(world.newest() - 16 * DAY);
    long purchase = deadlineOf(settled) - HOUR;

    Result refused = world.replay(plainWithPurchase(settled, purchase));

    assertSameAlerts(refused);
    assertThat(refused.lateEvents())
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.getReason()).isEqualTo(LateReason.REFUSED_BEYOND_HORIZON);
              assertThat(row.getStream()).isEqualTo("purchases");
              assertThat(row.getOrigin())
                  .isEqualTo("purchases.jsonl:" + (world.count(InTopic.PURCHASES) + 1));
              assertThat(row.getEventTime()).isEqualTo(Instant.ofEpochMilli(purchase));
              assertThat(row.getChanged()).isEmpty();
            });
  }

  @Test
  void the_same_line_within_the_horizon_takes_the_alert_back() throws IOException {
    Alert settled = settledAfter(world.newest() - 12 * DAY);
    long purchase = deadlineOf(settled) - HOUR;

    Result applied = world.replay(plainWithPurchase(settled, purchase));

    Alert last = applied.lastOfEach().get(settled.getAlertId());
    assertThat(last.getStatus()).isEqualTo(AlertStatus.RETRACTED);
    assertThat(last.getRetractReason()).isEqualTo(RetractReason.SALE_KEPT);
    // Whether CONFIRMED had been told when the line came depends on how far each subtask was, and
    // where the alert was not even raised yet, the line did not change anything.
    assertThat(last.getRevision()).isBetween(settled.getRevision(), settled.getRevision() + 1);
    assertThat(applied.lateEvents())
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.getReason()).isEqualTo(LateReason.APPLIED);
              assertThat(row.getChanged())
                  .isSubsetOf(
                      applied.lastOfEach().values().stream()
                          .filter(alert -> alert.getCustomerId().equals(last.getCustomerId()))
                          .map(alert -> alert.getAlertId() + "#" + alert.getRevision())
                          .toList());
            });
  }

  @Test
  void a_deadline_behind_until_stays_open_and_one_at_until_is_met() {
    Alert confirmed = settledBefore(world.newest() - DAY);
    long deadline = confirmed.getDecidedAt().toEpochMilli();

    assertThat(statusAt(world.replay(plain, world.until(deadline - 1), 2), confirmed))
        .isEqualTo(AlertStatus.SUSPECTED);
    assertThat(statusAt(world.replay(plain, world.until(deadline), 2), confirmed))
        .isEqualTo(AlertStatus.CONFIRMED);
  }

  @Test
  void a_deadline_behind_the_last_event_stays_open() throws IOException {
    Alert confirmed = settledBefore(world.newest() - DAY);
    Instant deadline = confirmed.getDecidedAt();
    Path shorter = Files.createDirectory(home.resolve("shorter"));
    for (InTopic topic : ReplayFiles.in(plain).topics().keySet()) {
      Files.write(
          shorter.resolve(topic.file()),
          ReplayedWorld.lines(plain.resolve(topic.file())).stream()
              .filter(line -> timeOf(line).isBefore(deadline))
              .toList());
    }

    Result result = world.replay(shorter);

    assertThat(statusAt(result, confirmed)).isEqualTo(AlertStatus.SUSPECTED);
    assertThat(undisturbed.alerts())
        .filteredOn(alert -> alert.getDecidedAt().isBefore(deadline))
        .containsAll(result.alerts());
  }

  @Test
  void the_speed_does_not_show() {
    // Thirty days in about three seconds.
    Result paced = world.replay(plain, world.speed(900_000), 2);

    assertSameAlerts(paced);
    assertThat(paced.summary().seconds()).isGreaterThan(2.5);
  }

  @Test
  void a_damaged_file_ends_the_replay_in_one_sentence_and_leaves_nothing() throws IOException {
    Path damaged = world.write(new FileOptions(0, 0, 0, true));
    Path file = damaged.resolve("browsing.jsonl.gz");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    Path output = home.resolve("never");

    assertThatExceptionOfType(CommandFailure.class)
        .isThrownBy(
            () ->
                Replay.run(
                    damaged,
                    output,
                    world.whole(),
                    ReplayRules.of(damaged, null),
                    1,
                    (records, alerts, seconds) -> {}))
        .satisfies(
            failure ->
                assertThat(failure.getMessage())
                    .matches(
                        "The replay failed: browsing\\.jsonl\\.gz breaks off or is damaged after"
                            + " line \\d+ \\(.+\\)\\."));
    assertThat(output).doesNotExist();
  }

  private static void assertSameAlerts(Result result) {
    assertThat(result.directory().resolve(OutTopic.ALERTS.file()))
        .hasSameBinaryContentAs(undisturbed.directory().resolve(OutTopic.ALERTS.file()));
  }

  private static AlertStatus statusAt(Result result, Alert alert) {
    return result.lastOfEach().get(alert.getAlertId()).getStatus();
  }

  private static Alert settledBefore(long time) {
    return settled().stream()
        .filter(alert -> alert.getDecidedAt().toEpochMilli() < time)
        .max(Comparator.comparing(Alert::getDecidedAt))
        .orElseThrow();
  }

  private static Alert settledAfter(long time) {
    return settled().stream()
        .filter(alert -> deadlineOf(alert) > time)
        .min(Comparator.comparing(Alert::getDecidedAt))
        .orElseThrow();
  }

  private static List<Alert> settled() {
    return undisturbed.lastOfEach().values().stream()
        .filter(alert -> alert.getStatus() == AlertStatus.CONFIRMED)
        .filter(alert -> alert.getPattern().equals("RESEARCH_INSPECT_LEAVE"))
        .toList();
  }

  /**
   * As the alert said when it was raised; it is confirmed when the tills have reported for then.
   */
  private static long deadlineOf(Alert alert) {
    String until =
        undisturbed.alerts().stream()
            .filter(told -> told.getAlertId().equals(alert.getAlertId()))
            .filter(told -> told.getRevision() == 1)
            .map(told -> told.getClearedBy().get(0))
            .findFirst()
            .orElseThrow();
    return Instant.parse(until.substring(until.indexOf("until ") + 6)).toEpochMilli();
  }

  /** An own purchase of what the alert is about, as the last line of its file. */
  private static Path plainWithPurchase(Alert alert, long time) throws IOException {
    Path directory = Files.createTempDirectory(home, "purchase");
    for (InTopic topic : ReplayFiles.in(plain).topics().keySet()) {
      Files.copy(plain.resolve(topic.file()), directory.resolve(topic.file()));
    }
    Purchase purchase =
        new Purchase(
            "late-purchase",
            Instant.ofEpochMilli(time),
            new Actor(ActorKind.CUSTOMER, alert.getCustomerId()),
            "late-order",
            Channel.PHONE,
            null,
            List.of(new PurchaseLine(alert.getSku(), 1, 1_000L, null)),
            new ArrayList<>());
    Files.writeString(
        directory.resolve(InTopic.PURCHASES.file()),
        JsonRecords.write(purchase) + "\n",
        StandardOpenOption.APPEND);
    return directory;
  }

  private static Instant timeOf(String line) {
    return Instant.ofEpochMilli(
        EventTimeGlance.at(line.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }

  private static byte[] rawLine(Path file, int number) throws IOException {
    try (RecordReader lines = FilesOfTest.input(file).open(Long.MAX_VALUE)) {
      lines.skip(number - 1);
      return lines.next();
    }
  }
}
