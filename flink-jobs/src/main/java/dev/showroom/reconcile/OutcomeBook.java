package dev.showroom.reconcile;

import dev.showroom.schemas.Outcome;
import dev.showroom.schemas.codec.OutTopic;
import java.util.Map;
import java.util.TreeMap;

/** The outcomes: each said once, of a decision. */
final class OutcomeBook {
  /** The first is that the coupon expired; what else becomes of a decision counts on from 2. */
  private static final int FIRST = 2;

  private final Kept kept;
  private final Findings findings;
  private final Map<String, Entry> outcomes = new TreeMap<>();

  private static final class Entry extends Revisions {
    long time;
  }

  OutcomeBook(Kept kept, Findings findings) {
    this.kept = kept;
    this.findings = findings;
  }

  void add(Outcome outcome) {
    long time = outcome.getDecidedAt().toEpochMilli();
    Entry entry = outcomes.computeIfAbsent(outcome.getDecisionId(), id -> new Entry());
    if (entry.digest(outcome.getRevision()) != null) {
      findings.add(
          Kind.OUTCOME_TWICE, outcome.getDecisionId(), time, "revision " + outcome.getRevision());
    } else if (entry.add(outcome.getRevision(), 0)) {
      entry.time = time;
    }
  }

  void check(DecisionBook decisions) {
    outcomes.forEach(
        (id, entry) -> {
          findings.addGaps(
              Kind.OUTCOME_REVISION_MISSING,
              id,
              entry,
              kept.isCut(OutTopic.OUTCOMES),
              FIRST,
              entry.time);
          if (!decisions.contains(id) && !kept.isCut(OutTopic.COUPON_DECISIONS)) {
            findings.add(Kind.OUTCOME_WITHOUT_DECISION, id, entry.time, "");
          }
        });
  }
}
