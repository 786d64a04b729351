package dev.showroom.core.alert;

import dev.showroom.schemas.Alert;
import dev.showroom.schemas.AlertStatus;
import dev.showroom.schemas.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One revision of an alert, ready to leave. */
public record AlertRevision(Suspicion suspicion, Transition transition, int revision) {

  /** Name of the counter-evidence that takes a retracted alert's score to nothing. */
  static final String RETRACTED = "retracted";

  /** The form in which {@code late-events} names it. */
  public String name() {
    return suspicion.alertId() + "#" + revision;
  }

  public Alert toRecord() {
    List<Contribution> counter = new ArrayList<>(suspicion.counterEvidence());
    List<String> evidence = new ArrayList<>(suspicion.evidence());
    int scoreMillis = suspicion.scoreMillis();
    boolean retracted = transition.status() == AlertStatus.RETRACTED;
    if (retracted) {
      counter.add(new Contribution(RETRACTED, 1, null, -scoreMillis));
      scoreMillis = 0;
    }
    if (transition.cause() != null) {
      evidence.add(transition.cause());
    }
    return Alert.newBuilder()
        .setAlertId(suspicion.alertId())
        .setRevision(revision)
        .setStatus(transition.status())
        .setRetractReason(transition.reason())
        .setCustomerId(suspicion.customerId())
        .setPattern(suspicion.rule().pattern())
        .setFamily(suspicion.subject().family())
        .setSku(suspicion.subject().sku())
        .setStoreId(suspicion.subject().storeId())
        .setDecidedAt(Instant.ofEpochMilli(transition.decidedAt()))
        .setScore(scoreMillis / 1_000.0)
        .setReasons(reasons(suspicion.reasons()))
        .setCounterEvidence(reasons(counter))
        .setEvidence(evidence)
        .setClearedBy(
            transition.status() == AlertStatus.SUSPECTED ? suspicion.clearedBy() : List.of())
        .setValueAtRiskMinor(suspicion.valueAtRiskMinor())
        .setRuleId(suspicion.rule().id())
        .setRuleVersion(suspicion.rule().version())
        .setShadow(suspicion.rule().shadow())
        .build();
  }

  private static List<Reason> reasons(List<Contribution> contributions) {
    return contributions.stream()
        .map(c -> new Reason(c.feature(), c.value(), c.threshold(), c.millis() / 1_000.0))
        .toList();
  }
}
