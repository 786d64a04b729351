package dev.showroom.evaluate;

import dev.showroom.schemas.Alert;
import dev.showroom.schemas.AlertStatus;
import java.time.Instant;
import java.util.List;

/**
 * What became of one alert.
 *
 * @param family null where the pattern is about the customer as a whole
 * @param raisedAt event time at which it was first SUSPECTED, or of its first revision if it never
 *     was
 * @param last status of the newest revision
 */
record AlertHistory(
    String alertId,
    String customerId,
    String pattern,
    String family,
    Instant raisedAt,
    AlertStatus last) {

  /**
   * @param revisions of one alert, by revision
   */
  static AlertHistory of(List<Alert> revisions) {
    Alert first = revisions.get(0);
    Alert raised =
        revisions.stream()
            .filter(revision -> revision.getStatus() == AlertStatus.SUSPECTED)
            .findFirst()
            .orElse(first);
    return new AlertHistory(
        first.getAlertId(),
        first.getCustomerId(),
        first.getPattern(),
        first.getFamily(),
        raised.getDecidedAt(),
        revisions.get(revisions.size() - 1).getStatus());
  }

  /** Whether it still accuses somebody. */
  boolean stands() {
    return last != AlertStatus.RETRACTED;
  }

  boolean confirmed() {
    return last == AlertStatus.CONFIRMED;
  }
}
