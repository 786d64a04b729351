package dev.showroom.core.journey;

import dev.showroom.core.alert.Suspicion;
import dev.showroom.core.alert.Transition;
import dev.showroom.core.fact.Bought;
import dev.showroom.schemas.AlertStatus;
import dev.showroom.schemas.RetractReason;

/** What becomes of an open alert as more is known. */
final class Review {
  private Review() {}

  /** What the knowledge makes of an open alert; null for no change. */
  static Transition of(Suspicion suspicion, AlertStatus status, Knowledge knowledge) {
    if (status == AlertStatus.RETRACTED) {
      return null;
    }
    long now = knowledge.now();
    Bought kept =
        knowledge.purchaseOf(
            suspicion.family(), suspicion.clearFrom(), Math.min(now, suspicion.deadline()));
    if (kept != null) {
      return new Transition(AlertStatus.RETRACTED, RetractReason.SALE_KEPT, now, kept.eventId());
    }
    if (status == AlertStatus.CONFIRMED) {
      return null;
    }
    if (knowledge.isStaff(now)) {
      return new Transition(AlertStatus.RETRACTED, RetractReason.STAFF, now, null);
    }
    String openCase = knowledge.openCase(suspicion.family(), now);
    if (openCase != null) {
      return new Transition(AlertStatus.RETRACTED, RetractReason.SERVICE_RECOVERY, now, openCase);
    }
    return now >= suspicion.deadline()
        ? new Transition(AlertStatus.CONFIRMED, null, now, null)
        : null;
  }
}
