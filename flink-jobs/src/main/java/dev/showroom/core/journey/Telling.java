package dev.showroom.core.journey;

import dev.showroom.core.alert.AlertEntry;
import dev.showroom.core.alert.AlertRevision;
import dev.showroom.core.alert.Transition;
import dev.showroom.schemas.AlertStatus;
import dev.showroom.schemas.RetractReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Holds a ledger against what has been told of it, and makes revisions of the difference. */
final class Telling {
  private final List<AlertRevision> revisions = new ArrayList<>();

  /** In the order in which they were decided. */
  List<AlertRevision> revisions() {
    return revisions;
  }

  /**
   * Lets leave what is otherwise now than it was told, and counts its revisions in the ledger.
   *
   * @param told the ledger as it was told
   * @param revokedAt event time of the record that showed that an alert should never have been
   */
  void tell(Map<String, AlertEntry> ledger, Map<String, AlertEntry> told, long revokedAt) {
    told.forEach(
        (id, before) -> {
          if (!ledger.containsKey(id)) {
            ledger.put(id, revoke(before, revokedAt));
          }
        });
    for (AlertEntry entry : List.copyOf(ledger.values())) {
      AlertEntry before = told.get(entry.suspicion().alertId());
      if (!entry.equals(before) && !entry.isRevoked()) {
        ledger.put(entry.suspicion().alertId(), tellLife(entry, before));
      }
    }
  }

  private AlertEntry revoke(AlertEntry before, long revokedAt) {
    if (before.isRevoked()) {
      return before;
    }
    AlertEntry revoked = before.withLife(List.of());
    if (before.status() == AlertStatus.RETRACTED) {
      return revoked;
    }
    Transition transition =
        new Transition(AlertStatus.RETRACTED, RetractReason.EVIDENCE_REVISED, revokedAt, null);
    revisions.add(new AlertRevision(before.suspicion(), transition, before.revision() + 1));
    return revoked.withRevision(before.revision() + 1);
  }

  private AlertEntry tellLife(AlertEntry entry, AlertEntry before) {
    int same = 0;
    int revision = 0;
    if (before != null) {
      revision = before.revision();
      while (entry.suspicion().equals(before.suspicion())
          && same < Math.min(entry.life().size(), before.life().size())
          && entry.life().get(same).equals(before.life().get(same))) {
        same++;
      }
    }
    if (before != null && same == entry.life().size() && same == before.life().size()) {
      return entry.withRevision(revision);
    }
    // A life that only got shorter is told by its new end.
    int from = same == entry.life().size() ? same - 1 : same;
    for (Transition transition : entry.life().subList(from, entry.life().size())) {
      revisions.add(new AlertRevision(entry.suspicion(), transition, ++revision));
    }
    return entry.withRevision(revision);
  }
}
