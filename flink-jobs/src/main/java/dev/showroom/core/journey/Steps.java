package dev.showroom.core.journey;

import dev.showroom.core.History;
import dev.showroom.core.detect.KnownFact;
import dev.showroom.core.fact.Bought;
import dev.showroom.core.fact.Browse;
import dev.showroom.core.fact.MemberBought;
import dev.showroom.core.fact.VisitStep;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.VisitAction;
import dev.showroom.schemas.codec.InTopic;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The moments of event time at which a decision can come about, other than alerts' deadlines. A
 * step too many costs time and changes nothing; one too few would let a decision wait for the next.
 */
final class Steps {
  private static final long GAP = History.VISIT_GAP.toMillis();
  private static final long DAY = Duration.ofDays(1).toMillis();

  /** A rule watches a returned line for so long at the most. */
  static final long LONGEST_WATCH = Duration.ofDays(14).toMillis();

  private final long[] moments;

  /**
   * @param facts in time order
   * @param hasAlerts whether there are any: purchases by others only matter to them; profiles and
   *     cases also to what may still become suspicious
   * @param from what was before it will not be asked for
   * @param knownUpTo up to when it is known for sure what goods are: of browsing later than that it
   *     may turn out that it matters
   */
  Steps(
      List<KnownFact> facts,
      boolean hasAlerts,
      Surroundings surroundings,
      long from,
      long knownUpTo) {
    boolean allBrowsing = surroundings.allBrowsingMatters();
    long oldest = from < Long.MIN_VALUE + GAP ? from : from - GAP;
    int firstRecent = firstFrom(oldest, facts);
    boolean[] continued = continued(facts, firstRecent);
    long[] found = new long[3 * continued.length + 8];
    int count = 0;
    long insideUntil = Long.MIN_VALUE;
    long browsingMattersUntil = Long.MIN_VALUE;
    Watches watches = new Watches();
    for (int i = 0; i < facts.size(); i++) {
      KnownFact known = facts.get(i);
      if (i < firstRecent && isPassed(known)) {
        continue;
      }
      if (count + 3 > found.length) {
        found = Arrays.copyOf(found, 2 * found.length);
      }
      long watchedUntil = watchedUntil(known);
      insideUntil = Math.max(insideUntil, insideUntil(known));
      browsingMattersUntil = Math.max(browsingMattersUntil, Math.max(insideUntil, watchedUntil));
      if (watchedUntil >= oldest) {
        watches.add(known, watchedUntil);
      }
      if (known.until() != Long.MAX_VALUE) {
        found[count++] = known.until();
      }
      if (known.isRetroactive()) {
        found[count++] = known.knownAt();
        if (staysInside(known)) {
          found[count++] = known.time() + GAP;
        }
      } else if (i < firstRecent) {
        continue;
      } else if (!continued[i - firstRecent]) {
        boolean browsingMatters =
            allBrowsing
                || known.time() <= insideUntil
                || known.time() <= browsingMattersUntil
                    && (known.topic() != InTopic.BROWSING
                        || known.time() > knownUpTo
                        || watches.concern(
                            ((Browse) known.fact()).sku(), known.time(), surroundings));
        found[count++] = of(known, hasAlerts, browsingMatters);
        if (hasAlerts && staysInside(known)) {
          found[count++] = known.time() + GAP;
        }
      } else if (hasAlerts) {
        found[count++] = known.time();
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

  /**
   * When a fact that is the customer's from its own time on may bring a decision about; {@link
   * Long#MAX_VALUE} where it does not.
   *
   * @param browsingMatters whether browsing of its time can decide something by itself; so can then
   *     the end of what excused the customer
   */
  static long of(KnownFact known, boolean hasAlerts, boolean browsingMatters) {
    return switch (known.topic()) {
      case BROWSING -> browsingMatters ? known.time() : Long.MAX_VALUE;
      // An alert's deadline may follow the end of the visit, which each step puts off.
      case STORE_VISITS -> staysInside(known) && !hasAlerts ? known.time() + GAP : known.time();
      case PURCHASES ->
          hasAlerts || !(known.fact() instanceof MemberBought) ? known.time() : Long.MAX_VALUE;
      case CUSTOMERS, SERVICE_CASES -> hasAlerts || browsingMatters ? known.time() : Long.MAX_VALUE;
      default -> known.time();
    };
  }

  /**
   * Up to when browsing can decide something because of this fact: while the person is in the
   * store, while what was bought there may be tried out, and while a return is watched.
   */
  static long browsingMattersUntil(KnownFact known) {
    return Math.max(insideUntil(known), watchedUntil(known));
  }

  /** Up to when browsing of anything can, as the person is in the store. */
  static long insideUntil(KnownFact known) {
    return known.topic() == InTopic.STORE_VISITS
        ? staysInside(known) ? known.time() + GAP : known.time()
        : Long.MIN_VALUE;
  }

  /** Up to when browsing of the goods that the fact is about can. */
  static long watchedUntil(KnownFact known) {
    return switch (known.topic()) {
      case RETURNS -> known.time() + LONGEST_WATCH;
      case PURCHASES -> {
        if (!(known.fact() instanceof Bought bought) || bought.channel() != Channel.STORE) {
          yield Long.MIN_VALUE;
        }
        int days = 0;
        for (Bought.Line line : bought.lines()) {
          days = Math.max(days, line.trialDays() < 0 ? History.TRIAL_DAYS : line.trialDays());
        }
        yield known.time() + days * DAY;
      }
      default -> Long.MIN_VALUE;
    };
  }

  /** Whether this is a step of a visit that the person stays in until told otherwise. */
  private static boolean staysInside(KnownFact known) {
    return known.topic() == InTopic.STORE_VISITS
        && ((VisitStep) known.fact()).action() != VisitAction.EXIT;
  }

  /** Most of what is kept is browsing of long ago, which nothing can come of by itself. */
  private static boolean isPassed(KnownFact known) {
    return known.topic() == InTopic.BROWSING
        && known.until() == Long.MAX_VALUE
        && !known.isRetroactive();
  }

  /** Where the first fact of {@code time} or later stands. */
  private static int firstFrom(long time, List<KnownFact> facts) {
    int first = facts.size();
    while (first > 0 && facts.get(first - 1).time() >= time) {
      first--;
    }
    return first;
  }

  /**
   * Which steps of visits another one follows for sure, so that they do not end the visit.
   *
   * @param first of the facts to look at, which the first of the result is about
   */
  private static boolean[] continued(List<KnownFact> facts, int first) {
    boolean[] continued = new boolean[facts.size() - first];
    Map<String, Long> nextAtStore = new HashMap<>();
    for (int i = facts.size() - 1; i >= first; i--) {
      KnownFact known = facts.get(i);
      if (known.topic() == InTopic.STORE_VISITS
          && !known.isRetroactive()
          && known.until() == Long.MAX_VALUE) {
        VisitStep step = (VisitStep) known.fact();
        Long next = nextAtStore.put(step.storeId(), step.time());
        continued[i - first] =
            step.action() != VisitAction.EXIT && next != null && next <= step.time() + GAP;
      }
    }
    return continued;
  }
}
