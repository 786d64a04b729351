package dev.showroom.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.schemas.Alert;
import dev.showroom.schemas.AlertStatus;
import dev.showroom.schemas.Arm;
import dev.showroom.schemas.Coupon;
import dev.showroom.schemas.CouponDecision;
import dev.showroom.schemas.CouponState;
import dev.showroom.schemas.DeadLetter;
import dev.showroom.schemas.DeadLetterReason;
import dev.showroom.schemas.DecisionOutcome;
import dev.showroom.schemas.LateEvent;
import dev.showroom.schemas.LateReason;
import dev.showroom.schemas.OfferKind;
import dev.showroom.schemas.Outcome;
import dev.showroom.schemas.OutcomeKind;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.OutTopic;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A small business day in which all adds up, and what is said when one record of it does not. */
class ReconciliationTest {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final String ACTED_ON = "STORE_HOP";
  private static final double LEAST_SCORE = 0.5;

  private Reconciliation all;

  @BeforeEach
  void aDayInWhichAllAddsUp() {
    all = new Reconciliation();
    // The newest decision: what is before it is no longer under way.
    all.decision(decision("d-last", "a-last", DecisionOutcome.SUPPRESSED, null, 600));
    all.alert(alert("a-last", 1, AlertStatus.SUSPECTED, 600));
    all.alert(alert("a-1", 1, AlertStatus.SUSPECTED, 10));
    all.alert(alert("a-1", 2, AlertStatus.RETRACTED, 40));
    all.decision(decision("d-1", "a-1", DecisionOutcome.ISSUED, "k-1", 10));
    all.coupon(coupon("k-1", 1, CouponState.ISSUED, 10));
    all.coupon(coupon("k-1", 2, CouponState.REVOKED, 40));
    all.outcome(outcome("d-1", 2));
    all.deadLetter(letter("browsing", "browsing-0-7", DeadLetterReason.UNDECODABLE), null);
    all.late(late("browsing-0-8", LateReason.APPLIED));
    all.late(late("browsing-0-9", LateReason.REFUSED_BEYOND_HORIZON));
  }

  private Report report() {
    all.input(InTopic.BROWSING, "browsing-0-6", "e-1", false, true);
    all.input(InTopic.BROWSING, "browsing-0-7", null, true, true);
    all.input(InTopic.BROWSING, "browsing-0-8", "e-2", false, true);
    all.input(InTopic.BROWSING, "browsing-0-9", "e-3", false, true);
    all.input(InTopic.BROWSING, "browsing-0-10", "e-1", false, true);
    return end(Long.MIN_VALUE, Long.MAX_VALUE);
  }

  private Report end(long from, long until) {
    return all.report(
        (pattern, score, time) -> pattern.equals(ACTED_ON) && score >= LEAST_SCORE, from, until);
  }

  private void finds(Kind kind, String id, String detail) {
    assertThat(report().findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.kind()).isEqualTo(kind);
              assertThat(finding.id()).isEqualTo(id);
              assertThat(finding.detail()).isEqualTo(detail);
            });
  }

  private void findsNothing() {
    assertThat(report().findings()).isEmpty();
  }

  @Test
  void nothing_is_said_of_a_day_in_which_all_adds_up() {
    Report report = report();
    assertThat(report.findings()).isEmpty();
    assertThat(report.remarks()).isEmpty();
    assertThat(report.inputs().get(InTopic.BROWSING))
        .as("all = taken + duplicates + dead + refused")
        .isEqualTo(new InputCounts(5, 2, 1, 1, 1, 1));
    assertThat(report.written()).containsEntry("alerts", 3L).containsEntry("open yet", 0L);
  }

  @Test
  void input_that_cannot_be_used_needs_a_dead_letter_once_the_job_has_read_it() {
    all.input(InTopic.PURCHASES, "purchases-0-5", "o-1", true, false);
    all.input(InTopic.PURCHASES, "purchases-0-4", "o-1", true, true);
    finds(Kind.DEAD_WITHOUT_LETTER, "purchases-0-4", "");
  }

  @Test
  void a_dead_letter_needs_its_input() {
    all.deadLetter(letter("returns", "returns-0-1", DeadLetterReason.MISSING_FIELD), null);
    finds(Kind.LETTER_WITHOUT_INPUT, "returns-0-1", "MISSING_FIELD");
  }

  @Test
  void a_late_event_needs_its_input() {
    all.late(late("returns-0-2", LateReason.APPLIED));
    finds(Kind.LATE_WITHOUT_INPUT, "returns-0-2", "APPLIED");
  }

  @Test
  void an_alert_needs_the_events_that_it_names() {
    Alert alert = alert("a-last", 2, AlertStatus.CONFIRMED, 601);
    alert.setEvidence(List.of("e-1", "e-77"));
    all.alert(alert);
    finds(Kind.EVIDENCE_WITHOUT_INPUT, "a-last", "1 of 2 events");
  }

  @Test
  void an_event_of_another_member_of_the_household_is_known_by_its_digest() {
    Alert alert = alert("a-last", 2, AlertStatus.CONFIRMED, 601);
    alert.setEvidence(List.of(new dev.showroom.core.intake.KeyDigest().of("e-2")));
    all.alert(alert);
    findsNothing();
  }

  @Test
  void revisions_of_an_alert_have_no_gap() {
    all.alert(alert("a-1", 5, AlertStatus.RETRACTED, 41));
    finds(Kind.ALERT_REVISION_MISSING, "a-1", "revision [3, 4] of 5");
  }

  @Test
  void where_the_oldest_alerts_were_deleted_their_first_revisions_are_not_missing() {
    all.alert(alert("a-old", 3, AlertStatus.CONFIRMED, 5));
    all.decision(decision("d-old", "a-older", DecisionOutcome.SUPPRESSED, null, 4));
    all.isCut(OutTopic.ALERTS);
    findsNothing();
  }

  @Test
  void copies_of_a_revision_are_counted_and_two_contents_are_a_difference() {
    all.alert(alert("a-1", 1, AlertStatus.SUSPECTED, 10));
    all.coupon(coupon("k-1", 1, CouponState.ISSUED, 10));
    Alert other = alert("a-1", 1, AlertStatus.SUSPECTED, 10);
    other.setScore(0.9);
    all.alert(other);
    Report report = report();
    assertThat(report.written()).containsEntry("copies of a revision", 2L);
    assertThat(report.findings())
        .containsExactly(
            new Finding(Kind.ALERT_REVISION_DIFFERS, "a-1", at(10).toEpochMilli(), "revision 1"));
  }

  @Test
  void an_alert_that_is_acted_on_is_decided() {
    all.alert(alert("a-2", 1, AlertStatus.SUSPECTED, 599));
    finds(Kind.ALERT_WITHOUT_DECISION, "a-2", "suspected");
  }

  @Test
  void an_alert_that_no_policy_acts_on_needs_no_decision() {
    Alert weak = alert("a-2", 1, AlertStatus.SUSPECTED, 20);
    weak.setScore(0.49);
    Alert shadow = alert("a-3", 1, AlertStatus.SUSPECTED, 20);
    shadow.setShadow(true);
    Alert other = alert("a-4", 1, AlertStatus.SUSPECTED, 20);
    other.setPattern("SERIAL_RETURNER");
    List.of(weak, shadow, other).forEach(all::alert);
    findsNothing();
  }

  @Test
  void what_is_newer_than_the_newest_decision_is_open() {
    all.alert(alert("a-2", 1, AlertStatus.SUSPECTED, 600));
    Coupon coupon = coupon("k-2", 1, CouponState.ISSUED, 600);
    coupon.setAlertId("a-2");
    all.coupon(coupon);
    Report report = report();
    assertThat(report.findings()).isEmpty();
    assertThat(report.written()).containsEntry("open yet", 2L);
  }

  @Test
  void a_decision_needs_its_alert() {
    all.decision(decision("d-2", "a-9", DecisionOutcome.HELD_OUT, null, 20));
    finds(Kind.DECISION_WITHOUT_ALERT, "d-2", "of a-9");
  }

  @Test
  void a_decision_stands_once_in_the_ledger() {
    all.decision(decision("d-1", "a-1", DecisionOutcome.ISSUED, "k-1", 10));
    finds(Kind.DECISION_TWICE, "d-1", "");
  }

  @Test
  void one_policy_lane_decides_an_alert_once_and_a_shadow_has_a_lane_of_its_own() {
    CouponDecision shadow = decision("d-shadow", "a-1", DecisionOutcome.ISSUED, null, 10);
    shadow.setShadow(true);
    shadow.setPolicyId("trial");
    all.decision(shadow);
    all.decision(decision("d-2", "a-1", DecisionOutcome.SUPPRESSED, null, 12));
    finds(Kind.ALERT_DECIDED_TWICE, "a-1", "by d-1 and d-2");
  }

  @Test
  void what_is_issued_has_a_coupon() {
    all.alert(alert("a-2", 1, AlertStatus.SUSPECTED, 20));
    all.decision(decision("d-2", "a-2", DecisionOutcome.ISSUED, "k-2", 20));
    finds(Kind.ISSUED_WITHOUT_COUPON, "d-2", "coupon k-2");
  }

  @Test
  void where_no_coupons_are_kept_none_are_missed() {
    all = new Reconciliation();
    all.isAbsent(OutTopic.COUPONS);
    all.alert(alert("a-1", 1, AlertStatus.SUSPECTED, 10));
    all.decision(decision("d-1", "a-1", DecisionOutcome.ISSUED, "k-1", 10));
    Report report = end(Long.MIN_VALUE, Long.MAX_VALUE);
    assertThat(report.findings()).isEmpty();
    assertThat(report.written()).doesNotContainKey("coupons");
  }

  @Test
  void a_coupon_needs_a_decision_that_issued_it() {
    all.coupon(coupon("k-2", 1, CouponState.ISSUED, 20));
    all.coupon(coupon("k-2", 2, CouponState.REVOKED, 40));
    finds(Kind.COUPON_WITHOUT_DECISION, "k-2", "of a-1");
  }

  @Test
  void a_coupon_has_one_code_and_each_revision_one_content() {
    Coupon other = coupon("k-1", 3, CouponState.REVOKED, 50);
    other.setCode("ANOTHER");
    all.coupon(other);
    finds(Kind.COUPON_CODE_DIFFERS, "k-1", "");
  }

  @Test
  void revisions_of_a_coupon_have_no_gap_and_no_two_contents() {
    all.coupon(coupon("k-1", 4, CouponState.REVOKED, 50));
    all.coupon(coupon("k-1", 4, CouponState.EXPIRED, 50));
    assertThat(report().findings())
        .extracting(Finding::kind, Finding::detail)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Kind.COUPON_REVISION_MISSING, "revision [3] of 4"),
            org.assertj.core.groups.Tuple.tuple(Kind.COUPON_REVISION_DIFFERS, "revision 4"));
  }

  @Test
  void a_coupon_of_a_retracted_alert_is_revoked() {
    issue("k-2", "a-2");
    all.alert(alert("a-2", 2, AlertStatus.RETRACTED, 40));
    finds(Kind.COUPON_NOT_REVOKED, "k-2", "ISSUED, alert a-2");
  }

  @Test
  void a_coupon_that_was_used_or_over_when_its_alert_was_retracted_stays_as_it_is() {
    issue("k-2", "a-2");
    all.alert(alert("a-2", 2, AlertStatus.RETRACTED, 40));
    Coupon used = coupon("k-2", 2, CouponState.REDEEMED, 30);
    used.setAlertId("a-2");
    all.coupon(used);
    issue("k-3", "a-3");
    all.alert(alert("a-3", 2, AlertStatus.RETRACTED, 11 + 48 * 60));
    findsNothing();
  }

  private void issue(String couponId, String alertId) {
    all.alert(alert(alertId, 1, AlertStatus.SUSPECTED, 11));
    all.decision(decision("d-of-" + alertId, alertId, DecisionOutcome.ISSUED, couponId, 11));
    Coupon coupon = coupon(couponId, 1, CouponState.ISSUED, 10);
    coupon.setAlertId(alertId);
    all.coupon(coupon);
  }

  @Test
  void an_outcome_stands_once_in_the_ledger_counts_on_from_two_and_has_its_decision() {
    all.outcome(outcome("d-1", 2));
    finds(Kind.OUTCOME_TWICE, "d-1", "revision 2");
  }

  @Test
  void revisions_of_an_outcome_have_no_gap() {
    all.outcome(outcome("d-1", 1));
    all.outcome(outcome("d-1", 4));
    finds(Kind.OUTCOME_REVISION_MISSING, "d-1", "revision [3] of 4");
  }

  @Test
  void an_outcome_needs_its_decision() {
    all.outcome(outcome("d-9", 2));
    finds(Kind.OUTCOME_WITHOUT_DECISION, "d-9", "");
  }

  @Test
  void a_push_that_failed_for_good_is_of_a_coupon_and_the_desk_was_told() {
    all.deadLetter(pushLetter("coupon.issued: 410"), "k-1");
    finds(Kind.PUSH_FAILURE_NOT_TOLD, "k-1", "");
  }

  @Test
  void a_failed_push_that_the_desk_was_told_of_is_in_order_and_so_is_a_failed_revocation() {
    issue("k-2", "a-2");
    all.deadLetter(pushLetter("coupon.issued: 410"), "k-1");
    all.deadLetter(pushLetter("coupon.revoked: 410"), "k-2");
    all.input(InTopic.COUPON_EVENTS, "coupon-events-0-0", "k-1-push-failed", false, true);
    findsNothing();
  }

  @Test
  void a_failed_push_of_no_coupon_is_a_difference() {
    all.deadLetter(pushLetter("coupon.revoked: 410"), "k-9");
    finds(Kind.PUSH_OF_NO_COUPON, "k-9", "");
  }

  @Test
  void a_transaction_that_hangs_is_a_difference() {
    all.hangingTransaction("t.ledger-0-7", "open for 901 s");
    finds(Kind.TRANSACTION_HANGS, "t.ledger-0-7", "open for 901 s");
  }

  @Test
  void only_what_was_decided_in_the_span_is_told() {
    all.decision(decision("d-2", "a-9", DecisionOutcome.HELD_OUT, null, 20));
    all.decision(decision("d-3", "a-8", DecisionOutcome.HELD_OUT, null, 21));
    assertThat(end(at(21).toEpochMilli(), at(22).toEpochMilli()).findings())
        .extracting(Finding::id)
        .containsExactly("d-3");
    assertThat(all.report((p, s, t) -> false, 0, at(20).toEpochMilli()).findings()).isEmpty();
  }

  @Test
  void without_the_oldest_input_or_any_nothing_is_held_against_it() {
    all.alert(alert("a-last", 2, AlertStatus.CONFIRMED, 601));
    assertThat(end(Long.MIN_VALUE, Long.MAX_VALUE).remarks())
        .containsExactly("There is no input here: nothing is held against it.");
  }

  // ---- records

  private static Instant at(int minute) {
    return NOON.plusSeconds(60L * minute);
  }

  private static Alert alert(String id, int revision, AlertStatus status, int minute) {
    return Alert.newBuilder()
        .setAlertId(id)
        .setRevision(revision)
        .setStatus(status)
        .setCustomerId("c-1")
        .setPattern(ACTED_ON)
        .setDecidedAt(at(minute))
        .setScore(LEAST_SCORE)
        .setReasons(List.of())
        .setCounterEvidence(List.of())
        .setEvidence(List.of("e-1"))
        .setClearedBy(List.of())
        .setValueAtRiskMinor(100)
        .setRuleId(ACTED_ON)
        .setRuleVersion(1)
        .setShadow(false)
        .build();
  }

  private static CouponDecision decision(
      String id, String alertId, DecisionOutcome outcome, String couponId, int minute) {
    return CouponDecision.newBuilder()
        .setDecisionId(id)
        .setAlertId(alertId)
        .setCustomerId("c-1")
        .setOutcome(outcome)
        .setReason("BEST_OFFER")
        .setArm(Arm.TREATED)
        .setPolicyVersion(1)
        .setDecidedAt(at(minute))
        .setCouponId(couponId)
        .build();
  }

  private static Coupon coupon(String id, int revision, CouponState state, int minute) {
    return Coupon.newBuilder()
        .setCouponId(id)
        .setCustomerId("c-1")
        .setCode("CODE")
        .setKind(OfferKind.COUPON)
        .setValueMinor(100)
        .setChannels(List.of())
        .setValidFrom(at(10))
        .setValidUntil(at(10 + 48 * 60))
        .setAlertId("a-1")
        .setState(state)
        .setRevision(revision)
        .setStateAt(at(minute))
        .build();
  }

  private static Outcome outcome(String decisionId, int revision) {
    return Outcome.newBuilder()
        .setDecisionId(decisionId)
        .setAlertId("a-1")
        .setCustomerId("c-1")
        .setArm(Arm.TREATED)
        .setOutcome(OutcomeKind.LOST)
        .setDecidedAt(at(100 + revision))
        .setRevenueMinor(0)
        .setMarginMinor(0)
        .setRevision(revision)
        .build();
  }

  private static DeadLetter letter(String stream, String origin, DeadLetterReason reason) {
    return DeadLetter.newBuilder()
        .setStream(stream)
        .setOrigin(origin)
        .setReason(reason)
        .setDetail("x")
        .setPayload(ByteBuffer.wrap(new byte[] {1}))
        .build();
  }

  private static DeadLetter pushLetter(String detail) {
    DeadLetter letter = letter("coupons", "coupons-0-0", DeadLetterReason.PUSH_FAILED);
    letter.setDetail(detail);
    return letter;
  }

  private static LateEvent late(String origin, LateReason reason) {
    return LateEvent.newBuilder()
        .setStream("browsing")
        .setOrigin(origin)
        .setEventTime(at(1))
        .setWatermark(at(2))
        .setReason(reason)
        .setChanged(List.of())
        .setPayload(ByteBuffer.wrap(new byte[] {1}))
        .build();
  }
}
