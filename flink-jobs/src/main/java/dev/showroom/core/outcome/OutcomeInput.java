package dev.showroom.core.outcome;

import dev.showroom.core.intake.Envelope;
import dev.showroom.core.notice.AlertNotice;
import dev.showroom.core.notice.DecisionNotice;
import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import dev.showroom.schemas.DecisionOutcome;
import java.util.List;

/**
 * What comes to a customer's outcomes: a fact or a decision; the other one is null. Most facts are
 * of no concern, and should be left out before they are shuffled.
 */
public record OutcomeInput(Envelope envelope, DecisionNotice decision) {

  /** Whether an outcome can depend on the fact: purchases and returns, and erasures. */
  public static boolean concerns(Envelope envelope) {
    return switch (envelope.topic()) {
      case PURCHASES, RETURNS, ERASURES -> !envelope.anonymous();
      default -> false;
    };
  }

  /** Whether anything can become of the decision: of one that a gate refused, nothing. */
  public static boolean concerns(DecisionNotice decision) {
    return decision.outcome() != DecisionOutcome.SUPPRESSED;
  }

  /** That it came late shows by its time; the row about it is the journey's to write. */
  public static OutcomeInput of(Envelope envelope) {
    return new OutcomeInput(envelope.late() == null ? envelope : envelope.late(null), null);
  }

  /** Without the alternatives, and how the customer stood: what became of it tells neither. */
  public static OutcomeInput of(DecisionNotice decision) {
    AlertNotice alert = decision.alert();
    return new OutcomeInput(
        null,
        new DecisionNotice(
            decision.decisionId(),
            new AlertNotice(
                alert.alertId(),
                alert.revision(),
                alert.status(),
                alert.retractReason(),
                alert.customerId(),
                alert.pattern(),
                alert.shadow(),
                alert.family(),
                alert.sku(),
                alert.storeId(),
                alert.category(),
                alert.orderId(),
                alert.keep(),
                alert.raisedAt(),
                alert.decidedAt(),
                alert.anchorAt(),
                alert.deadline(),
                alert.scoreMillis(),
                alert.valueAtRiskMinor(),
                alert.cause(),
                null),
            decision.policyId(),
            decision.policyVersion(),
            decision.shadow(),
            decision.outcome(),
            decision.reason(),
            decision.arm(),
            decision.offer(),
            decision.campaign(),
            decision.couponId(),
            decision.marginAfterMinor(),
            decision.budgetLeftMinor(),
            decision.decidedAt(),
            decision.trackUntil(),
            List.of()));
  }

  /** Id of the customer. */
  public String key() {
    return envelope == null ? decision.alert().customerId() : envelope.key();
  }

  public byte[] pack() {
    boolean isFact = envelope != null;
    byte[] packed = isFact ? envelope.pack() : decision.pack();
    return new PackWriter(packed.length + 8).flag(isFact).block(packed).toBytes();
  }

  public static OutcomeInput unpack(byte[] packed) {
    PackReader in = new PackReader(packed);
    boolean isFact = in.flag();
    byte[] bytes = in.block();
    return isFact
        ? new OutcomeInput(Envelope.unpack(bytes), null)
        : new OutcomeInput(null, DecisionNotice.unpack(bytes));
  }
}
