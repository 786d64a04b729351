package dev.showroom.core.alert;

import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import dev.showroom.schemas.AlertStatus;
import dev.showroom.schemas.RetractReason;

/**
 * A step in an alert's life.
 *
 * @param reason null unless retracted
 * @param decidedAt event time of the decision, epoch milliseconds
 * @param cause event id of the fact that retracted it, or null
 */
public record Transition(AlertStatus status, RetractReason reason, long decidedAt, String cause) {
  private static final AlertStatus[] STATUSES = AlertStatus.values();
  private static final RetractReason[] REASONS = RetractReason.values();

  void pack(PackWriter out) {
    out.constant(status).constant(reason).number(decidedAt).text(cause);
  }

  static Transition unpack(PackReader in) {
    return new Transition(in.constant(STATUSES), in.constant(REASONS), in.number(), in.text());
  }
}
