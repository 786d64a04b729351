package dev.showroom.core.journey;

import dev.showroom.core.History;
import dev.showroom.core.alert.AlertEntry;
import dev.showroom.core.fact.CaseChanged;
import dev.showroom.schemas.codec.InTopic;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How long a customer's facts and alerts are kept, in event time.
 *
 * <ul>
 *   <li>Browsing and visits: the look-back. What is decided by facts that come in time reaches back
 *       half of it at the most, so that a record 14 days late finds what it asks for; but a LINK
 *       that itself comes late gives what is left of its look-back.
 *   <li>Purchases and returns: 90 days. A trial return is found until 29 days after it, began up to
 *       14 days before it, and looks at the 30 days before that; the rest is the horizon. They are
 *       few.
 *   <li>Service cases: 90 days after they closed; if nobody closes them, 90 days after they lapsed.
 *   <li>Profiles: the newest for good; the one in force 90 days ago and all since.
 *   <li>Alerts: until no late record can revise them nor old facts raise them again.
 * </ul>
 */
final class Retention {
  private static final long SHORT = History.LOOK_BACK.toMillis();
  private static final long LONG = Duration.ofDays(90).toMillis();
  private static final long CASE = Knowledge.CASE_LIFE_MILLIS + LONG;
  private static final long ALERT = History.LOOK_BACK.plus(History.HORIZON).toMillis();

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
    return entry.suspicion().deadline() + ALERT;
  }
}
