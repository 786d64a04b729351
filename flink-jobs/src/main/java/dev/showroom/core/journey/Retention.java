package dev.showroom.core.journey;

import dev.showroom.core.History;
import dev.showroom.core.alert.AlertEntry;
import dev.showroom.core.alert.Terms;
import dev.showroom.core.detect.Knowledge;
import dev.showroom.core.detect.KnownFact;
import dev.showroom.core.fact.CaseChanged;
import dev.showroom.schemas.codec.InTopic;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How long a customer's facts and alerts are kept, in event time: as long as a decision looks back,
 * and as long again as a record may be late, for it takes decisions back to its own time.
 *
 * <ul>
 *   <li>Browsing and visits: 30 days and the horizon.
 *   <li>Purchases and returns: 180 days and the horizon. They are few.
 *   <li>Service cases: that long after they closed; if nobody closes them, after they lapsed.
 *   <li>Profiles: the newest for good; the one in force at the horizon's start and all since.
 *   <li>Alerts: as long as rules look back to them, any deadline of theirs is open, or another
 *       alert may rest on them.
 * </ul>
 */
final class Retention {
  /** The watermark of one customer's decisions may be behind the one that records are late by. */
  private static final Duration SLACK = Duration.ofDays(1);

  private static final long SHORT = History.LOOK_BACK.plus(History.HORIZON).plus(SLACK).toMillis();
  private static final long LOOK_BACK = History.LOOK_BACK.toMillis();
  private static final long LONG_LOOK_BACK = History.LONG_LOOK_BACK.toMillis();
  private static final long LONG =
      History.LONG_LOOK_BACK.plus(History.HORIZON).plus(SLACK).toMillis();
  private static final long CASE = Knowledge.CASE_LIFE_MILLIS + SHORT;

  private final long now;
  private final Map<String, CaseChanged> lastOfCase = new HashMap<>();
  private final Collection<AlertEntry> ledger;
  private long profileInForce = Long.MIN_VALUE;

  Retention(Iterable<KnownFact> facts, Collection<AlertEntry> ledger, long now) {
    this.now = now;
    this.ledger = List.copyOf(ledger);
    for (KnownFact known : facts) {
      if (known.topic() == InTopic.SERVICE_CASES) {
        CaseChanged change = (CaseChanged) known.fact();
        lastOfCase.put(change.caseId(), change);
      } else if (known.topic() == InTopic.CUSTOMERS && known.time() < now - SHORT) {
        profileInForce = Math.max(profileInForce, known.time());
      }
    }
  }

  /** The earliest moment at which a fact of this stream and time may be forgotten. */
  static long leastOf(InTopic topic, long time) {
    return switch (topic) {
      case BROWSING, STORE_VISITS -> time + SHORT + 1;
      case CUSTOMERS -> Long.MAX_VALUE;
      case SERVICE_CASES -> time + SHORT + 1;
      default -> time + LONG + 1;
    };
  }

  boolean forgets(KnownFact known) {
    return keptUntil(known) < now;
  }

  boolean forgets(AlertEntry entry) {
    return keptUntil(entry, ledger) < now;
  }

  long nextAfterNow(Iterable<KnownFact> facts, Collection<AlertEntry> ledger) {
    long next = Long.MAX_VALUE;
    for (KnownFact known : facts) {
      next = Math.min(next, keptUntil(known));
    }
    for (AlertEntry entry : ledger) {
      next = Math.min(next, keptUntil(entry, ledger));
    }
    return next == Long.MAX_VALUE ? next : Math.max(next, now) + 1;
  }

  private long keptUntil(KnownFact known) {
    if (known.topic() == InTopic.CUSTOMERS) {
      return known.time() < profileInForce ? now - 1 : Long.MAX_VALUE;
    }
    if (known.topic() == InTopic.SERVICE_CASES) {
      CaseChanged last = lastOfCase.get(((CaseChanged) known.fact()).caseId());
      return last.open() ? known.time() + CASE : last.time() + SHORT;
    }
    return leastOf(known.topic(), known.time()) - 1;
  }

  /**
   * An alert may be what another one rests on that just stands and is reviewed by it: it is kept as
   * long as that one is.
   */
  static long keptUntil(AlertEntry entry, Collection<AlertEntry> ledger) {
    long kept = keptUntil(entry);
    for (AlertEntry other : ledger) {
      boolean mayRestOnIt =
          other.deadline() == Terms.NEVER
              && !other.isRevoked()
              && !entry.isRevoked()
              && other.raisedAt() >= entry.raisedAt()
              && other.suspicion().subject().at() - entry.raisedAt() <= LONG_LOOK_BACK;
      if (mayRestOnIt) {
        kept = Math.max(kept, keptUntil(other));
      }
    }
    return kept;
  }

  /** What is asked about again after a link looks back from where it is itself. */
  private static long keptUntil(AlertEntry entry) {
    long at = entry.suspicion().subject().at();
    long seen = (entry.isRevoked() ? at : Math.max(at, entry.raisedAt())) + LONG + LOOK_BACK;
    return entry.deadline() == Terms.NEVER ? seen : Math.max(seen, entry.deadline() + SHORT);
  }
}
