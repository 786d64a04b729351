package dev.showroom.evaluate;

import static dev.showroom.schemas.AlertStatus.CONFIRMED;
import static dev.showroom.schemas.AlertStatus.RETRACTED;
import static dev.showroom.schemas.AlertStatus.SUSPECTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.statistics.Share;
import dev.showroom.schemas.Alert;
import dev.showroom.schemas.AlertStatus;
import dev.showroom.schemas.codec.JsonRecords;
import dev.showroom.simulate.TruthLabel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationTest {
  private static final Instant NOON = Instant.parse("2026-02-01T12:00:00Z");
  private static final String LEAVE = "RESEARCH_INSPECT_LEAVE";
  private static final String SERIAL = "SERIAL_RETURNER";

  @TempDir Path directory;

  private final List<String> alerts = new ArrayList<>();
  private final List<String> truth = new ArrayList<>();

  @Test
  void aPositiveWithAnAlertIsFoundAndOneWithoutIsMissed() throws IOException {
    positive("c-1", LEAVE, "f1", NOON, NOON);
    positive("c-2", LEAVE, "f1", NOON, NOON);
    positive("c-3", LEAVE, "f1", NOON, NOON);
    alert("a", 1, SUSPECTED, "c-1", LEAVE, "f1", NOON);
    alert("a", 2, CONFIRMED, "c-1", LEAVE, "f1", NOON.plus(Duration.ofDays(7)));
    alert("b", 1, SUSPECTED, "c-2", LEAVE, "f1", NOON);
    Report.OfPattern found = only(LEAVE);
    assertThat(found.recall()).isEqualTo(new Share(2, 3));
    assertThat(found.precision()).isEqualTo(new Share(2, 2));
    assertThat(found.confirmed()).isEqualTo(new Share(1, 2));
    assertThat(found.raised()).isEqualTo(2);
    assertThat(found.falseAlerts()).isZero();
  }

  @Test
  void anAlertOfAnotherFamilyPatternOrCustomerIsFalse() throws IOException {
    positive("c-1", LEAVE, "f1", NOON, NOON);
    innocent("c-2", "ORDINARY");
    alert("a", 1, SUSPECTED, "c-1", LEAVE, "f2", NOON);
    alert("b", 1, SUSPECTED, "c-1", "STORE_HOP", "f1", NOON);
    alert("c", 1, SUSPECTED, "c-2", LEAVE, "f1", NOON);
    Report report = evaluate(false);
    assertThat(report.patterns())
        .extracting(Report.OfPattern::pattern, Report.OfPattern::precision)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(LEAVE, new Share(0, 2)),
            org.assertj.core.groups.Tuple.tuple("STORE_HOP", new Share(0, 1)));
    assertThat(report.patterns().get(0).recall()).isEqualTo(new Share(0, 1));
    assertThat(report.innocents()).isEqualTo(new Share(1, 1));
  }

  @Test
  void whatEndsRetractedNeitherAccusesNorFinds() throws IOException {
    positive("c-1", LEAVE, "f1", NOON, NOON);
    trap("c-2", "WEBROOMER", LEAVE, "f1");
    alert("a", 1, SUSPECTED, "c-1", LEAVE, "f1", NOON);
    alert("a", 2, RETRACTED, "c-1", LEAVE, "f1", NOON);
    alert("b", 1, SUSPECTED, "c-2", LEAVE, "f1", NOON);
    alert("b", 2, RETRACTED, "c-2", LEAVE, "f1", NOON);
    Report report = evaluate(false);
    Report.OfPattern found = report.patterns().get(0);
    assertThat(found.recall()).isEqualTo(new Share(0, 1));
    assertThat(found.precision()).isEqualTo(new Share(0, 0));
    assertThat(found.retracted()).isEqualTo(2);
    assertThat(report.traps()).singleElement().isEqualTo(trapOf("WEBROOMER", 0, 0, 1));
  }

  @Test
  void theHighestRevisionCountsWhereverItStands() throws IOException {
    trap("c-2", "WEBROOMER", LEAVE, "f1");
    alert("b", 3, SUSPECTED, "c-2", LEAVE, "f1", NOON);
    alert("b", 2, RETRACTED, "c-2", LEAVE, "f1", NOON);
    alert("b", 1, SUSPECTED, "c-2", LEAVE, "f1", NOON);
    assertThat(evaluate(false).traps()).singleElement().isEqualTo(trapOf("WEBROOMER", 1, 1, 1));
  }

  @Test
  void aTrapIsSprungByAnyAlertThatNothingExplains() throws IOException {
    trap("c-1", "HEAVY_BUYER", SERIAL, null);
    positive("c-1", "TRIAL_RETURN", "f1", NOON, NOON);
    trap("c-2", "HEAVY_BUYER", SERIAL, null);
    trap("c-3", "HEAVY_BUYER", SERIAL, null);
    alert("a", 1, SUSPECTED, "c-1", "TRIAL_RETURN", "f1", NOON);
    alert("b", 1, SUSPECTED, "c-2", SERIAL, null, NOON);
    alert("c", 1, SUSPECTED, "c-2", LEAVE, "f9", NOON);
    assertThat(evaluate(false).traps())
        .singleElement()
        .isEqualTo(new Report.OfTrap("HEAVY_BUYER", List.of(SERIAL), 2, new Share(1, 3)));
  }

  @Test
  void ofACustomerAsAWholeTheFamilyDoesNotMatter() throws IOException {
    positive("c-1", SERIAL, null, NOON, NOON);
    alert("a", 1, SUSPECTED, "c-1", SERIAL, "f7", NOON);
    assertThat(only(SERIAL).recall()).isEqualTo(new Share(1, 1));
  }

  @Test
  void ofTwoLabelsAnAlertBelongsToTheNearer() throws IOException {
    positive("c-1", LEAVE, "f1", NOON, NOON);
    positive("c-1", LEAVE, "f1", NOON.plus(Duration.ofDays(10)), NOON.plus(Duration.ofDays(10)));
    alert("a", 1, SUSPECTED, "c-1", LEAVE, "f1", NOON.plus(Duration.ofDays(6)));
    Report.OfPattern found = only(LEAVE);
    assertThat(found.recall()).isEqualTo(new Share(1, 2));
    assertThat(found.delays()).isEqualTo(new Delays(Duration.ZERO, Duration.ZERO, 1));
  }

  @Test
  void twoAlertsRaisedAtOnceFindTwoLabelsThatBecameKnownAtOnce() throws IOException {
    positive("c-1", LEAVE, "f1", NOON.minus(Duration.ofDays(2)), NOON);
    positive("c-1", LEAVE, "f1", NOON.minus(Duration.ofDays(1)), NOON);
    alert("a", 1, SUSPECTED, "c-1", LEAVE, "f1", NOON);
    alert("b", 1, SUSPECTED, "c-1", LEAVE, "f1", NOON);
    alert("c", 1, SUSPECTED, "c-1", LEAVE, "f1", NOON.plusSeconds(9));
    assertThat(only(LEAVE).recall()).isEqualTo(new Share(2, 2));
    assertThat(only(LEAVE).precision()).isEqualTo(new Share(3, 3));
  }

  @Test
  void theDelayIsFromWhenItWasKnowableToTheFirstSuspicion() throws IOException {
    for (int i = 1; i <= 10; i++) {
      positive("c-" + i, LEAVE, "f1", NOON, NOON.plusSeconds(100));
      alert("a" + i, 1, SUSPECTED, "c-" + i, LEAVE, "f1", NOON.plusSeconds(100 + i));
      alert("a" + i, 2, CONFIRMED, "c-" + i, LEAVE, "f1", NOON.plusSeconds(900_000));
    }
    assertThat(only(LEAVE).delays())
        .isEqualTo(new Delays(Duration.ofSeconds(5), Duration.ofSeconds(9), 0));
  }

  @Test
  void withoutAKnowableTimeTheDelayIsFromTheAnchor() throws IOException {
    positive("c-1", LEAVE, "f1", NOON, null);
    alert("a", 1, SUSPECTED, "c-1", LEAVE, "f1", NOON.plusSeconds(3));
    assertThat(only(LEAVE).delays().median()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void shadowAlertsCountOnlyWhenAskedFor() throws IOException {
    positive("c-1", LEAVE, "f1", NOON, NOON);
    Alert alert = record("a", 1, SUSPECTED, "c-1", LEAVE, "f1", NOON);
    alert.setShadow(true);
    alerts.add(JsonRecords.write(alert));
    assertThat(evaluate(false).patterns().get(0).recall()).isEqualTo(new Share(0, 1));
    assertThat(evaluate(true).patterns().get(0).recall()).isEqualTo(new Share(1, 1));
  }

  @Test
  void theTableAndTheJsonSayTheSame() throws IOException {
    positive("c-1", LEAVE, "f1", NOON, NOON);
    trap("c-2", "WEBROOMER", LEAVE, "f1");
    alert("a", 1, SUSPECTED, "c-1", LEAVE, "f1", NOON.plusSeconds(3));
    alert("b", 1, SUSPECTED, "c-2", LEAVE, "f1", NOON);
    Report report = evaluate(false);
    // Wilson for 1 of 2: 0.0945 to 0.9055.
    assertThat(ReportForms.table(report))
        .contains("50.0 (9.5 to 90.5)")
        .containsPattern("WEBROOMER +1 +1 +1")
        .contains("3 s");
    assertThat(ReportForms.json(report))
        .contains("\"median\" : 3.0", "\"value\" : 0.5", "\"label\" : \"WEBROOMER\"");
  }

  private Report.OfPattern only(String pattern) throws IOException {
    assertThat(evaluate(false).patterns()).hasSize(1);
    Report.OfPattern of = evaluate(false).patterns().get(0);
    assertThat(of.pattern()).isEqualTo(pattern);
    return of;
  }

  private Report evaluate(boolean shadow) throws IOException {
    Files.write(directory.resolve("alerts.jsonl"), alerts);
    Path file = Files.write(directory.resolve("truth.jsonl"), truth);
    return Evaluation.of(directory, file, shadow);
  }

  private static Report.OfTrap trapOf(String label, int falseAlerts, int accused, int of) {
    return new Report.OfTrap(label, List.of(LEAVE), falseAlerts, new Share(accused, of));
  }

  private void positive(
      String customer, String pattern, String family, Instant anchor, Instant knowable) {
    truth.add(
        new TruthLabel(customer, "SUSPECT", true, pattern, family, anchor, knowable, null, false)
            .toJson());
  }

  private void trap(String customer, String label, String pattern, String family) {
    truth.add(
        new TruthLabel(customer, label, false, pattern, family, NOON, null, null, true).toJson());
  }

  private void innocent(String customer, String label) {
    truth.add(new TruthLabel(customer, label, false, null, null, null, null, null, false).toJson());
  }

  private void alert(
      String id,
      int revision,
      AlertStatus status,
      String customer,
      String pattern,
      String family,
      Instant decidedAt) {
    alerts.add(
        JsonRecords.write(record(id, revision, status, customer, pattern, family, decidedAt)));
  }

  private static Alert record(
      String id,
      int revision,
      AlertStatus status,
      String customer,
      String pattern,
      String family,
      Instant decidedAt) {
    return Alert.newBuilder()
        .setAlertId(id)
        .setRevision(revision)
        .setStatus(status)
        .setCustomerId(customer)
        .setPattern(pattern)
        .setFamily(family)
        .setDecidedAt(decidedAt)
        .setScore(0.5)
        .setReasons(List.of())
        .setCounterEvidence(List.of())
        .setEvidence(List.of())
        .setClearedBy(List.of())
        .setValueAtRiskMinor(1)
        .setRuleId("r")
        .setRuleVersion(1)
        .setShadow(false)
        .build();
  }
}
