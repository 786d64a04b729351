package dev.showroom.core.journey;

import dev.showroom.core.alert.AlertEntry;
import dev.showroom.core.fact.CaseChanged;
import dev.showroom.core.rules.RuleSet;
import dev.showroom.schemas.codec.InTopic;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How long a customer's facts and alerts are kept, in event time.
 *
 * <ul>
 *   <li>Browsing and visits: the look-back (30 days).
 *   <li>Purchases and returns: 60 days, as a late record may ask for a trial that began long ago.
 *       They are few.
 *   <li>Service cases: 60 days after they closed, half a year if nobody closes them.
 *   <li>Profiles: the newest for good; the one in force 60 days ago and all since.
 *   <li>Alerts: until no late record can revise them nor an old visit raise them again.
 * </ul>
 */
final class Retention {
  private static final long SHORT = RuleSet.LOOK_BACK.toMillis();
  private static final long LONG = Duration.ofDays(60).toMillis();
  private static final long CASE = Knowledge.CASE_LIFE_MILLIS + LONG;

  private static final long HORIZON = RuleSet.HORIZON.toMillis();
  private static final long LEDGER = RuleSet.LOOK_BACK.plus(RuleSet.HORIZON).plusDays(1).toMillis();

  private final long now;
  private final Map<String, CaseChanged> lastOfCase = new HashMap<>();
  private long profileInForce = Long.MIN_VALUE;

  Retention(Iterable<KnownFact> facts, long now) {
    this.now = now;
    for (KnownFact known : facts) {
      if (known.topic() == InTopic.SERVICE_CASES) {
        CaseChanged change = (CaseChanged) known.fact();
        lastOfCase.put(change.caseId(), change);
      } else if (known.topic() == InTopic.CUSTOMERS && known.time() < now - LONG) {
        profileInForce = Math.max(profileInForce, known.time());
      }
    }
  }

  /** The earliest moment at which a fact of this stream and time may be forgotten. */
  static long leastOf(InTopic topic, long time) {
    return switch (topic) {
      case BROWSING, STORE_VISITS -> time + SHORT + 1;
      case CUSTOMERS -> Long.MAX_VALUE;
      default -> time + LONG + 1;
    };
  }

  boolean forgets(KnownFact known) {
    return keptUntil(known) < now;
  }

  boolean forgets(AlertEntry entry) {
    return keptUntil(entry) < now;
  }

  long nextAfterNow(Iterable<KnownFact> facts, Iterable<AlertEntry> ledger) {
    long next = Long.MAX_VALUE;
    for (KnownFact known : facts) {
      next = Math.min(next, keptUntil(known));
    }
    for (AlertEntry entry : ledger) {
      next = Math.min(next, keptUntil(entry));
    }
    return next == Long.MAX_VALUE ? next : Math.max(next, now) + 1;
  }

  private long keptUntil(KnownFact known) {
    if (known.topic() == InTopic.CUSTOMERS) {
      return known.time() < profileInForce ? now - 1 : Long.MAX_VALUE;
    }
    if (known.topic() == InTopic.SERVICE_CASES) {
      CaseChanged last = lastOfCase.get(((CaseChanged) known.fact()).caseId());
      return last.open() ? known.time() + CASE : last.time() + LONG;
    }
    return leastOf(known.topic(), known.time()) - 1;
  }

  static long keptUntil(AlertEntry entry) {
    return Math.max(entry.suspicion().deadline() + HORIZON, entry.suspicion().clearFrom() + LEDGER);
  }
}
