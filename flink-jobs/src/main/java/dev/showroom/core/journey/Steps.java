package dev.showroom.core.journey;

import dev.showroom.core.fact.Fact;
import dev.showroom.core.fact.Returned;
import dev.showroom.core.fact.VisitStep;
import dev.showroom.core.rules.RuleSet;
import dev.showroom.schemas.VisitAction;
import dev.showroom.schemas.codec.InTopic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The moments of event time at which a decision can come about. A step too many costs time and
 * changes nothing; one too few would let a decision wait for the next.
 */
final class Steps {
  private static final long GAP = RuleSet.VISIT_GAP.toMillis();

  private Steps() {}

  /**
   * Whether a fact of this stream brings about no decision when it becomes known: others ask for it
   * when their moment comes. Research is asked for by a visit's end and around a return; purchases,
   * profiles and cases by open alerts, and by whatever raises one.
   */
  static boolean decidesNothing(
      InTopic topic, boolean retroactive, boolean hasReturns, boolean hasAlerts) {
    return switch (topic) {
      case BROWSING -> !retroactive && !hasReturns;
      case PURCHASES -> !retroactive && !hasReturns && !hasAlerts;
      case CUSTOMERS, SERVICE_CASES -> !hasAlerts;
      default -> false;
    };
  }

  /** The first moment after {@code after} at which this fact may bring a decision about. */
  static long after(KnownFact known, boolean hasReturns, boolean hasAlerts, long after) {
    Fact fact = known.fact();
    long step;
    if (decidesNothing(fact.topic(), known.isRetroactive(), hasReturns, hasAlerts)) {
      step = Long.MAX_VALUE;
    } else if (fact instanceof VisitStep visit && visit.action() != VisitAction.EXIT) {
      // Inside until told otherwise; what is retroactive may end a visit when it becomes known.
      step = Math.max(known.knownAt(), fact.time() + GAP);
    } else {
      step = known.knownAt();
    }
    if (step > after && step < known.until()) {
      return step;
    }
    return known.until() != Long.MAX_VALUE && known.until() > after
        ? known.until()
        : Long.MAX_VALUE;
  }

  /** The first moment after {@code after} at which any of these facts, in time order, may. */
  static long after(List<KnownFact> facts, boolean hasAlerts, long after) {
    boolean hasReturns = hasReturns(facts);
    Map<String, Long> nextAtStore = new HashMap<>();
    long next = Long.MAX_VALUE;
    for (int i = facts.size() - 1; i >= 0; i--) {
      KnownFact known = facts.get(i);
      if (!isContinued(known, nextAtStore)) {
        next = Math.min(next, after(known, hasReturns, hasAlerts, after));
      }
    }
    return next;
  }

  static boolean hasReturns(List<KnownFact> facts) {
    for (KnownFact known : facts) {
      if (known.fact() instanceof Returned) {
        return true;
      }
    }
    return false;
  }

  /** Whether the visit goes on after this step for sure, so that the step does not end it. */
  private static boolean isContinued(KnownFact known, Map<String, Long> nextAtStore) {
    if (!(known.fact() instanceof VisitStep step)
        || known.isRetroactive()
        || known.until() != Long.MAX_VALUE) {
      return false;
    }
    Long next = nextAtStore.put(step.storeId(), step.time());
    return step.action() != VisitAction.EXIT && next != null && next <= step.time() + GAP;
  }
}
