package dev.showroom.core.journey;

import dev.showroom.core.History;
import dev.showroom.core.fact.VisitStep;
import dev.showroom.schemas.VisitAction;
import dev.showroom.schemas.codec.InTopic;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The moments of event time at which a decision can come about. A step too many costs time and
 * changes nothing; one too few would let a decision wait for the next.
 */
final class Steps {
  private static final long GAP = History.VISIT_GAP.toMillis();

  /**
   * What else is known of the customer, so far as it tells which facts can matter when they come.
   */
  record Context(boolean hasReturns, boolean hasVisits, boolean hasAlerts) {
    static final Context NONE = new Context(false, false, false);

    static Context of(Iterable<KnownFact> facts, boolean hasAlerts) {
      boolean returns = false;
      boolean visits = false;
      for (KnownFact known : facts) {
        returns |= known.topic() == InTopic.RETURNS;
        visits |= known.topic() == InTopic.STORE_VISITS;
      }
      return new Context(returns, visits, hasAlerts);
    }

    Context with(InTopic topic) {
      return new Context(
          hasReturns || topic == InTopic.RETURNS,
          hasVisits || topic == InTopic.STORE_VISITS,
          hasAlerts);
    }

    /**
     * Whether a fact of this stream brings about no decision when it becomes known: others ask for
     * it when their moment comes. Research is asked for by a visit's end and around a return, so
     * that only what comes after them matters by itself; purchases by open alerts, and by whatever
     * raises one; profiles and cases may also let something be raised that they stood in the way
     * of.
     */
    boolean decidesNothing(InTopic topic, boolean retroactive) {
      return switch (topic) {
        case BROWSING -> !hasReturns && !(retroactive && hasVisits);
        case PURCHASES -> !hasReturns && !hasAlerts && !(retroactive && hasVisits);
        case CUSTOMERS, SERVICE_CASES -> !hasReturns && !hasVisits && !hasAlerts;
        default -> false;
      };
    }
  }

  private final long[] moments;

  /**
   * @param facts in time order
   */
  Steps(List<KnownFact> facts, Context context) {
    long[] found = new long[3 * facts.size()];
    int count = 0;
    Map<String, Long> nextAtStore = new HashMap<>();
    for (int i = facts.size() - 1; i >= 0; i--) {
      KnownFact known = facts.get(i);
      if (!isContinued(known, nextAtStore)) {
        long step = of(known, context);
        found[count++] = step;
        if (known.isRetroactive() && staysInside(known)) {
          found[count++] = known.time() + GAP;
        }
      }
      if (known.until() != Long.MAX_VALUE) {
        found[count++] = known.until();
      }
    }
    moments = Arrays.copyOf(found, count);
    Arrays.sort(moments);
  }

  /** The first moment after {@code time}; {@link Long#MAX_VALUE} for none. */
  long after(long time) {
    int at = Arrays.binarySearch(moments, time);
    int next = at < 0 ? -at - 1 : at + 1;
    while (next < moments.length && moments[next] <= time) {
      next++;
    }
    return next < moments.length ? moments[next] : Long.MAX_VALUE;
  }

  /** When this fact may bring a decision about; {@link Long#MAX_VALUE} where it does not. */
  static long of(KnownFact known, Context context) {
    if (context.decidesNothing(known.topic(), known.isRetroactive())) {
      return Long.MAX_VALUE;
    }
    if (known.isRetroactive() || !staysInside(known)) {
      // What comes retroactively may belong to a visit that an EXIT has closed already.
      return known.knownAt();
    }
    return known.time() + GAP;
  }

  /** Whether this is a step of a visit that the person stays in until told otherwise. */
  private static boolean staysInside(KnownFact known) {
    return known.topic() == InTopic.STORE_VISITS
        && ((VisitStep) known.fact()).action() != VisitAction.EXIT;
  }

  /** Whether the visit goes on after this step for sure, so that the step does not end it. */
  private static boolean isContinued(KnownFact known, Map<String, Long> nextAtStore) {
    if (known.topic() != InTopic.STORE_VISITS
        || known.isRetroactive()
        || known.until() != Long.MAX_VALUE) {
      return false;
    }
    VisitStep step = (VisitStep) known.fact();
    Long next = nextAtStore.put(step.storeId(), step.time());
    return step.action() != VisitAction.EXIT && next != null && next <= step.time() + GAP;
  }
}
