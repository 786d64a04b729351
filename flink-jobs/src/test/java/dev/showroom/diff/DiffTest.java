package dev.showroom.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.diff.Row.Verdict;
import dev.showroom.schemas.Alert;
import dev.showroom.schemas.AlertStatus;
import dev.showroom.schemas.LateEvent;
import dev.showroom.schemas.LateReason;
import dev.showroom.schemas.RetractReason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which differences are explained, which are open, and which are neither. */
class DiffTest {
  private static final Instant DAY = Instant.parse("2026-02-01T00:00:00Z");
  private static final Instant END = Instant.parse("2026-03-01T00:00:00Z");

  @Test
  void the_same_alerts_differ_in_nothing_however_often_a_line_was_sent() {
    List<Alert> live =
        List.of(suspected("a"), confirmed("a", 2), suspected("a"), confirmed("a", 2));

    Difference difference = diff(live, List.of(), List.of(suspected("a"), confirmed("a", 2)));

    assertThat(difference.rows()).isEmpty();
    assertThat(difference.same()).isEqualTo(1);
    assertThat(difference.liveCopies()).isEqualTo(2);
  }

  @Test
  void an_alert_that_only_live_has_is_explained_where_a_late_event_took_it_back() {
    List<Alert> live = List.of(suspected("a"), retracted("a", 2));

    assertThat(verdict(diff(live, List.of(late("a#2")), List.of()))).isEqualTo(Verdict.EXPLAINED);
    assertThat(verdict(diff(live, List.of(), List.of()))).isEqualTo(Verdict.UNEXPLAINED);
    assertThat(verdict(diff(live, List.of(late("b#2")), List.of())))
        .as("a late event that changed another alert")
        .isEqualTo(Verdict.UNEXPLAINED);
  }

  @Test
  void an_alert_that_only_live_has_and_that_stands_is_unexplained_by_any_late_event() {
    assertThat(verdict(diff(List.of(suspected("a")), List.of(late("a#1")), List.of())))
        .isEqualTo(Verdict.UNEXPLAINED);
  }

  @Test
  void an_alert_that_only_the_replay_has_is_unexplained() {
    Difference difference = diff(List.of(), List.of(), List.of(suspected("a")));

    assertThat(verdict(difference)).isEqualTo(Verdict.UNEXPLAINED);
    assertThat(difference.rows().get(0).live()).isEqualTo("-");
  }

  @Test
  void further_revisions_to_the_same_end_are_explained_by_a_late_event_and_by_nothing_else() {
    List<Alert> live =
        List.of(suspected("a"), retracted("a", 2), suspected("a", 3), confirmed("a", 4));
    List<Alert> replay = List.of(suspected("a"), confirmed("a", 2));

    assertThat(verdict(diff(live, List.of(late("a#3")), replay))).isEqualTo(Verdict.EXPLAINED);
    assertThat(verdict(diff(live, List.of(), replay))).isEqualTo(Verdict.UNEXPLAINED);
  }

  @Test
  void a_late_event_explains_nothing_that_came_after_what_it_changed() {
    List<Alert> live = List.of(suspected("a"), at(confirmed("a", 2), DAY.plusSeconds(60)));
    List<Alert> replay = List.of(suspected("a"), confirmed("a", 2));

    assertThat(verdict(diff(live, List.of(late("a#1")), replay)))
        .as("it raised the alert, as on the other side; what differs comes later")
        .isEqualTo(Verdict.UNEXPLAINED);
    assertThat(
            verdict(
                diff(
                    List.of(suspected("a"), retracted("a", 2), suspected("a", 3)),
                    List.of(late("a#1")),
                    List.of(suspected("a")))))
        .as("other revisions to the same end")
        .isEqualTo(Verdict.UNEXPLAINED);
    assertThat(verdict(diff(live, List.of(late("a#1", "a#2")), replay)))
        .isEqualTo(Verdict.EXPLAINED);
  }

  @Test
  void an_alert_that_a_late_event_raised_and_another_thing_took_back_is_not_explained_by_it() {
    List<Alert> raisedLate = List.of(suspected("a"), retracted("a", 2));

    assertThat(verdict(diff(raisedLate, List.of(late("a#1")), List.of())))
        .isEqualTo(Verdict.UNEXPLAINED);
    assertThat(
            verdict(
                diff(
                    List.of(
                        suspected("a"), retracted("a", 2), suspected("a", 3), retracted("a", 4)),
                    List.of(late("a#2", "a#3")),
                    List.of())))
        .as("what was taken back by it stood again")
        .isEqualTo(Verdict.UNEXPLAINED);
  }

  @Test
  void a_late_event_of_the_side_that_has_no_such_alert_does_not_explain_it() {
    List<Alert> live = List.of(suspected("a"), retracted("a", 2));
    assertThat(
            Comparing.of(
                    Side.of("live run", live, List.of(), END),
                    Side.of("replay", List.of(), List.of(late("a#2")), END))
                .count(Verdict.UNEXPLAINED))
        .isEqualTo(1);
  }

  @Test
  void a_refused_record_from_before_all_that_the_alert_looks_back_to_explains_nothing() {
    LateEvent refused = refused("{\"customerId\": \"c-1\"}");
    List<Alert> replay = List.of(suspected("a"));
    LateEvent old =
        LateEvent.newBuilder(refused).setEventTime(DAY.minus(Duration.ofDays(30))).build();
    LateEvent older =
        LateEvent.newBuilder(refused).setEventTime(old.getEventTime().minusMillis(1)).build();

    assertThat(verdict(diff(List.of(), List.of(old), replay))).isEqualTo(Verdict.EXPLAINED);
    assertThat(verdict(diff(List.of(), List.of(older), replay))).isEqualTo(Verdict.UNEXPLAINED);
    assertThat(verdict(diff(List.of(), List.of(of(older, "purchases")), replay)))
        .as("purchases count for longer")
        .isEqualTo(Verdict.EXPLAINED);
    assertThat(verdict(diff(List.of(), List.of(of(older, "customers")), replay)))
        .as("a profile for as long as it holds")
        .isEqualTo(Verdict.EXPLAINED);
  }

  private static LateEvent of(LateEvent event, String stream) {
    return LateEvent.newBuilder(event).setStream(stream).build();
  }

  @Test
  void another_time_of_the_same_status_is_explained_by_a_late_event() {
    List<Alert> live = List.of(suspected("a"), at(confirmed("a", 2), DAY.plusSeconds(60)));
    List<Alert> replay = List.of(suspected("a"), confirmed("a", 2));

    Difference explained = diff(live, List.of(late("a#2")), replay);

    assertThat(verdict(explained)).isEqualTo(Verdict.EXPLAINED);
    assertThat(explained.rows().get(0).fields()).containsExactly("decidedAt");
    assertThat(verdict(diff(live, List.of(), replay))).isEqualTo(Verdict.UNEXPLAINED);
  }

  @Test
  void another_last_status_is_unexplained_though_a_late_event_names_it() {
    Difference difference =
        diff(
            List.of(suspected("a"), confirmed("a", 2)),
            List.of(late("a#2")),
            List.of(suspected("a"), retracted("a", 2)));

    assertThat(verdict(difference)).isEqualTo(Verdict.UNEXPLAINED);
    assertThat(difference.rows().get(0).fields()).contains("status", "retractReason");
  }

  @Test
  void what_was_decided_after_the_replay_ended_is_open_and_up_to_its_end_is_not() {
    List<Alert> replay = List.of(suspected("a"));

    assertThat(
            verdict(
                diff(
                    List.of(suspected("a"), at(confirmed("a", 2), END.plusMillis(1))),
                    List.of(),
                    replay)))
        .isEqualTo(Verdict.OPEN);
    assertThat(
            verdict(diff(List.of(suspected("a"), at(confirmed("a", 2), END)), List.of(), replay)))
        .isEqualTo(Verdict.UNEXPLAINED);
    assertThat(verdict(diff(List.of(at(suspected("b"), END.plusMillis(1))), List.of(), List.of())))
        .isEqualTo(Verdict.OPEN);
  }

  @Test
  void a_record_that_one_side_refused_explains_what_is_otherwise_about_its_customer_only() {
    LateEvent refused = refused("{\"customerId\": \"c-1\"}");
    Alert other = Alert.newBuilder(suspected("a")).setCustomerId("c-10").build();

    assertThat(verdict(diff(List.of(), List.of(refused), List.of(suspected("a")))))
        .isEqualTo(Verdict.EXPLAINED);
    assertThat(
            verdict(
                diff(
                    List.of(Alert.newBuilder(other).setCustomerId("c").build()),
                    List.of(refused),
                    List.of())))
        .isEqualTo(Verdict.UNEXPLAINED);
    assertThat(verdict(diff(List.of(other), List.of(refused), List.of())))
        .isEqualTo(Verdict.UNEXPLAINED);
  }

  @Test
  void a_record_that_both_sides_refused_or_that_came_after_the_decision_explains_nothing() {
    LateEvent refused = refused("{\"customerId\": \"c-1\"}");
    assertThat(
            Comparing.of(
                    Side.of("live run", List.of(suspected("a")), List.of(refused), END),
                    Side.of("replay", List.of(), List.of(refused), END))
                .count(Verdict.UNEXPLAINED))
        .isEqualTo(1);
    LateEvent after = LateEvent.newBuilder(refused).setEventTime(DAY.plusMillis(1)).build();
    assertThat(verdict(diff(List.of(suspected("a")), List.of(after), List.of())))
        .isEqualTo(Verdict.UNEXPLAINED);
  }

  @Test
  void an_id_is_not_taken_for_a_part_of_another() {
    assertThat(names("{\"orderId\":\"x-12345\"}", "12345")).isFalse();
    assertThat(names("{\"orderId\":\"123456\",\"customerId\":\"12345\"}", "12345")).isTrue();
    assertThat(names("\n12345rest", "12345")).as("Avro, five characters").isTrue();
    assertThat(names("\f123456", "12345")).isFalse();
  }

  private static boolean names(String payload, String id) {
    return Naming.of(ByteBuffer.wrap(payload.getBytes(StandardCharsets.UTF_8)), id);
  }

  @Test
  void a_tills_report_that_came_late_explains_a_later_decision_and_no_other() {
    List<Alert> replay = List.of(suspected("a"), confirmed("a", 2));
    List<Alert> later = List.of(suspected("a"), at(confirmed("a", 2), DAY.plusSeconds(90)));

    assertThat(verdict(diff(later, List.of(report(DAY, DAY)), replay)))
        .isEqualTo(Verdict.EXPLAINED);
    assertThat(verdict(diff(later, List.of(report(DAY, DAY.minusMillis(1))), replay)))
        .as("it came before the replay's decision")
        .isEqualTo(Verdict.UNEXPLAINED);
    assertThat(verdict(diff(later, List.of(report(DAY.plusMillis(1), DAY.plusSeconds(9))), replay)))
        .as("the replay did not wait for it")
        .isEqualTo(Verdict.UNEXPLAINED);
    assertThat(verdict(diff(replay, List.of(report(DAY, DAY)), later)))
        .as("live is the earlier")
        .isEqualTo(Verdict.UNEXPLAINED);
    assertThat(verdict(diff(List.of(suspected("a")), List.of(report(DAY, DAY)), replay)))
        .as("another status")
        .isEqualTo(Verdict.UNEXPLAINED);
  }

  private static LateEvent report(Instant time, Instant watermark) {
    return LateEvent.newBuilder(late())
        .setStream("feed-progress")
        .setEventTime(time)
        .setWatermark(watermark)
        .build();
  }

  @Test
  void of_a_run_that_said_nothing_at_all_nothing_is_open() {
    Difference difference =
        Diff.of(
            new Diff.Records(List.of(), List.of()),
            new Diff.Records(List.of(suspected("a")), List.of()),
            null,
            null);
    assertThat(verdict(difference)).isEqualTo(Verdict.UNEXPLAINED);
    assertThat(
            verdict(
                Diff.of(
                    new Diff.Records(List.of(), List.of()),
                    new Diff.Records(List.of(suspected("a")), List.of()),
                    DAY.minusMillis(1),
                    null)))
        .as("it is known to have ended before")
        .isEqualTo(Verdict.OPEN);
  }

  // ----

  private static LateEvent refused(String payload) {
    return LateEvent.newBuilder(late())
        .setReason(LateReason.REFUSED_BEYOND_HORIZON)
        .setPayload(ByteBuffer.wrap(payload.getBytes(StandardCharsets.UTF_8)))
        .build();
  }

  private static Difference diff(List<Alert> live, List<LateEvent> late, List<Alert> replay) {
    return Comparing.of(
        Side.of("live run", live, late, END.plusSeconds(3_600)),
        Side.of("replay", replay, List.of(), END));
  }

  private static Verdict verdict(Difference difference) {
    assertThat(difference.rows()).hasSize(1);
    return difference.rows().get(0).verdict();
  }

  private static Alert suspected(String id) {
    return suspected(id, 1);
  }

  private static Alert suspected(String id, int revision) {
    return alert(id, revision, AlertStatus.SUSPECTED, null);
  }

  private static Alert confirmed(String id, int revision) {
    return alert(id, revision, AlertStatus.CONFIRMED, null);
  }

  private static Alert retracted(String id, int revision) {
    return alert(id, revision, AlertStatus.RETRACTED, RetractReason.EVIDENCE_REVISED);
  }

  private static Alert at(Alert alert, Instant time) {
    return Alert.newBuilder(alert).setDecidedAt(time).build();
  }

  private static Alert alert(String id, int revision, AlertStatus status, RetractReason reason) {
    return Alert.newBuilder()
        .setAlertId(id)
        .setRevision(revision)
        .setStatus(status)
        .setRetractReason(reason)
        .setCustomerId("c-1")
        .setPattern("STORE_HOP")
        .setDecidedAt(DAY)
        .setScore(0.5)
        .setReasons(List.of())
        .setCounterEvidence(List.of())
        .setEvidence(List.of("e-1"))
        .setClearedBy(List.of())
        .setValueAtRiskMinor(100)
        .setRuleId("STORE_HOP")
        .setRuleVersion(1)
        .setShadow(false)
        .build();
  }

  private static LateEvent late(String... changed) {
    return LateEvent.newBuilder()
        .setStream("browsing")
        .setOrigin("browsing.jsonl:7")
        .setEventTime(DAY)
        .setWatermark(DAY.plusSeconds(60))
        .setReason(LateReason.APPLIED)
        .setChanged(List.of(changed))
        .setPayload(ByteBuffer.wrap(new byte[0]))
        .build();
  }
}
